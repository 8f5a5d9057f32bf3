import { buffer } from 'node:stream/consumers';
import type { Block, ReportDocument } from '../../contract.ts';
import { certaintyWords } from '../words.ts';
import { ink, lineWidth, openPaper, type Paper, sheet } from './paper.ts';
import { drawBars, drawTable } from './tables.ts';
import { drawAnswer, drawFacts, drawHeading, drawParagraph } from './texts.ts';

/**
 * A report as a tagged PDF: structure, title, language and bookmarks, fonts in it. The fonts have Latin, Greek and Cyrillic
 * letters; other signs stand as boxes, and the last paragraph says how many.
 */
export async function renderPdf(report: ReportDocument): Promise<Uint8Array> {
  const paper = openPaper(report);
  const bytes = buffer(paper.pdf as unknown as NodeJS.ReadableStream);
  drawTop(paper, report);
  const outline = bookmarks(paper);
  for (const block of report.blocks) {
    draw(paper, block);
    outline(block);
  }
  const boxes = boxesIn(paper, report);
  if (boxes > 0) {
    drawParagraph(paper, {
      kind: 'paragraph',
      tone: 'warning',
      text: `${boxes.toLocaleString('en-GB')} ${boxes === 1 ? 'sign is' : 'signs are'} in scripts that the fonts of this document do not have, and ${boxes === 1 ? 'stands' : 'stand'} as \u25a1. The same report as DOCX holds them.`,
    });
  }
  drawFeet(paper, report);
  paper.pdf.end();
  return bytes;
}

function draw(paper: Paper, block: Block): void {
  switch (block.kind) {
    case 'heading':
      return drawHeading(paper, block);
    case 'paragraph':
      return drawParagraph(paper, block);
    case 'facts':
      return drawFacts(paper, block);
    case 'answer':
      return drawAnswer(paper, block);
    case 'table':
      return drawTable(paper, block);
    case 'bars':
      return drawBars(paper, block);
  }
}

function drawTop(paper: Paper, { title, recipient, mark, madeAt, madeBy }: ReportDocument): void {
  const { pdf } = paper;
  const shown = paper.shown(title);
  paper.part('H1', () =>
    paper
      .use({ font: 'strong', size: shown.length > 300 ? 10 : 20, color: ink.text })
      .text(shown, { width: lineWidth }),
  );
  pdf.y += 8;
  drawFacts(paper, {
    kind: 'facts',
    rows: [
      { name: 'For', value: recipient },
      { name: 'Made by', value: madeBy },
      { name: 'Made', value: `${madeAt.slice(0, 16).replace('T', ' ')} UTC` },
      { name: 'Mark', value: mark },
    ],
  });
  drawParagraph(paper, {
    kind: 'paragraph',
    tone: 'quiet',
    text: `Confidential. This copy is marked: the log of the desk tells for whom it was made. An answer is ${Object.values(certaintyWords).join(', ').toLowerCase()}.`,
  });
}

/** Headings of the first level, and below each those of the second. */
function bookmarks({ pdf, shown }: Paper): (block: Block) => void {
  type Item = ReturnType<typeof pdf.outline.addItem>;
  let part: Item | undefined;
  // A bookmark of a thousand signs is none.
  const name = (text: string): string => shown(text).slice(0, 120).toWellFormed();
  return (block) => {
    if (block.kind !== 'heading') return;
    if (block.level === 1) part = pdf.outline.addItem(name(block.text), { expanded: true });
    else part?.addItem(name(block.text));
  };
}

/** On each page, beside its structure: for whom, the mark, and the number of the page. */
function drawFeet(paper: Paper, { recipient, mark }: ReportDocument): void {
  const { pdf } = paper;
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    pdf.switchToPage(page);
    // Text below the margin would begin a page of its own.
    pdf.page.margins.bottom = 0;
    paper.decor(() => {
      const y = sheet.height - 44;
      const width = lineWidth / 2;
      const look = { font: 'text', size: 7.5, color: ink.quiet } as const;
      paper
        .use(look)
        .text(paper.shown(`For ${recipient}`), sheet.left, y, { width, height: 10, ellipsis: true, lineBreak: false });
      paper.use(look).text(`Mark ${mark} · ${page + 1} of ${count}`, sheet.left + width, y, {
        width,
        align: 'right',
        lineBreak: false,
      });
    });
  }
}

/** How many signs of the report the fonts do not have. */
function boxesIn({ shown }: Paper, report: ReportDocument): number {
  let boxes = 0;
  const count = (value: unknown): void => {
    if (typeof value === 'string') boxes += shown(value).split('\u25a1').length - value.split('\u25a1').length;
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(count);
  };
  count([report.title, report.recipient, report.madeBy, report.blocks]);
  return boxes;
}

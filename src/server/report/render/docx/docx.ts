import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  TabStopType,
  TextRun,
} from 'docx';
import type { Block, ReportDocument } from '../../contract.ts';
import { plain } from '../plain.ts';
import { certaintyWords } from '../words.ts';
import { barsOf, factsOf, tableOf } from './tables.ts';

const quiet = '5B6470';
const warning = '8A5300';

/**
 * A report as DOCX: headings, tables with heads that repeat, title and language. Signs that the font lacks are shown by
 * another one where it is read.
 */
export async function renderDocx(report: ReportDocument): Promise<Uint8Array> {
  const { title, organisation, madeBy, mark, recipient, language } = report;
  const document = new Document({
    title: plain(title).slice(0, 1000).toWellFormed(),
    creator: plain(organisation === null ? madeBy : `${madeBy}, ${organisation}`),
    subject: `Mark ${mark}`,
    lastModifiedBy: plain(madeBy),
    description: plain(`For ${recipient}`),
    styles: {
      default: {
        document: { run: { font: 'Arial', size: 19, color: '1A1D21', language: { value: `${language}-GB` } } },
        title: { run: { size: 40, bold: true, color: '1A1D21' }, paragraph: { spacing: { after: 160 } } },
        heading1: {
          run: { size: 30, bold: true, color: '1A1D21' },
          paragraph: {
            spacing: { before: 360, after: 120 },
            keepNext: true,
            border: { top: { style: BorderStyle.SINGLE, size: 6, color: 'CFD5DC', space: 12 } },
          },
        },
        heading2: {
          run: { size: 22, bold: true, color: '1A1D21' },
          paragraph: { spacing: { before: 240, after: 80 }, keepNext: true },
        },
        heading3: {
          run: { size: 19, bold: true, color: '1A1D21' },
          paragraph: { spacing: { before: 160, after: 20 }, keepNext: true },
        },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: 11_906, height: 16_838 },
            margin: { top: 1120, bottom: 1120, left: 1120, right: 1120 },
          },
        },
        footers: { default: footOf(report) },
        children: [...topOf(report), ...report.blocks.flatMap(childrenOf)],
      },
    ],
  });
  return Packer.toBuffer(document);
}

function topOf({ title, recipient, madeBy, madeAt, mark }: ReportDocument) {
  return [
    new Paragraph({ heading: HeadingLevel.TITLE, children: runs(title) }),
    factsOf([
      { name: 'For', value: recipient },
      { name: 'Made by', value: madeBy },
      { name: 'Made', value: `${madeAt.slice(0, 16).replace('T', ' ')} UTC` },
      { name: 'Mark', value: mark },
    ]),
    new Paragraph({
      spacing: { before: 120 },
      children: runs(
        'Confidential. This copy is marked: the log of the desk tells for whom it was made. An answer is known, known in part, unknown.',
        { color: quiet, size: 17 },
      ),
    }),
  ];
}

function footOf({ recipient, mark }: ReportDocument): Footer {
  const look = { size: 15, color: quiet } as const;
  const short = plain(recipient).slice(0, 80).toWellFormed();
  return new Footer({
    children: [
      new Paragraph({
        tabStops: [{ type: TabStopType.RIGHT, position: 9660 }],
        children: [
          new TextRun({ text: `For ${short}\tMark ${mark} · `, ...look }),
          new TextRun({ children: [PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES], ...look }),
        ],
      }),
    ],
  });
}

interface RunLook {
  readonly color?: string;
  readonly size?: number;
  readonly bold?: boolean;
}

/** Text with its line ends. */
function runs(text: string, look: RunLook = {}): ParagraphChild[] {
  return plain(text)
    .split('\n')
    .map((line, index) => new TextRun({ text: line, ...look, ...(index > 0 && { break: 1 }) }));
}

function childrenOf(block: Block) {
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({
          heading: block.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
          children: runs(block.text),
        }),
      ];
    case 'paragraph': {
      const look =
        block.tone === 'quiet'
          ? { color: quiet, size: 17 }
          : block.tone === 'warning'
            ? { color: warning, bold: true }
            : {};
      return [
        new Paragraph({ spacing: { after: 100 }, alignment: AlignmentType.START, children: runs(block.text, look) }),
      ];
    }
    case 'answer':
      return answerOf(block);
    case 'facts':
      return [factsOf(block.rows), new Paragraph({ spacing: { after: 60 } })];
    case 'table':
      return [...tableOf(block), new Paragraph({ spacing: { after: 60 } })];
    case 'bars':
      return [...barsOf(block), new Paragraph({ spacing: { after: 60 } })];
  }
}

/** Unknown has a dashed line beside it, and says so in words. */
function answerOf({ question, certainty, answer, from, changed }: Extract<Block, { kind: 'answer' }>): Paragraph[] {
  const style = certainty === 'unknown' ? BorderStyle.DASHED : BorderStyle.SINGLE;
  const color = certainty === 'known' ? '1F5FBF' : certainty === 'partial' ? quiet : 'A3ABB5';
  const shape = { border: { left: { style, size: 12, color, space: 8 } }, indent: { left: 160 } } as const;
  return [
    new Paragraph({
      heading: HeadingLevel.HEADING_3,
      ...shape,
      children: [...runs(`${question} `), ...runs(certaintyWords[certainty], { color: quiet, size: 17 })],
    }),
    new Paragraph({ ...shape, keepNext: true, children: runs(answer) }),
    new Paragraph({
      ...shape,
      spacing: { after: 140 },
      children: runs(`${from}${changed === null ? '' : ` · last change ${changed}`}`, { color: quiet, size: 17 }),
    }),
  ];
}

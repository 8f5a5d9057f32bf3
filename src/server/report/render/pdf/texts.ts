import type { Block } from '../../contract.ts';
import { certaintyWords } from '../words.ts';
import { ink, lineWidth, type Look, type Paper, sheet } from './paper.ts';

const body: Look = { font: 'text', size: 9.5, color: ink.text };
const strong: Look = { ...body, font: 'strong' };
const quiet: Look = { ...body, size: 8.5, color: ink.quiet };
const warning: Look = { ...strong, color: ink.warning };
const headings = {
  1: { font: 'strong', size: 15, color: ink.text },
  2: { font: 'strong', size: 11, color: ink.text },
} as const;

type Of<K extends Block['kind']> = Extract<Block, { kind: K }>;

/** A heading, never alone at the foot of a page. Those of the first level begin with a line over the whole width. */
export function drawHeading(paper: Paper, { level, text }: Of<'heading'>): void {
  const { pdf } = paper;
  const shown = paper.shown(text);
  paper.need(level === 1 ? 110 : 70);
  pdf.y += level === 1 ? 14 : 8;
  if (level === 1) {
    paper.decor(() => {
      pdf
        .moveTo(sheet.left, pdf.y)
        .lineTo(sheet.width - sheet.right, pdf.y)
        .lineWidth(0.75)
        .stroke(ink.line);
    });
    pdf.y += 12;
  }
  paper.part(level === 1 ? 'H2' : 'H3', () =>
    paper.use(headings[level]).text(shown, sheet.left, pdf.y, { width: lineWidth }),
  );
  pdf.y += level === 1 ? 6 : 4;
}

export function drawParagraph(paper: Paper, { text, tone }: Of<'paragraph'>): void {
  const { pdf } = paper;
  paper.need(26);
  const look = tone === 'quiet' ? quiet : tone === 'warning' ? warning : body;
  paper.part('P', () => paper.use(look).text(paper.shown(text), sheet.left, pdf.y, { width: lineWidth, lineGap: 1.5 }));
  pdf.y += 6;
}

const nameWidth = 150;
/** Hashes stay on one line, to be copied from it. */
const valueLook = (text: string): Look => (/^\S{48,}$/.test(text) ? { ...body, size: 7.5 } : body);

/** Names and values side by side, as a list: a name is the label of its value. */
export function drawFacts(paper: Paper, { rows }: Of<'facts'>): void {
  const { pdf } = paper;
  const list = paper.group('L');
  for (const { name, value } of rows) {
    const label = paper.shown(name);
    const text = paper.shown(value);
    const width = lineWidth - nameWidth - 12;
    paper.use(valueLook(text));
    const high = Math.max(
      pdf.heightOfString(text, { width, lineGap: 1.5 }),
      paper.use(quiet).heightOfString(label, { width: nameWidth, lineGap: 1.5 }),
    );
    // A value longer than a page goes on over several.
    paper.need(Math.min(high + 4, 200));
    const item = list.group('LI');
    const { y } = pdf;
    item.part('Lbl', () => paper.use(quiet).text(label, sheet.left, y, { width: nameWidth, lineGap: 1.5 }));
    const after = pdf.y;
    item.part('LBody', () =>
      paper.use(valueLook(text)).text(text, sheet.left + nameWidth + 12, y, { width, lineGap: 1.5 }),
    );
    pdf.y = Math.max(pdf.y, after) + 4;
    item.end();
  }
  list.end();
  pdf.x = sheet.left;
  pdf.y += 6;
}

/** A question with what is known of it. Unknown is drawn dashed, and said in words. */
export function drawAnswer(paper: Paper, { question, certainty, answer, from, changed }: Of<'answer'>): void {
  const { pdf } = paper;
  const inset = 12;
  const width = lineWidth - inset;
  const texts = { question: paper.shown(question), answer: paper.shown(answer) };
  const foot = paper.shown(`${from}${changed === null ? '' : ` · last change ${changed}`}`);
  const high =
    paper.use(strong).heightOfString(texts.question, { width }) +
    paper.use(body).heightOfString(texts.answer, { width, lineGap: 1.5 }) +
    paper.use(quiet).heightOfString(foot, { width }) +
    22;
  paper.need(Math.min(high, 400));
  const section = paper.group('Sect');
  const { y } = pdf;
  const page = pdf.page;
  const x = sheet.left + inset;
  section.part('H3', () => {
    paper.use(strong).text(`${texts.question} `, x, y, { width, continued: true });
    paper.use({ ...quiet, font: 'strong' }).text(certaintyWords[certainty], { continued: false });
  });
  section.part('P', () => paper.use(body).text(texts.answer, x, pdf.y + 2, { width, lineGap: 1.5 }));
  section.part('P', () => paper.use(quiet).text(foot, x, pdf.y + 1, { width }));
  section.end();
  if (pdf.page === page) {
    paper.decor(() => {
      pdf
        .moveTo(sheet.left + 1, y)
        .lineTo(sheet.left + 1, pdf.y)
        .lineWidth(2);
      if (certainty === 'unknown') pdf.dash(3, { space: 3 });
      pdf.stroke(certainty === 'known' ? ink.action : certainty === 'partial' ? ink.quiet : ink.line).undash();
    });
  }
  pdf.x = sheet.left;
  pdf.y += 10;
}

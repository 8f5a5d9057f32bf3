import type { Block } from '../../contract.ts';
import { restOf } from '../words.ts';
import { type Group, ink, lineWidth, type Look, lowest, type Paper, sheet } from './paper.ts';

type Of<K extends Block['kind']> = Extract<Block, { kind: K }>;

const cell: Look = { font: 'text', size: 8, color: ink.text };
const head: Look = { font: 'strong', size: 8, color: ink.quiet };
const caption: Look = { font: 'strong', size: 9, color: ink.text };
const gap = 8;
const rowPad = 3.5;
/** What a row may be high: it is on one page, with the head of the table. */
const tallest = lowest - sheet.top - 60;

interface Column {
  readonly name: string;
  readonly x: number;
  readonly width: number;
  readonly align: 'left' | 'right';
}

/** A table whose head is on every page that it goes over, and whose rows are never broken. */
export function drawTable(paper: Paper, { caption: title, columns: given, rows, rowsInAll }: Of<'table'>): void {
  const said = rowsInAll > rows.length ? `${title} (${restOf(rows.length, rowsInAll)})` : title;
  const sum = given.reduce((all, { width }) => all + width, 0);
  let x = sheet.left;
  const columns = given.map(({ name, width: share, align }): Column => {
    const width = ((lineWidth + gap) * share) / sum - gap;
    const column = { name, x, width, align: align === 'end' ? ('right' as const) : ('left' as const) };
    x += width + gap;
    return column;
  });
  drawRows(
    paper,
    said,
    columns,
    rows.map((cells) => ({ cells })),
  );
}

const barWidth = 170;

/** Figures with a bar beside each; to those who do not see the bars it is a table of figures. */
export function drawBars(paper: Paper, { caption: title, of, bars }: Of<'bars'>): void {
  const [nameWidth, figureWidth] = [170, lineWidth - 170 - barWidth - 2 * gap];
  const columns: Column[] = [
    { name: 'Kind', x: sheet.left, width: nameWidth, align: 'left' },
    { name: of, x: sheet.left + nameWidth + gap, width: figureWidth, align: 'right' },
  ];
  const most = Math.max(1, ...bars.map(({ value }) => value));
  drawRows(
    paper,
    title,
    columns,
    bars.map(({ name, says, value }) => ({ cells: [name, says], share: value / most })),
  );
}

interface Row {
  readonly cells: readonly string[];
  /** Of the longest bar. */
  readonly share?: number;
}

function drawRows(paper: Paper, title: string, columns: readonly Column[], rows: readonly Row[]): void {
  const { pdf } = paper;
  paper.need(70);
  const table = paper.group('Table');
  table.part('Caption', () => paper.use(caption).text(paper.shown(title), sheet.left, pdf.y, { width: lineWidth }));
  pdf.y += 4;
  drawHead(paper, columns, table);
  for (const { cells, share } of rows) {
    const texts = columns.map((column, index) => fitted(paper, paper.shown(cells[index] ?? ''), column.width));
    paper.use(cell);
    const high = Math.max(...texts.map((text, index) => heightOf(paper, text, columns[index]?.width ?? 0)));
    if (paper.need(high + 2 * rowPad)) drawHead(paper, columns);
    const y = pdf.y + rowPad;
    const row = table.group('TR');
    for (const [index, { x, width, align }] of columns.entries()) {
      row.part(
        index === 0 ? 'TH' : 'TD',
        () => paper.use(cell).text(texts[index] ?? '', x, y, { width, align, lineGap: 1 }),
        {
          ...(index === 0 && { scope: 'Row' as const }),
        },
      );
    }
    row.end();
    paper.decor(() => {
      if (share !== undefined) {
        const x = sheet.width - sheet.right - barWidth;
        pdf.rect(x, y, barWidth, 8).fill(ink.paper);
        pdf.rect(x, y, Math.max(1, share * barWidth), 8).fill(ink.action);
      }
      const below = y + high + rowPad;
      pdf
        .moveTo(sheet.left, below)
        .lineTo(sheet.width - sheet.right, below)
        .lineWidth(0.5)
        .stroke(ink.line);
    });
    pdf.y = y + high + rowPad;
  }
  table.end();
  pdf.x = sheet.left;
  pdf.y += 12;
}

/** The head of a table; repeated on a further page it is decor, since readers have it already. */
function drawHead(paper: Paper, columns: readonly Column[], table?: Group): void {
  const { pdf } = paper;
  const { y } = pdf;
  paper.use(head);
  const high = Math.max(...columns.map(({ name, width }) => heightOf(paper, name, width)));
  const draw = ({ name, x, width, align }: Column): void => {
    paper.use(head).text(name, x, y, { width, align });
  };
  if (table === undefined) paper.decor(() => columns.forEach(draw));
  else {
    const row = table.group('TR');
    for (const column of columns) row.part('TH', () => draw(column), { scope: 'Column' });
    row.end();
  }
  pdf.y = y + high + 3;
  paper.decor(() => {
    pdf
      .moveTo(sheet.left, pdf.y)
      .lineTo(sheet.width - sheet.right, pdf.y)
      .lineWidth(0.75)
      .stroke(ink.quiet);
  });
}

const heightOf = ({ pdf }: Paper, text: string, width: number): number =>
  pdf.heightOfString(text, { width, lineGap: 1 });

/** As much of a text as a page can hold; the rest is in the DOCX and in the desk. */
function fitted(paper: Paper, text: string, width: number): string {
  paper.use(cell);
  // No sign is narrower than a tenth of a line is high: most texts need no measuring.
  if (text.length < 400 || heightOf(paper, text, width) <= tallest) return text;
  const signs = Array.from(text);
  let [fits, tooLong] = [0, signs.length];
  while (tooLong - fits > 16) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (heightOf(paper, `${signs.slice(0, middle).join('')} … (cut)`, width) <= tallest) fits = middle;
    else tooLong = middle;
  }
  return `${signs.slice(0, fits).join('')} … (cut)`;
}

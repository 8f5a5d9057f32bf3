import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { Block } from '../../contract.ts';
import { plain } from '../plain.ts';
import { restOf } from '../words.ts';

type Of<K extends Block['kind']> = Extract<Block, { kind: K }>;

/** Twentieths of a point between the margins of A4. */
const lineWidth = 9660;
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const thin = { style: BorderStyle.SINGLE, size: 4, color: 'CFD5DC' } as const;
const borders = {
  top: none,
  left: none,
  right: none,
  insideVertical: none,
  bottom: thin,
  insideHorizontal: thin,
} as const;
const quiet = '5B6470';

interface Cell {
  readonly text: string;
  readonly width: number;
  readonly align?: 'start' | 'end';
  readonly look?: { readonly bold?: boolean; readonly color?: string };
}

function cellOf({ text, width, align = 'start', look = {} }: Cell): TableCell {
  const lines = plain(text).split('\n');
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { top: 40, bottom: 40, left: 0, right: 120 },
    children: [
      new Paragraph({
        alignment: align === 'end' ? AlignmentType.END : AlignmentType.START,
        children: lines.map((line, at) => new TextRun({ text: line, size: 16, ...look, ...(at > 0 && { break: 1 }) })),
      }),
    ],
  });
}

const tableWith = (rows: TableRow[], widths: readonly number[]): Table =>
  new Table({
    width: { size: lineWidth, type: WidthType.DXA },
    columnWidths: [...widths],
    layout: TableLayoutType.FIXED,
    borders,
    rows,
  });

const captionOf = (text: string): Paragraph =>
  new Paragraph({
    keepNext: true,
    spacing: { before: 120, after: 60 },
    children: [new TextRun({ text: plain(text), bold: true, size: 18 })],
  });

/** Names and values side by side. */
export function factsOf(rows: Of<'facts'>['rows']): Table {
  const [name, value] = [3000, lineWidth - 3000] as const;
  return new Table({
    width: { size: lineWidth, type: WidthType.DXA },
    columnWidths: [name, value],
    layout: TableLayoutType.FIXED,
    borders: { ...borders, bottom: none, insideHorizontal: none },
    rows: rows.map(
      (row) =>
        new TableRow({
          children: [
            cellOf({ text: row.name, width: name, look: { color: quiet } }),
            cellOf({ text: row.value, width: value }),
          ],
        }),
    ),
  });
}

export function tableOf({ caption, columns, rows, rowsInAll }: Of<'table'>): (Paragraph | Table)[] {
  const sum = columns.reduce((all, { width }) => all + width, 0);
  const widths = columns.map(({ width }) => Math.round((lineWidth * width) / sum));
  const cells = (texts: readonly string[], look: Cell['look'] = {}): TableCell[] =>
    columns.map(({ align }, at) => cellOf({ text: texts[at] ?? '', width: widths[at] ?? 0, align, look }));
  const head = new TableRow({
    tableHeader: true,
    children: cells(
      columns.map(({ name }) => name),
      { bold: true, color: quiet },
    ),
  });
  const said = rowsInAll > rows.length ? `${caption} (${restOf(rows.length, rowsInAll)})` : caption;
  return [
    captionOf(said),
    tableWith(
      [head, ...rows.map((row) => new TableRow({ cantSplit: row.join('').length < 1000, children: cells(row) }))],
      widths,
    ),
  ];
}

/** No-break spaces of 8 points over the width of the column. */
const barSteps = 82;

/** Figures with a bar beside each: spaces with a ground of colour, of which a reader aloud says nothing. */
export function barsOf({ caption, of, bars }: Of<'bars'>): (Paragraph | Table)[] {
  const widths = [3600, 2160, 3900] as const;
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const bar = (value: number): TableCell =>
    new TableCell({
      width: { size: widths[2], type: WidthType.DXA },
      margins: { top: 40, bottom: 40, left: 0, right: 0 },
      children: [
        new Paragraph({
          children: [
            new TextRun({
              text: '\u00a0'.repeat(Math.max(1, Math.round((value / most) * barSteps))),
              size: 16,
              shading: { type: ShadingType.CLEAR, fill: '1F5FBF', color: 'auto' },
            }),
          ],
        }),
      ],
    });
  const look = { bold: true, color: quiet };
  const head = new TableRow({
    tableHeader: true,
    children: [
      cellOf({ text: 'Kind', width: widths[0], look }),
      cellOf({ text: of, width: widths[1], align: 'end', look }),
      cellOf({ text: '', width: widths[2] }),
    ],
  });
  const rows = bars.map(
    ({ name, says, value }) =>
      new TableRow({
        cantSplit: true,
        children: [
          cellOf({ text: name, width: widths[0] }),
          cellOf({ text: says, width: widths[1], align: 'end' }),
          bar(value),
        ],
      }),
  );
  return [captionOf(caption), tableWith([head, ...rows], widths)];
}

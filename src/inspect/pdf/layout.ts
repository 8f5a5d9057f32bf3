import { type Band, type TextBlock, toBands, toBlocks } from './blocks.ts';
import { type Item, type Segment, toSegments } from './segments.ts';

export interface Column {
  left: number;
  right: number;
}

export type Piece =
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'table'; readonly columns: readonly Column[]; readonly rows: readonly TableRow[] };

export type TableRow = readonly { readonly column: number; readonly text: string }[];

/** Justified text has gaps between words up to about this many letter heights. */
const columnGap = 1;
/** What looks like a table with fewer rows is text in columns. */
const leastRows = 3;
/** More columns than this are not looked for: the work grows with rows times columns. */
const mostColumns = 100;
/** A value too long for its cell reaches into the next column by up to so many letter heights. */
const overhang = 0.6;
/** A cell has fewer lines than a column of prose. */
const mostCellLines = 6;

/** The text of a page as a reader takes it in: top to bottom, tables by row. */
export function layOut(items: Iterable<Item>): Piece[] {
  const segments = toSegments(items);
  const pieces: Piece[] = [];
  for (const turn of [0, 1, 2, 3]) {
    const bands = toBands(toBlocks(segments.filter((segment) => segment.turn === turn))).flatMap(byLine);
    pieces.push(...toPieces(bands));
  }
  return pieces;
}

function toPieces(bands: readonly Band[]): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < bands.length; ) {
    const table = tableFrom(bands, at);
    if (table !== undefined) {
      pieces.push({ kind: 'table', columns: table.columns, rows: table.rows });
      at += table.rows.length;
      continue;
    }
    const band = bands[at];
    if (band !== undefined) pieces.push({ kind: 'lines', lines: bandLines(band) });
    at++;
  }
  return pieces;
}

/**
 * Columns that the page writes one after the other, line by line at the same heights, are a table all the same: three
 * or more of them, or two of which the first are labels. Such a band becomes one band for each line.
 */
function byLine(band: Band): Band[] {
  const [first, ...others] = band.blocks;
  if (first === undefined || others.length === 0 || first.lines.length < 2) return [band];
  const level = others.every(
    (block) =>
      block.lines.length === first.lines.length &&
      block.lines.every((line, at) => Math.abs(line.y - (first.lines[at]?.y ?? Infinity)) <= line.size * 0.35),
  );
  const labels = first.lines.filter((line) => line.text.endsWith(':')).length >= first.lines.length * 0.6;
  const manyRows = others.length >= 2 && first.lines.length >= leastRows;
  if (!level || !(manyRows || labels)) return [band];
  return first.lines.map((line, at) => {
    const blocks = band.blocks.flatMap((block) => (block.lines[at] === undefined ? [] : toBlocks([block.lines[at]])));
    return { blocks, bottom: line.y, top: line.y + line.size * 0.6 };
  });
}

interface Placed {
  readonly column: Column;
  readonly block: TextBlock;
}

function tableFrom(bands: readonly Band[], start: number): { columns: Column[]; rows: TableRow[] } | undefined {
  const columns: Column[] = [];
  const rows: Placed[][] = [];
  let multiple = 0;
  for (let at = start; at < bands.length; at++) {
    const band = bands[at];
    const previous = bands[at - 1];
    if (band === undefined || band.blocks.length > mostColumns) break;
    if (band.blocks.some((block) => block.lines.length > mostCellLines)) break;
    if (rows.length > 0 && previous !== undefined && farBelow(previous, band)) break;
    if (rows.length === 0 && band.blocks.length < 2) break;
    const row = fit(columns, band);
    if (row === undefined) break;
    if (row.length > 1) multiple++;
    // A line of one piece goes on with the table only between rows of several, and as an empty row's only value.
    else if (bands[at + 1] === undefined || (bands[at + 1]?.blocks.length ?? 0) < 2 || columns.length < 3) break;
    rows.push(row);
  }
  while (rows.length > 0 && (rows.at(-1)?.length ?? 0) < 2) rows.pop();
  if (multiple < leastRows) return undefined;
  columns.sort((a, b) => a.left - b.left);
  const order = new Map(columns.map((column, at) => [column, at]));
  const filled = rows.map((row) =>
    row.map(({ column, block }) => ({ column: order.get(column) ?? 0, text: cellText(block) })),
  );
  return { columns, rows: filled };
}

function farBelow(above: Band, below: Band): boolean {
  const size = Math.max(...above.blocks.map((block) => block.lines[0]?.size ?? 0));
  return above.bottom - below.top > size * 3;
}

/** The band as a row, where each block lies in one column of its own; widens the columns, or adds some, to take it. */
function fit(columns: Column[], band: Band): Placed[] | undefined {
  const row: Placed[] = [];
  const added: Column[] = [];
  for (const block of band.blocks) {
    const slack = Math.min((block.lines[0]?.size ?? 0) * overhang, (block.right - block.left) / 2);
    const hit = columns.filter((column) => block.left + slack < column.right && block.right - slack > column.left);
    const last = row.at(-1);
    if (hit.length > 1 || (last !== undefined && block.left + slack < last.block.right)) return undefined;
    const [column = { left: block.left, right: block.right }] = hit;
    if (last?.column === column) return undefined;
    if (hit.length === 0) added.push(column);
    row.push({ column, block });
  }
  // A new column may come with a row while there are few: later it is another table.
  if (columns.length > 0 && added.length > Math.max(1, columns.length / 2)) return undefined;
  if (added.length + columns.length > mostColumns) return undefined;
  for (const { column, block } of row) {
    column.left = Math.min(column.left, block.left);
    column.right = Math.max(column.right, block.right);
  }
  columns.push(...added);
  return row;
}

/** Lines of a cell as one value; an address that was broken at its sign is put together again. */
function cellText(block: { readonly lines: readonly Pick<Segment, 'text'>[] }): string {
  let text = '';
  for (const line of block.lines) {
    const broken = text.endsWith('@') || (text !== '' && line.text.startsWith('@')) || /@[^\s@]*[.-]$/.test(text);
    text += (text === '' || broken ? '' : ' ') + line.text;
  }
  return text;
}

/** Blocks side by side on one line are a line with tabs; columns of several lines follow one after the other. */
function bandLines(band: Band): string[] {
  const { blocks } = band;
  if (blocks.every((block) => block.lines.length === 1)) {
    return [oneLine(blocks.flatMap((block) => block.lines))];
  }
  const columns: { right: number; blocks: TextBlock[] }[] = [];
  for (const block of blocks) {
    const column = columns.at(-1);
    if (column !== undefined && block.left < column.right) {
      column.blocks.push(block);
      column.right = Math.max(column.right, block.right);
    } else columns.push({ right: block.right, blocks: [block] });
  }
  return columns.flatMap((column) => stack(column.blocks));
}

/** Blocks of one column from the top down; pieces on the same height are one line. */
function stack(blocks: readonly TextBlock[]): string[] {
  const lines: { y: number; size: number; parts: Segment[] }[] = [];
  const segments = blocks.flatMap((block) => block.lines).toSorted((a, b) => b.y - a.y);
  for (const segment of segments) {
    const line = lines.at(-1);
    if (line !== undefined && Math.abs(line.y - segment.y) <= line.size * 0.35) line.parts.push(segment);
    else lines.push({ y: segment.y, size: segment.size, parts: [segment] });
  }
  return lines.map(({ parts }) => oneLine(parts));
}

/** Pieces on one height, with a tab where the gap is wider than any between words. */
function oneLine(parts: readonly Segment[]): string {
  let text = '';
  let end = 0;
  for (const part of parts.toSorted((a, b) => a.left - b.left)) {
    if (text !== '') text += part.left - end > part.size * columnGap ? '\t' : ' ';
    text += part.text;
    end = part.right;
  }
  return text;
}

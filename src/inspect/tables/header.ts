import type { LabelBook } from '../labels/classify.ts';

/** Where the labels of a table are. */
export interface Headers {
  readonly orientation: 'horizontal' | 'vertical';
  /** Index of the row with the headers; undefined where there is none, or where the labels stand in the first column. */
  readonly headerRow: number | undefined;
}

const searchedRows = 15;

/** Finds the header row of a table, below title lines if need be, or the column of labels of a form. */
export function findHeaders(rows: readonly (readonly string[])[], book: LabelBook): Headers {
  const across = bestRow(rows, book);
  const down = labelsDown(rows, book);
  if (down >= 2 && down > 1.5 * (across?.known ?? 0)) return { orientation: 'vertical', headerRow: undefined };
  if (across !== undefined) return { orientation: 'horizontal', headerRow: across.row };
  return { orientation: 'horizontal', headerRow: unknownHeader(rows) };
}

function isLabel(text: string, book: LabelBook): boolean {
  const meaning = book.classify(text.trim());
  return meaning !== undefined && meaning.certainty >= 0.4;
}

/** Text that values look like and labels do not: mail addresses, numbers, dates. */
function isData(text: string): boolean {
  const value = text.trim();
  return (
    value.includes('@') || value.length > 80 || /^[^\p{L}]*\p{N}[^\p{L}]*$/u.test(value) || /\p{N}{4}/u.test(value)
  );
}

function bestRow(rows: readonly (readonly string[])[], book: LabelBook): { row: number; known: number } | undefined {
  let best: { row: number; known: number; score: number } | undefined;
  for (const [index, row] of rows.slice(0, searchedRows).entries()) {
    const cells = row.flatMap((text, column) => (text.trim() === '' ? [] : [{ text, column }]));
    if (cells.length === 0 || cells.filter(({ text }) => isData(text)).length > 0.2 * cells.length) continue;
    // What comes again below in its column is a value: `customer`, `active`.
    const labels = cells.filter(
      ({ text, column }) =>
        isLabel(text, book) && !rows.slice(index + 1, index + 21).some((below) => below[column] === text),
    );
    const share = labels.length / cells.length;
    const widest = Math.max(...rows.slice(index, index + 6).map((other) => other.length));
    const enough =
      cells.length === 1
        ? labels.length === 1 && widest === 1 && index === 0 && sure(cells[0]?.text ?? '', book)
        : labels.length >= 2 && share >= 0.4;
    const partly = cells.length >= 2 && labels.length >= 1 && share >= 0.3 && dataBelow(rows, index);
    const score = share * labels.length;
    if ((enough || partly) && (best === undefined || score > 1.25 * best.score))
      best = { row: index, known: labels.length, score };
  }
  return best;
}

function sure(text: string, book: LabelBook): boolean {
  return (book.classify(text.trim())?.certainty ?? 0) >= 0.7;
}

/** Whether a column has data below a row whose own cell in it is no data. */
function dataBelow(rows: readonly (readonly string[])[], index: number): boolean {
  const below = rows.slice(index + 1, index + 21);
  return (rows[index] ?? []).some((text, column) => {
    if (text.trim() === '' || isData(text)) return false;
    const values = below.map((row) => row[column] ?? '').filter((value) => value.trim() !== '');
    return values.length > 0 && values.filter(isData).length >= 0.8 * values.length;
  });
}

/** A first row in a language the book does not know: words, all different, over a column of numbers, dates or mail. */
function unknownHeader(rows: readonly (readonly string[])[]): number | undefined {
  const first = rows[0] ?? [];
  const cells = first.filter((text) => text.trim() !== '');
  const plain =
    cells.length >= 2 && new Set(cells).size === cells.length && !cells.some((text) => /[\p{N}@]/u.test(text));
  return plain && rows.length > 1 && dataBelow(rows, 0) ? 0 : undefined;
}

/** How many labels stand in the first column, where it holds little else. */
function labelsDown(rows: readonly (readonly string[])[], book: LabelBook): number {
  const firsts = rows.map((row) => (row[0] ?? '').trim());
  const filled = firsts.filter(
    (text, index) => text !== '' && (rows[index] ?? []).slice(1).some((value) => value.trim() !== ''),
  );
  const labels = filled.filter((text) => isLabel(text, book) && !isData(text));
  const values = rows.flatMap((row) => row.slice(1)).filter((text) => text.trim() !== '');
  const labelled = values.filter((text) => isLabel(text, book)).length;
  if (labels.length < 2 || labels.length < 0.6 * filled.length || labelled > 0.3 * values.length) return 0;
  return new Set(labels).size >= 2 ? labels.length : 0;
}

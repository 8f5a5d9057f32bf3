/** Sheets end at XFD1048576. */
const maxColumn = 16_384;

/** Column from 1 and row of a reference like `B7`; undefined where it is none. */
export function parseReference(reference: string): { readonly column: number; readonly row: number } | undefined {
  let column = 0;
  let at = 0;
  for (; at < reference.length && at < 4; at++) {
    const letter = reference.charCodeAt(at) & ~0x20;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  const row = Number(reference.slice(at));
  return at === 0 || column > maxColumn || !Number.isInteger(row) || row < 1 ? undefined : { column, row };
}

const names: string[] = [];

/** The letters of a column counted from 1. */
export function columnName(column: number): string {
  const known = names[column];
  if (known !== undefined) return known;
  let name = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  if (column <= maxColumn) names[column] = name;
  return name;
}

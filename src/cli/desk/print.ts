import { printable } from '../walk.ts';

export type Format = 'text' | 'json';

/** Data goes to standard output, a line each. */
export const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** What is said to people goes to standard error. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** A thing as one line of JSON, or as lines of text. */
export function printOne<T>(format: Format, thing: T, linesOf: (thing: T) => readonly string[]): void {
  if (format === 'json') print(JSON.stringify(thing));
  else for (const line of linesOf(thing)) print(line);
}

/** Columns as wide as the widest cell of each, with what cannot be seen, or turns text around, escaped. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const shown = rows.map((cells) => cells.map(printable));
  const widths = shown.reduce<number[]>(
    (most, cells) => cells.map((cell, at) => Math.max(cell.length, most[at] ?? 0)),
    [],
  );
  return shown.map((cells) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

import type { Block } from '../contract.ts';

type Table = Extract<Block, { kind: 'table' }>;

export const heading = (level: 1 | 2, text: string): Block => ({ kind: 'heading', level, text });
export const paragraph = (text: string, tone: 'plain' | 'quiet' | 'warning' = 'plain'): Block => ({
  kind: 'paragraph',
  text,
  tone,
});
export const facts = (rows: readonly (readonly [name: string, value: string])[]): Block => ({
  kind: 'facts',
  rows: rows.map(([name, value]) => ({ name, value })),
});

/**
 * A table; where it has no rows, the sentence that says why.
 *
 * @param columns name and share of the line; a name that ends with `#` holds figures
 */
export function table(
  caption: string,
  columns: readonly (readonly [name: string, width: number])[],
  rows: readonly (readonly string[])[],
  { empty, inAll = rows.length }: { readonly empty: string; readonly inAll?: number },
): Block {
  if (rows.length === 0) return paragraph(empty, 'quiet');
  return {
    kind: 'table',
    caption,
    columns: columns.map(([name, width]): Table['columns'][number] => ({
      name: name.replace(/#$/, ''),
      width,
      align: name.endsWith('#') ? 'end' : 'start',
    })),
    rows: rows.map((row) => [...row]),
    rowsInAll: Math.max(inAll, rows.length),
  };
}

/** Figures as bars, with the figures beside them; where there are none, the sentence that says why. */
export function bars(
  caption: string,
  of: string,
  all: readonly { readonly name: string; readonly value: number; readonly says: string }[],
  empty: string,
): Block {
  if (all.length === 0) return paragraph(empty, 'quiet');
  return { kind: 'bars', caption, of, bars: all.map((one) => ({ ...one })) };
}

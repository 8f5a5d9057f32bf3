import { z } from 'zod';
import { fail } from '../errors/index.ts';

/** Query of every list. `cursor` is `next` of the page before; it means something to the server alone. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(500).optional(),
});

/** The answer of every list: what comes after it is asked for with `next`, null at the end. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

export interface Page<T> {
  readonly items: T[];
  readonly next: string | null;
}

/**
 * A page out of `limit + 1` rows: the one too many says that there is more, and is not handed out.
 *
 * @param keyOf by what the next page begins behind a row: what the list is sorted by, unique
 */
export function pageOf<Row, T>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly (string | number)[],
  itemOf: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    items: shown.map(itemOf),
    next: more ? Buffer.from(JSON.stringify(keyOf(last))).toString('base64url') : null,
  };
}

/** The key that a cursor holds, as `schema` has it; `request-invalid` for anything else. Undefined for the first page. */
export function readCursor<T extends z.ZodType>(cursor: string | undefined, schema: T): z.infer<T> | undefined {
  if (cursor === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    fail('request-invalid', 'cursor');
  }
}

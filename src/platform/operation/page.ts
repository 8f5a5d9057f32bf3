import { z } from 'zod';
import { fail } from '../errors/index.ts';

/** Query of every list. `cursor` is `next` of the page before; it means something to the server alone. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(500).optional(),
});

/**
 * Query of a list of which a page shows a part at a time, wherever somebody scrolls to. Whoever goes through all of it
 * takes the cursor: it misses nothing that was there, while rows before a part may come and go.
 */
export const longQuery = pageQuery.extend({
  skip: z.coerce
    .number()
    .int()
    .min(0)
    .max(1_000_000_000)
    .optional()
    .describe('Rows before the first one, in place of a cursor'),
  total: z.literal('true').optional().describe('Also says how many there are in all, which takes longer than a page'),
});

/** The answer of every list: what comes after it is asked for with `next`, null at the end. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

/** As `page`, of a list that is asked for by `longQuery`. */
export function longPage<T extends z.ZodType>(item: T) {
  return page(item).extend({ total: z.int().nullable().describe('How many there are in all, where that was asked') });
}

export interface Page<T> {
  readonly items: T[];
  readonly next: string | null;
}

/** What `longQuery` adds to a query, and the cursor. */
export interface LongAsked {
  readonly cursor?: string | undefined;
  readonly skip?: number | undefined;
  readonly total?: 'true' | undefined;
}

export interface LongPage<T> extends Page<T> {
  readonly total: number | null;
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

/**
 * Adds how many rows there are, where that is asked; it runs in the transaction of the page.
 *
 * @param count gives one row with `total`
 */
export async function withTotal<T>(
  page: Page<T>,
  { skip, cursor, total }: LongAsked,
  count: () => Promise<{ readonly rows: readonly { readonly total: string }[] }>,
): Promise<LongPage<T>> {
  // One way at a time: a cursor is a place in the list as well.
  if (skip !== undefined && cursor !== undefined) fail('request-invalid', 'skip');
  if (total === undefined) return { ...page, total: null };
  const { rows } = await count();
  return { ...page, total: Number(rows[0]?.total) };
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

import { fail } from '#platform/errors';
import type { RosterPreview } from './roster-contract.ts';

/** What the reader of rosters says of one; fails with `roster-invalid`, naming line and column. */
export type CheckRoster = (
  bytes: AsyncIterable<Uint8Array>,
) => Promise<{ readonly rows: number; readonly columns: readonly string[] }>;

/** A million persons at 500 bytes each. */
const mostRosterBytes = 512 * 1024 * 1024;

/** The bytes as they come, until there are too many (`request-too-large`), and how many there were. */
export function bounded(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> & { readonly size: number } {
  let size = 0;
  return {
    get size() {
      return size;
    },
    async *[Symbol.asyncIterator]() {
      for await (const piece of bytes) {
        size += piece.length;
        if (size > mostRosterBytes) fail('request-too-large', 'roster');
        yield piece;
      }
    },
  };
}

/** What is understood of a roster; `roster-invalid` for one that names nobody. */
export async function readRoster(bytes: AsyncIterable<Uint8Array>, check: CheckRoster): Promise<RosterPreview> {
  const counted = bounded(bytes);
  const { rows, columns } = await check(counted);
  if (rows === 0) fail('roster-invalid', 'nobody is in it');
  return { rows, columns: [...columns], size: counted.size };
}

import type { SpillStore } from '../contract.ts';
import { Rows, recordsOf } from './batch.ts';
import type { KeyFilter } from './bloom.ts';
import { put32, put40, u16, u32, u40 } from './bytes.ts';
import { incompleteName, nameInFile, wholeNameKey } from './name-keys.ts';
import { joinKeys, mostKeys, ownerKeys } from './keys.ts';
import type { Links } from './links.ts';
import type { Repeats } from './repeats.ts';
import { flags, head, payload, tags } from './layout.ts';
import { sharedKeys } from './guesses.ts';
import type { SpillLog } from './spill.ts';

/** Row: key 8, record 5. */
const postingBytes = 13;

/** Keys of those who may yet be found to be somebody else. */
export interface Filters {
  /** Owner keys of records without a full name, or with nothing else. */
  readonly anonymous: KeyFilter;
  /** Names of records with nothing else. */
  readonly bare: KeyFilter;
  /** Names with one part in full at most. */
  readonly incomplete: KeyFilter;
  /** Identifiers in records whose bounds were guessed. */
  readonly guessed: KeyFilter;
}

/**
 * Posts every record under its join keys and links those that share one, each with the least record under the key.
 * Fills the filters on the way.
 *
 * @param repeats all join keys of the log
 */
export async function linkRecords(
  spill: SpillStore,
  log: SpillLog,
  repeats: Repeats,
  filters: Filters,
  links: Links,
): Promise<void> {
  const postings = spill.sorter(postingBytes, postingBytes);
  const rows = new Rows(postings, postingBytes, 16_384);
  for await (const { bytes, starts, first } of recordsOf(log.read())) {
    for (const [index, start] of starts.entries()) {
      const items = start + head.bytes;
      const end = start + u16(bytes, start);
      if (rows.full(mostKeys)) await rows.flush();
      const { high, low, count } = joinKeys(bytes, start, items, end);
      for (let key = 0; key < count; key += 1) {
        if (!repeats.has(high[key] ?? 0, low[key] ?? 0)) continue;
        const at = rows.room();
        put32(rows.bytes, at, high[key] ?? 0);
        put32(rows.bytes, at + 4, low[key] ?? 0);
        put40(rows.bytes, at + 8, first + index);
      }
      const mask = u16(bytes, start + head.flags);
      if ((mask & flags.named) === 0) {
        ownerKeys(bytes, items, end, (high, low) => filters.anonymous.add(high, low));
      } else if ((mask & flags.bareName) !== 0) {
        wholeNameKey(bytes, items, end, (high, low) => {
          filters.bare.add(high, low);
          nameInFile(high, low, u32(bytes, start + head.file), (a, b) => filters.anonymous.add(a, b));
        });
      }
      if ((mask & flags.guessed) !== 0) sharedKeys(bytes, items, end, (high, low) => filters.guessed.add(high, low));
      if (!isComplete(bytes, items, end)) {
        incompleteName(bytes, items, end, (high, low) => filters.incomplete.add(high, low));
      }
    }
  }
  await rows.flush();

  let high = -1;
  let low = -1;
  let least = -1;
  for await (const batch of postings.sorted()) {
    for (let at = 0; at < batch.length; at += postingBytes) {
      const nextHigh = u32(batch, at);
      const nextLow = u32(batch, at + 4);
      const record = u40(batch, at + 8);
      if (nextHigh !== high || nextLow !== low) {
        high = nextHigh;
        low = nextLow;
        least = record;
      } else if (record !== least) {
        links.add(record, least);
        await links.drain();
      }
    }
  }
  await postings.close();
}

/** A given name and a family name, both in full: what most records have. */
function isComplete(bytes: Uint8Array, from: number, to: number): boolean {
  let given = false;
  let family = false;
  for (let at = from; at < to && bytes[at] === tags.name; at += 1 + (payload[tags.name] ?? 0)) {
    const shape = bytes[at + 6] ?? 0;
    if ((shape & 15) === 1) continue;
    if (((shape >>> 4) & 1) === 0) given = true;
    else family = true;
  }
  return given && family;
}

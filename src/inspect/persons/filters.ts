import { KeyFilter } from './bloom.ts';
import { u16, u32 } from './bytes.ts';
import { sharedKeys } from './guesses.ts';
import { ownerKeys } from './keys.ts';
import { flags, head, payload, tags } from './layout.ts';
import { incompleteName, nameInFile, wholeNameKey } from './name-keys.ts';

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

export function createFilters(): Filters {
  return {
    anonymous: new KeyFilter(),
    bare: new KeyFilter(),
    incomplete: new KeyFilter(),
    guessed: new KeyFilter(),
  };
}

/** Notes what the record from `start` to `end` adds to the filters: mostly nothing. */
export function noteInFilters(filters: Filters, bytes: Uint8Array, start: number, end: number): void {
  const items = start + head.bytes;
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

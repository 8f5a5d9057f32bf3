import { put16, put32, u16, u32, u48 } from './bytes.ts';
import { flags, head, mostSides, payload, tags } from './layout.ts';

/** Where a record is: the number of its file, and the byte of the extracted text at which it begins. */
export interface RecordPlace {
  readonly file: number;
  readonly start: number;
}

/** Somebody has looked at two records and says whether they are of one person. */
export interface Ruling {
  readonly same: boolean;
  readonly one: RecordPlace;
  readonly two: RecordPlace;
}

/** What people said of records, to be added to these as they come. */
export interface Rulings {
  /** Whole records joined; the same bytes where nobody spoke of any of them. */
  apply(records: Uint8Array): Uint8Array;
  /** Rulings (by their place in the list) of which a record did not come: that part of the leak is not here, or reads otherwise now. */
  unfound(): readonly number[];
}

/** Numbers of rulings have 15 bits. */
export const mostRulings = 2 ** 15 - 1;

/** What is added to a record. */
interface Note {
  /** 0 for none. */
  group: number;
  readonly sides: number[];
  seen: boolean;
}

/** Rulings with the notes of their two records. */
interface Noted {
  readonly pairs: readonly { readonly same: boolean; readonly notes: readonly [Note, Note] }[];
  at(file: number, start: number): Note | undefined;
}

function note(rulings: readonly Ruling[]): Noted {
  const files = new Map<number, Map<number, Note>>();
  const noteOf = ({ file, start }: RecordPlace): Note => {
    let places = files.get(file);
    if (places === undefined) files.set(file, (places = new Map()));
    let own = places.get(start);
    if (own === undefined) places.set(start, (own = { group: 0, sides: [], seen: false }));
    return own;
  };
  const pairs = rulings.map(({ same, one, two }) => ({ same, notes: [noteOf(one), noteOf(two)] as const }));
  group(pairs.filter(({ same }) => same).map(({ notes }) => notes));
  for (const [number, { same, notes }] of pairs.entries()) {
    if (!same) for (const [side, own] of notes.entries()) own.sides.push(sideOf(number, side));
  }
  return { pairs, at: (file, start) => files.get(file)?.get(start) };
}

/**
 * Two records of which somebody said that they are one get the same group, and so do all that are one with either; two
 * that are not one get the two sides of the ruling. A place may be ruled on any number of times; of more than `mostSides` by
 * which it is not another's the first count, and `crowded` names the rest.
 *
 * @param rulings `mostRulings` at most
 */
export function createRulings(rulings: readonly Ruling[]): Rulings {
  const { pairs, at: noteAt } = note(rulings);
  return {
    apply(records) {
      if (rulings.length === 0) return records;
      const pieces: Uint8Array[] = [];
      let from = 0;
      for (let at = 0; at + head.bytes <= records.length; ) {
        const end = at + u16(records, at + head.length);
        if (end < at + head.bytes) break;
        const isRoster = (u16(records, at + head.flags) & flags.roster) !== 0;
        const own = isRoster ? undefined : noteAt(u32(records, at + head.file), u48(records, at + head.start));
        if (own !== undefined) {
          own.seen = true;
          pieces.push(records.subarray(from, at), noted(records.subarray(at, end), own));
          from = end;
        }
        at = end;
      }
      return pieces.length === 0 ? records : Buffer.concat([...pieces, records.subarray(from)]);
    },
    unfound: () => [...pairs.keys()].filter((at) => pairs[at]?.notes.some(({ seen }) => !seen)),
  };
}

/** Rulings, by their place in the list, that two are not one although they are by others; none where all can hold. */
export function contradicting(rulings: readonly Ruling[]): readonly number[] {
  return [...note(rulings).pairs.entries()].flatMap(([at, { same, notes }]) => {
    const [one, two] = notes;
    return !same && (one === two || (one.group !== 0 && one.group === two.group)) ? [at] : [];
  });
}

/** Rulings, by their place in the list, by which a record is not another's beyond as many as one record keeps. */
export function crowded(rulings: readonly Ruling[]): readonly number[] {
  return [...note(rulings).pairs.entries()].flatMap(([at, { same, notes }]) =>
    !same && notes.some(({ sides }, side) => sides.indexOf(sideOf(at, side)) >= mostSides) ? [at] : [],
  );
}

/** One side of a ruling as it stands in a record, never 0; the other side has the other last bit. */
function sideOf(ruling: number, side: number): number {
  return (ruling + 1) * 2 + side;
}

/** Whether two codes are the two sides of one ruling. */
export function areSides(one: number, two: number): boolean {
  return (one ^ two) === 1;
}

/** Gives all that are one, be it by way of others, one number. */
function group(pairs: readonly (readonly [Note, Note])[]): void {
  const members = new Map<number, Note[]>();
  let last = 0;
  for (const [one, two] of pairs) {
    if (one.group !== 0 && one.group === two.group) continue;
    const [into, from] = one.group === 0 ? [two, one] : [one, two];
    if (into.group === 0) {
      into.group = last += 1;
      members.set(into.group, [into]);
    }
    const moved = from.group === 0 ? [from] : (members.get(from.group) ?? []);
    members.delete(from.group);
    for (const note of moved) note.group = into.group;
    members.get(into.group)?.push(...moved);
  }
}

/** A record with what is noted of it behind what it says itself: their tags are the last. */
function noted(record: Uint8Array, { group: same, sides }: Note): Uint8Array {
  const most = sides.slice(0, mostSides);
  const items = new Uint8Array((same === 0 ? 0 : 1 + (payload[tags.same] ?? 0)) + most.length * 3);
  let at = 0;
  if (same !== 0) {
    items[at] = tags.same;
    put32(items, at + 1, same);
    at += 1 + (payload[tags.same] ?? 0);
  }
  for (const side of most) {
    items[at] = tags.apart;
    put16(items, at + 1, side);
    at += 3;
  }
  const whole = Buffer.concat([record, items]);
  put16(whole, head.length, whole.length);
  put16(whole, head.flags, u16(whole, head.flags) | flags.ruled);
  return whole;
}

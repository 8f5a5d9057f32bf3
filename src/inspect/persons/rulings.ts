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

/**
 * Two records of which somebody said that they are one get the same group, and so do all that are one with either; two
 * that are not one get the two sides of the ruling. A place may be ruled on any number of times; of more than `mostSides` by
 * which it is not another's the first count, and `crowded` names the rest.
 *
 * @param rulings `mostRulings` at most
 */
export function createRulings(rulings: readonly Ruling[]): Rulings {
  const files = new Map<number, Map<number, Note>>();
  const noteOf = ({ file, start }: RecordPlace): Note => {
    let places = files.get(file);
    if (places === undefined) files.set(file, (places = new Map()));
    let note = places.get(start);
    if (note === undefined) places.set(start, (note = { group: 0, sides: [], seen: false }));
    return note;
  };
  const pairs = rulings.map(({ same, one, two }) => ({ same, notes: [noteOf(one), noteOf(two)] as const }));
  group(pairs.filter(({ same }) => same).map(({ notes }) => notes));
  for (const [number, { same, notes }] of pairs.entries()) {
    if (!same) for (const [side, note] of notes.entries()) note.sides.push(sideOf(number, side));
  }
  const noteAt = (records: Uint8Array, at: number): Note | undefined =>
    files.get(u32(records, at + head.file))?.get(u48(records, at + head.start));

  return {
    apply(records) {
      if (rulings.length === 0) return records;
      const pieces: Uint8Array[] = [];
      let from = 0;
      for (let at = 0; at + head.bytes <= records.length; ) {
        const end = at + u16(records, at + head.length);
        if (end < at + head.bytes) break;
        const note = (u16(records, at + head.flags) & flags.roster) === 0 ? noteAt(records, at) : undefined;
        if (note !== undefined) {
          note.seen = true;
          pieces.push(records.subarray(from, at), noted(records.subarray(at, end), note));
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
  const notes = new Map<string, Note>();
  const noteOf = ({ file, start }: RecordPlace): Note => {
    const key = `${file}:${start}`;
    const note = notes.get(key) ?? { group: 0, sides: [], seen: false };
    notes.set(key, note);
    return note;
  };
  const pairs = rulings.map(({ one, two }) => [noteOf(one), noteOf(two)] as const);
  group(pairs.filter((_, at) => rulings[at]?.same));
  return [...pairs.entries()].flatMap(([at, [one, two]]) =>
    rulings[at]?.same !== true && (one === two || (one.group !== 0 && one.group === two.group)) ? [at] : [],
  );
}

/** Rulings, by their place in the list, by which a record is not another's beyond as many as one record keeps. */
export function crowded(rulings: readonly Ruling[]): readonly number[] {
  const counts = new Map<string, number>();
  const count = ({ file, start }: RecordPlace): number => {
    const key = `${file}:${start}`;
    const next = (counts.get(key) ?? 0) + 1;
    counts.set(key, next);
    return next;
  };
  return [...rulings.entries()].flatMap(([at, { same, one, two }]) =>
    !same && Math.max(count(one), count(two)) > mostSides ? [at] : [],
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

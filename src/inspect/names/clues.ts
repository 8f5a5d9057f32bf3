import type { LabelFile } from '../labels/source.ts';
import { foldText } from '../labels/normal.ts';
import { type NameLists, readNames, readPlaces } from '../labels/lists.ts';

/** What a word can be in or beside a name, as bits. */
export const clue = {
  given: 1,
  family: 2,
  particle: 4,
  address: 8,
  person: 16,
  body: 32,
  other: 64,
  place: 128,
  doubtful: 256,
} as const;

/** Knows what words say of names. Words that were seen are remembered, up to a bound. */
export interface NameClues {
  /** The bits of a word, as it is written. */
  of(word: string): number;
  /** Whether a letter is signed behind this line. */
  isClosing(line: string): boolean;
}

const mostKept = 20_000;

export function readClues(files: readonly LabelFile[]): NameClues {
  const bits = new Map<string, number>();
  const add = (words: Iterable<string>, bit: number): void => {
    for (const word of words) bits.set(plain(word), (bits.get(plain(word)) ?? 0) | bit);
  };
  const names: NameLists = readNames(files);
  add(names.given, clue.given);
  add(names.family, clue.family);
  add(names.particles, clue.particle);
  const { cities, countries } = readPlaces(files);
  add(cities, clue.place);
  add(countries, clue.place);
  const closings = new Set<string>();
  for (const file of files) {
    if (!('address' in file)) continue;
    const all = (lists: Readonly<Record<string, readonly string[] | undefined>>): string[] =>
      Object.values(lists).flatMap((list) => list ?? []);
    add(all(file.address), clue.address);
    add(all(file.persons), clue.person);
    add(all(file.doubtful), clue.doubtful);
    add(all(file.bodies), clue.body);
    add(all(file.others), clue.other);
    for (const line of all(file.closings)) closings.add(foldText(line));
  }
  const seen = new Map<string, number>();
  return {
    of(word) {
      const known = seen.get(word);
      if (known !== undefined) return known;
      if (seen.size >= mostKept) seen.clear();
      const found = bits.get(plain(word)) ?? 0;
      seen.set(word, found);
      return found;
    },
    isClosing: (line) => closings.has(foldText(line.replace(/[\s,.!;:–-]+$/u, '').trim())),
  };
}

/** Folded, without points: `Sig.ra` is `sigra`. */
function plain(word: string): string {
  return foldText(word).replaceAll('.', '');
}

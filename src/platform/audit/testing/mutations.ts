import { canonical } from '../canonical.ts';
import type { Sealed } from '../entry.ts';
import type { Chance } from './chance.ts';
import type { LineKind } from './history.ts';

/** An export to be tampered with. Lines are counted from 0 here, and from 1 in what is expected. */
export interface Target {
  readonly lines: readonly string[];
  readonly kinds: readonly LineKind[];
}

interface Mutated {
  readonly bytes: Buffer;
  /** The first line at which a reader who has read up to there can know. */
  readonly line: number;
  readonly head?: string;
}

/** Tampers with an export; undefined where there is nothing in it to be tampered with in this way. */
export type Mutation = (target: Target, chance: Chance) => Mutated | undefined;

export function fileOf(lines: readonly string[]): Buffer {
  return Buffer.from(`${lines.join('\n')}\n`);
}

export function withLine(lines: readonly string[], index: number, ...put: string[]): Buffer {
  return fileOf(lines.toSpliced(index, 1, ...put));
}

export function sealedAt({ lines, kinds }: Target, index: number): Sealed | undefined {
  const isEntry = ['incident', 'link', 'plain', 'key-change', 'told'].includes(kinds[index] ?? '');
  return isEntry ? (JSON.parse(lines[index] ?? '') as Sealed) : undefined;
}

/** Indexes of the lines of these kinds. */
export function linesThatAre({ kinds }: Target, ...wanted: LineKind[]): number[] {
  return kinds.flatMap((kind, index) => (wanted.includes(kind) ? [index] : []));
}

/** The first line from `index` on that holds on to the head of the log: each but entries of incidents does. */
export function firstOnLog({ kinds }: Target, index: number): number {
  let at = index;
  while (kinds[at] === 'incident') at += 1;
  return at;
}

/** Whether the line must follow the one before it directly, so that nothing can be put between them unseen. */
export function isBound({ kinds }: Target, index: number): boolean {
  return kinds[index] === 'link' || kinds[index] === 'told';
}

/**
 * Whether line `from` could stand at the earlier place `to` for all that was read up to there: an entry of an incident
 * knows its own chain alone, so it fits wherever its chain has come as far, but for the place of the first entry of the
 * log. Its link, which does not follow, tells.
 */
function fitsEarlier(target: Target, from: number, to: number): boolean {
  const chain = sealedAt(target, from)?.entry.chain;
  if (target.kinds[from] !== 'incident' || isBound(target, to) || to <= 1) return false;
  for (let at = to; at < from; at += 1) {
    if (target.kinds[at] === 'incident' && sealedAt(target, at)?.entry.chain === chain) return false;
  }
  return true;
}

/** Where it shows that the line at `index` is gone and the next has come up. */
function whereGone(target: Target, index: number): number {
  const loose = target.kinds[index] === 'plain' || target.kinds[index] === 'key-change';
  return loose && index > 1 && target.kinds[index + 1] === 'incident' ? index + 1 : index;
}

export const lineMutations: Readonly<Record<string, Mutation>> = {
  'a line is dropped': (target, chance) => {
    const index = chance.below(target.lines.length);
    return { bytes: withLine(target.lines, index), line: whereGone(target, index) + 1 };
  },

  'a line is doubled': ({ lines }, chance) => {
    const index = chance.below(lines.length);
    const line = lines[index] ?? '';
    return { bytes: withLine(lines, index, line, line), line: index + 2 };
  },

  'a line is copied to a later place': ({ lines }, chance) => {
    const index = chance.below(lines.length - 2);
    const to = index + 2 + chance.below(lines.length - index - 2);
    return { bytes: fileOf(lines.toSpliced(to, 0, lines[index] ?? '')), line: to + 1 };
  },

  'a line is copied to an earlier place': (target, chance) => {
    const from = 1 + chance.below(target.lines.length - 1);
    const to = chance.below(from);
    const bytes = fileOf(target.lines.toSpliced(to, 0, target.lines[from] ?? ''));
    return { bytes, line: to + (fitsEarlier(target, from, to) ? 2 : 1) };
  },

  'two lines are swapped': (target, chance) => {
    const { lines } = target;
    const first = chance.below(lines.length - 1);
    const second = first + 1 + chance.below(lines.length - first - 1);
    const swapped = lines.with(first, lines[second] ?? '').with(second, lines[first] ?? '');
    return { bytes: fileOf(swapped), line: first + (fitsEarlier(target, second, first) ? 2 : 1) };
  },

  'a line is moved to a later place': (target, chance) => {
    const { lines } = target;
    const from = chance.below(lines.length - 1);
    const to = from + 1 + chance.below(lines.length - from - 1);
    const moved = lines.toSpliced(from, 1).toSpliced(to, 0, lines[from] ?? '');
    return { bytes: fileOf(moved), line: whereGone(target, from) + 1 };
  },

  'a line is moved to an earlier place': (target, chance) => {
    const { lines } = target;
    const from = 1 + chance.below(lines.length - 1);
    const to = chance.below(from);
    const moved = lines.toSpliced(from, 1).toSpliced(to, 0, lines[from] ?? '');
    return { bytes: fileOf(moved), line: to + (fitsEarlier(target, from, to) ? 2 : 1) };
  },

  'a line of something else is put in': ({ lines }, chance) => {
    const index = chance.below(lines.length + 1);
    const other = chance.pick(['', '{}', 'null', '[]', '{"entry":{}}', '{"footer":{}}', '// checked', '{"header":{}}']);
    return { bytes: fileOf(lines.toSpliced(index, 0, other)), line: index + 1 };
  },

  'the tail is cut, the footer made anew, and the head given': (target, chance) => {
    const { lines, kinds } = target;
    const ends = linesThatAre(target, 'plain', 'key-change', 'link', 'told').filter((at) => at < lines.length - 2);
    const end = chance.pick(ends);
    const gone = linesThatAre(target, 'plain', 'key-change', 'link', 'told').filter((at) => at > end);
    const kept = lines.slice(0, end + 1);
    const head = sealedAt(target, chance.pick(gone))?.hash;
    const last = sealedAt(target, end);
    if (head === undefined || last === undefined) return undefined;
    const count = (kind: LineKind) => kinds.slice(0, end + 1).filter((one) => one === kind).length;
    const opened = linesThatAre(target, 'incident').filter((at) => at <= end && sealedAt(target, at)?.entry.seq === 1);
    const footer = {
      entries: end - count('checkpoint'),
      incidents: opened.length,
      checkpoints: count('checkpoint'),
      seq: last.entry.seq,
      hash: last.hash,
    };
    return { bytes: fileOf([...kept, canonical({ footer })]), line: end + 2, head };
  },

  'the file is cut anywhere': ({ lines }, chance) => {
    const whole = fileOf(lines);
    const bytes = whole.subarray(0, chance.below(whole.length));
    return { bytes, line: bytes.toString('latin1').split('\n').length };
  },
};

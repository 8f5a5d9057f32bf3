import type { Posting } from './postings.ts';
import type { Token } from './token.ts';

/** Characters within which values of running text belong together. */
const near = 300;
/** Values looked at on either side of one. */
const mostNeighbours = 24;

export interface Reading {
  readonly low: number;
  readonly posting: Posting;
}

/** A value of the index in a text. */
export interface Sighted {
  readonly token: Token;
  readonly readings: readonly Reading[];
  readonly record: number;
  /** Rows of the rarest reading. */
  readonly rarity: number;
  /** A bit for each group of the columns that have the value. */
  readonly groups: number;
}

/** Whether more than one bit is set. */
export function isSeveral(bits: number): boolean {
  return (bits & (bits - 1)) !== 0;
}

export function rarityOf(one: Sighted | undefined): number {
  return one?.rarity ?? Infinity;
}

/** What stands beside a value: in its record, or near it where one of the two is in running text. */
export function neighbours(sighted: readonly Sighted[], at: number): Sighted[] {
  const own = sighted[at] as Sighted;
  const beside: Sighted[] = [];
  for (const step of [-1, 1]) {
    let count = 0;
    for (let next = at + step; next >= 0 && next < sighted.length && count < mostNeighbours; next += step) {
      const other = sighted[next] as Sighted;
      const isInRecord = own.record !== -1 && other.record === own.record;
      const gap = gapOf(own.token, other.token);
      if (gap > near && !isInRecord) break;
      if (gap < 0 || (!isInRecord && own.record !== -1 && other.record !== -1)) continue;
      beside.push(other);
      count += 1;
    }
  }
  return beside;
}

/** Names and words within an address that is known are part of it. */
export function withoutMailboxNames(sighted: readonly Sighted[]): Sighted[] {
  let until = 0;
  const kept: Sighted[] = [];
  for (const one of sighted) {
    if (one.token.kind === 'email') {
      until = one.token.end;
      while ((kept.at(-1)?.token.end ?? 0) > one.token.start && kept.at(-1)?.token.kind !== 'email') kept.pop();
    } else if (one.token.start < until) continue;
    kept.push(one);
  }
  return kept;
}

/** Characters between two; negative where they overlap. */
export function gapOf(one: Token, other: Token): number {
  if (one.end <= other.start) return other.start - one.end;
  if (other.end <= one.start) return one.start - other.end;
  return -1;
}

export function distanceOf(one: Sighted, other: Sighted): string {
  if (one.record !== -1 && one.record === other.record) return 'in the same record';
  const gap = gapOf(one.token, other.token);
  return gap === 1 ? '1 character away' : `${gap} characters away`;
}

/** No local header fits in fewer bytes: smaller gaps (data descriptors, alignment) can hide no member. */
const leastGap = 30;

/**
 * Which bytes of an archive belong to a member, so that none is read twice (the overlapping bomb of D. Fifield,
 * USENIX WOOT 2019) and none is left out. Neighbours merge: an archive in order takes one range however many members.
 */
export class Ranges {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  /** Claims [start, end) unless a part of it is taken; tells whether it did. */
  claim(start: number, end: number): boolean {
    const at = this.#firstEndingAfter(start);
    const nextStart = this.#starts[at] ?? Number.POSITIVE_INFINITY;
    if (nextStart < end) return false;
    const previousEnd = this.#ends[at - 1] ?? Number.NEGATIVE_INFINITY;
    const joinsPrevious = start - previousEnd < leastGap;
    const joinsNext = nextStart - end < leastGap;
    if (joinsPrevious && joinsNext) {
      this.#ends[at - 1] = this.#ends[at] as number;
      this.#starts.splice(at, 1);
      this.#ends.splice(at, 1);
    } else if (joinsPrevious) this.#ends[at - 1] = end;
    else if (joinsNext) this.#starts[at] = start;
    else {
      this.#starts.splice(at, 0, start);
      this.#ends.splice(at, 0, end);
    }
    return true;
  }

  /** The parts of [start, end) that nobody claimed and that could hold a member. */
  gaps(start: number, end: number): [number, number][] {
    const gaps: [number, number][] = [];
    let from = start;
    for (let at = this.#firstEndingAfter(start); at < this.#starts.length && from < end; at += 1) {
      const taken = this.#starts[at] as number;
      if (taken - from >= leastGap) gaps.push([from, Math.min(taken, end)]);
      from = this.#ends[at] as number;
    }
    if (end - from >= leastGap) gaps.push([from, end]);
    return gaps;
  }

  #firstEndingAfter(offset: number): number {
    let low = 0;
    let high = this.#ends.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ends[middle] as number) > offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

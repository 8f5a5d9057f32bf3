import { put40, u40 } from './bytes.ts';
import { claim, judge, rowBytes } from './claims.ts';
import { doubtBytes, putDoubt, type Why } from './doubt.ts';
import { eachGroup, Group } from './groups.ts';
import { Output } from './grown.ts';

/** Rows of one name that are compared; what goes beyond is left out of the lower bound. */
const maxRows = 200_000;

/** Mark: cluster 5, 1 where it counts under one of its names, 0 where it yields under one. */
export const markBytes = 6;

export const nameGroup = (): Group => new Group(rowBytes, maxRows);

/** What came out for names: clusters that count, marks of those that stand under several names, and doubts. */
export class Verdicts {
  readonly #marks = new Output(4096);
  readonly #doubts = new Output(0);
  readonly #closely: boolean;
  #count = 0;

  /** @param closely whether pairs that may be one person are noted */
  constructor(closely: boolean) {
    this.#closely = closely;
  }

  add({ bytes, used }: Group): void {
    judge(
      bytes,
      used,
      (at, counts) => {
        if (counts && bytes[at + claim.more] === 0) this.#count += 1;
        else this.#mark(u40(bytes, at + 9), counts ? 1 : 0);
      },
      this.#closely ? (at, other, why) => this.#doubt(u40(bytes, at + 9), u40(bytes, other + 9), why) : undefined,
    );
  }

  #mark(cluster: number, counted: number): void {
    const at = this.#marks.room(markBytes);
    put40(this.#marks.bytes, at, cluster);
    this.#marks.bytes[at + 5] = counted;
  }

  /** A cluster may stand under one name twice. */
  #doubt(one: number, two: number, why: Why): void {
    if (one === two) return;
    const at = this.#doubts.room(doubtBytes);
    putDoubt(this.#doubts.bytes, at, { why, clusters: [Math.min(one, two), Math.max(one, two)] });
  }

  /** Clusters that count 5, bytes of the marks 5, the marks, the doubts. */
  get bytes(): Uint8Array<ArrayBuffer> {
    const all = new Uint8Array(marksAt + this.#marks.used + this.#doubts.used);
    put40(all, 0, this.#count);
    put40(all, 5, this.#marks.used);
    all.set(this.#marks.written, marksAt);
    all.set(this.#doubts.written, marksAt + this.#marks.used);
    return all;
  }
}

const marksAt = 10;

const judgeRows =
  (closely: boolean) =>
  (rows: Uint8Array): Uint8Array<ArrayBuffer> => {
    const verdicts = new Verdicts(closely);
    const group = nameGroup();
    eachGroup(rows, group, () => verdicts.add(group));
    return verdicts.bytes;
  };

/** Judges the rows of a bucket, name by name. Depends on nothing else. */
export const judgeNames = judgeRows(false);

/** The same, and notes who may be one. */
export const judgeClosely = judgeRows(true);

/** Clusters that count in `verdicts`. */
export function countIn(verdicts: Uint8Array): number {
  return u40(verdicts, 0);
}

export function marksIn(verdicts: Uint8Array): Uint8Array {
  return verdicts.subarray(marksAt, marksAt + u40(verdicts, 5));
}

/** Rows as doubt.ts has them. */
export function doubtsIn(verdicts: Uint8Array): Uint8Array {
  return verdicts.subarray(marksAt + u40(verdicts, 5));
}

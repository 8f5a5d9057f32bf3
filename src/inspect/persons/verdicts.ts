import { put40, u40 } from './bytes.ts';
import { claim, judge, rowBytes } from './claims.ts';
import { eachGroup, Group } from './groups.ts';

/** Rows of one name that are compared; what goes beyond is left out of the lower bound. */
const maxRows = 20_000;

/** Mark: cluster 5, 1 where it counts under one of its names, 0 where it yields under one. */
export const markBytes = 6;

export const nameGroup = (): Group => new Group(rowBytes, maxRows);

/** What came out for names: clusters that count, and marks of those that stand under several names. */
export class Verdicts {
  /** Clusters that count 5, then the marks. */
  #bytes = new Uint8Array(4096);
  #used = 5;
  #count = 0;

  add({ bytes, used }: Group): void {
    judge(bytes, used, (at, counts) => {
      if (counts && bytes[at + claim.more] === 0) this.#count += 1;
      else this.#mark(u40(bytes, at + 9), counts ? 1 : 0);
    });
  }

  #mark(cluster: number, counted: number): void {
    if (this.#used + markBytes > this.#bytes.length) {
      const grown = new Uint8Array(2 * this.#bytes.length);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    put40(this.#bytes, this.#used, cluster);
    this.#bytes[this.#used + 5] = counted;
    this.#used += markBytes;
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    put40(this.#bytes, 0, this.#count);
    return this.#bytes.subarray(0, this.#used);
  }
}

/** Judges the rows of a bucket, name by name. Depends on nothing else. */
export function judgeNames(rows: Uint8Array): Uint8Array<ArrayBuffer> {
  const verdicts = new Verdicts();
  const group = nameGroup();
  eachGroup(rows, group, () => verdicts.add(group));
  return verdicts.bytes;
}

/** Clusters that count in `verdicts`. */
export function countIn(verdicts: Uint8Array): number {
  return u40(verdicts, 0);
}

export function marksIn(verdicts: Uint8Array): Uint8Array {
  return verdicts.subarray(5);
}

import type { NamelessFile } from './file.ts';
import { compare } from './order.ts';

/** A sorted run: bytes [start, end) of the file. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/** Reads one run ahead; `prefix` holds the first six key bytes of the record at the front as one number. */
class Reader {
  readonly #file: NamelessFile;
  readonly #buffer: Uint8Array;
  readonly #keyBytes: number;
  #next: number;
  readonly #end: number;
  #filled = 0;
  bytes: Uint8Array;
  at = 0;
  prefix = 0;
  over = false;

  constructor(file: NamelessFile, run: Run, buffer: Uint8Array, keyBytes: number) {
    this.#file = file;
    this.#buffer = buffer;
    this.bytes = buffer;
    this.#keyBytes = keyBytes;
    this.#next = run.start;
    this.#end = run.end;
  }

  /** Steps over `width` bytes; true when the buffer is used up and `refill` must come before the next look. */
  step(width: number): boolean {
    this.at += width;
    if (this.at >= this.#filled) return true;
    this.#look();
    return false;
  }

  async refill(): Promise<void> {
    const length = Math.min(this.#buffer.length, this.#end - this.#next);
    this.at = 0;
    this.#filled = length;
    if (length === 0) {
      this.over = true;
      this.prefix = Infinity;
      return;
    }
    await this.#file.read(this.#buffer.subarray(0, length), this.#next);
    this.#next += length;
    this.#look();
  }

  #look(): void {
    let prefix = 0;
    const { bytes, at } = this;
    for (let byte = 0; byte < 6; byte += 1) {
      prefix = prefix * 256 + (byte < this.#keyBytes ? (bytes[at + byte] ?? 0) : 0);
    }
    this.prefix = prefix;
  }
}

/**
 * Merges runs into batches of whole records; equal keys come in order of the runs. A tree of losers makes log2(runs)
 * comparisons a record, most of them of two numbers. `memory` is shared by the read buffers and the batch.
 */
export async function* merge(
  file: NamelessFile,
  runs: readonly Run[],
  width: number,
  keyBytes: number,
  memory: number,
): AsyncGenerator<Uint8Array> {
  const share = Math.max(1, Math.floor(memory / (runs.length + 1) / width)) * width;
  const readers = runs.map((run) => new Reader(file, run, new Uint8Array(share), keyBytes));
  for (const reader of readers) await reader.refill();
  const batch = new Uint8Array(share);
  let used = 0;

  /** Does reader `a` come before reader `b`? */
  const before = (a: number, b: number): boolean => {
    const one = readers[a];
    const two = readers[b];
    if (one === undefined || two === undefined) return two === undefined;
    if (one.prefix !== two.prefix) return one.prefix < two.prefix;
    if (one.over || two.over) return two.over && (!one.over || a < b);
    const order = keyBytes > 6 ? compare(one.bytes, one.at, two.bytes, two.at, 6, keyBytes) : 0;
    return order === 0 ? a < b : order < 0;
  };

  let leaves = 1;
  while (leaves < readers.length) leaves *= 2;
  const losers = new Int32Array(leaves);
  const play = (node: number): number => {
    if (node >= leaves) return node - leaves;
    const left = play(2 * node);
    const right = play(2 * node + 1);
    const leftWins = before(left, right);
    losers[node] = leftWins ? right : left;
    return leftWins ? left : right;
  };
  let winner = play(1);
  for (;;) {
    const first = readers[winner];
    if (first === undefined || first.over) break;
    for (let byte = 0; byte < width; byte += 1) batch[used + byte] = first.bytes[first.at + byte] ?? 0;
    used += width;
    if (first.step(width)) await first.refill();
    for (let node = (winner + leaves) >> 1; node >= 1; node >>= 1) {
      const loser = losers[node] ?? 0;
      if (before(loser, winner)) {
        losers[node] = winner;
        winner = loser;
      }
    }
    if (used === share) {
      yield batch;
      used = 0;
    }
  }
  if (used > 0) yield batch.subarray(0, used);
}

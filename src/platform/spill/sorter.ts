import type { NamelessFile } from './file.ts';
import { merge } from './merge.ts';
import type { Run } from './merge.ts';
import { compare, inOrder, maxInOrder } from './order.ts';

/** Fixed-width records sorted on disk: push all, read (as often as needed), close. */
export interface Sorter {
  /** Appends whole records (a multiple of the width). Memory or a sorted run on disk takes them. */
  push(records: Uint8Array): Promise<void>;
  /**
   * All records in byte order of their key, equal keys in order of arrival, in batches of whole records. A batch is
   * valid until the next is taken. After the first call nothing can be pushed; one reading at a time.
   */
  sorted(): AsyncGenerator<Uint8Array>;
  close(): Promise<void>;
}

interface SorterInit {
  readonly width: number;
  readonly keyBytes: number;
  /** Bytes of records held before a run is written, and of buffers while runs are merged. */
  readonly memory: number;
  /** Runs merged at once; more are merged in several passes. */
  readonly fanIn: number;
  /** Scratch for `count` words, shared by all sorters: sorting itself never awaits. */
  readonly scratch: (count: number) => BigUint64Array;
  readonly openFile: () => Promise<NamelessFile>;
}

/** Room for the words of a sort, kept for the next. */
export function createScratch(): (count: number) => BigUint64Array {
  let words = new BigUint64Array(0);
  return (count) => {
    if (words.length < count) words = new BigUint64Array(count);
    return words;
  };
}

/** Bytes gathered before a write of sorted records. */
const writeBytes = 256 * 1024;

export function createSorter(init: SorterInit): Sorter {
  const { width, keyBytes, memory, fanIn, scratch, openFile } = init;
  const most = Math.min(Math.max(2, Math.floor(memory / width)), maxInOrder);
  let held = new Uint8Array(Math.min(most, 256) * width);
  let count = 0;
  /** Numbers of the held records in order; kept, since a large sort writes hundreds of runs. */
  let order = new Uint32Array(0);
  let file: NamelessFile | undefined;
  let runs: Run[] = [];

  /** Rows made by passing over a log often come in order; to see that costs a tenth of sorting. */
  function arrivedInOrder(): boolean {
    for (let at = width, end = count * width; at < end; at += width) {
      if (compare(held, at - width, held, at, 0, keyBytes) > 0) return false;
    }
    return true;
  }

  /** The held records in order, in pieces: all at once where they came in order, else `writeBytes` at most. */
  function* pieces(): Generator<Uint8Array> {
    if (arrivedInOrder()) {
      yield held.subarray(0, count * width);
      return;
    }
    // Two that read at the same time write the same.
    if (order.length < count) order = new Uint32Array(count);
    let next = 0;
    inOrder(held, count, width, keyBytes, scratch(count), (record) => {
      order[next] = record;
      next += 1;
    });
    const perPiece = Math.max(1, Math.floor(writeBytes / width));
    const piece = new Uint8Array(Math.min(perPiece, count) * width);
    for (let from = 0; from < count; from += perPiece) {
      const to = Math.min(count, from + perPiece);
      let at = 0;
      for (let record = from; record < to; record += 1) {
        let source = (order[record] ?? 0) * width;
        for (const end = at + width; at < end; at += 1, source += 1) piece[at] = held[source] ?? 0;
      }
      yield piece.subarray(0, at);
    }
  }

  async function writeRun(): Promise<void> {
    file ??= await openFile();
    const start = file.size;
    for (const piece of pieces()) await file.append(piece);
    runs.push({ start, end: file.size });
    count = 0;
  }

  /** Merges runs, `fanIn` at a time and oldest first, until one merge can take what is left. */
  async function reduceRuns(): Promise<void> {
    while (file !== undefined && runs.length > fanIn) {
      const source = file;
      const target = await openFile();
      file = target;
      const merged: Run[] = [];
      try {
        for (let from = 0; from < runs.length; from += fanIn) {
          const start = target.size;
          for await (const batch of merge(source, runs.slice(from, from + fanIn), width, keyBytes, memory)) {
            await target.append(batch);
          }
          merged.push({ start, end: target.size });
        }
      } finally {
        await source.close();
      }
      runs = merged;
    }
  }

  return {
    async push(records) {
      for (let from = 0; from < records.length; ) {
        if (count === most) await writeRun();
        const room = (most - count) * width;
        const part = records.subarray(from, Math.min(records.length, from + room));
        const end = count * width + part.length;
        if (end > held.length) {
          const grown = new Uint8Array(Math.min(most * width, Math.max(end, held.length * 2)));
          grown.set(held.subarray(0, count * width));
          held = grown;
        }
        held.set(part, count * width);
        count += part.length / width;
        from += part.length;
      }
    },
    async *sorted() {
      if (runs.length === 0) {
        yield* pieces();
        return;
      }
      if (count > 0) await writeRun();
      held = new Uint8Array(0);
      order = new Uint32Array(0);
      await reduceRuns();
      if (file !== undefined) yield* merge(file, runs, width, keyBytes, memory);
    },
    async close() {
      held = new Uint8Array(0);
      count = 0;
      runs = [];
      const open = file;
      file = undefined;
      await open?.close();
    },
  };
}

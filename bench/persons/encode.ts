import { parentPort, workerData } from 'node:worker_threads';
import { createEncoder } from '#inspect';
import { drawRecord } from './people.ts';
import { threadCpu } from './stages.ts';

/** What is handed over at once. */
const atOnce = 8192;

/** Batches that may be under way: without a bound what waits would lie in memory. */
const mostWaiting = 8;

/** Records as keyed hashes, as readers make them; and CPU seconds for thinking them up, which is no part of it, and for hashing. */
export interface Encoded {
  readonly bytes: Uint8Array;
  readonly persons: number;
  readonly drawing: number;
  readonly hashing: number;
}

export interface EncodeOrder {
  readonly records: number;
  /** Which of how many threads this is: each takes every batch that is its turn. */
  readonly thread: number;
  readonly threads: number;
  /** One number: batches under way. */
  readonly waiting: SharedArrayBuffer;
}

if (parentPort !== null) {
  const { records, thread, threads, waiting } = workerData as EncodeOrder;
  const underWay = new Int32Array(waiting);
  const encoder = createEncoder(new Uint8Array(32).fill(7), { asOf: '2026-01-01' });
  for (let from = thread * atOnce; from < records; from += threads * atOnce) {
    const start = threadCpu();
    const drawn = Array.from({ length: Math.min(atOnce, records - from) }, (_, at) => drawRecord(from + at));
    const between = threadCpu();
    const parts: Uint8Array[] = [];
    for (const { draft } of drawn) {
      const encoded = encoder.encode(draft);
      if (encoded !== undefined) parts.push(encoded);
    }
    const bytes = joined(parts);
    const told: Encoded = {
      bytes,
      persons: drawn.filter(({ isNew }) => isNew).length,
      drawing: between - start,
      hashing: threadCpu() - between,
    };
    for (let now = Atomics.load(underWay, 0); now >= mostWaiting; now = Atomics.load(underWay, 0))
      Atomics.wait(underWay, 0, now);
    Atomics.add(underWay, 0, 1);
    parentPort.postMessage(told, [bytes.buffer]);
  }
  parentPort.postMessage(undefined, []);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

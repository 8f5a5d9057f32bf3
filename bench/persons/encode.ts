import { parentPort, workerData } from 'node:worker_threads';
import { createEncoder } from '#inspect';
import { drawRecord } from './people.ts';

/** What is handed over at once. */
const atOnce = 8192;

/** Records as keyed hashes, as readers make them; and how long it took to think them up, which is no part of it. */
export interface Encoded {
  readonly bytes: Uint8Array;
  readonly persons: number;
  readonly drawing: number;
  readonly hashing: number;
}

const { records } = workerData as { readonly records: number };
const encoder = createEncoder(new Uint8Array(32).fill(7), { asOf: '2026-01-01' });
for (let from = 0; from < records; from += atOnce) {
  const start = performance.now();
  const drawn = Array.from({ length: Math.min(atOnce, records - from) }, (_, at) => drawRecord(from + at));
  const between = performance.now();
  const parts: Uint8Array[] = [];
  for (const { draft } of drawn) {
    const bytes = encoder.encode(draft);
    if (bytes !== undefined) parts.push(bytes.slice());
  }
  const bytes = new Uint8Array(Buffer.concat(parts));
  const hashing = performance.now() - between;
  const told: Encoded = {
    bytes,
    persons: drawn.filter(({ isNew }) => isNew).length,
    drawing: between - start,
    hashing,
  };
  parentPort?.postMessage(told, [bytes.buffer]);
}
parentPort?.postMessage(undefined, []);

import type { SpillBuckets } from './spill.ts';
import { works } from './works.ts';
import type { Work } from './works.ts';

/** A thread that has the functions of works.ts. */
export interface WorkThread {
  /** Hands `bytes` over: they cannot be used afterwards. */
  run(work: Work, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Where buckets are worked on: here, and where there is a thread for it, beside. */
export interface Workbench {
  /** What `work` gives for each of `some` buckets, in their order. A result is valid until the next is taken. */
  each(work: Work, buckets: SpillBuckets, some: readonly number[]): AsyncGenerator<Uint8Array>;
  close(): Promise<void>;
}

/** Less than this is done sooner than a thread has started. */
const worthAThread = 16 * 2 ** 20;
/** Buckets that wait for the thread, or for their turn. */
const beside = 2;
const waiting = 4;

/** @param worth bytes from which on a thread is started */
export function createWorkbench(openThread?: (module: URL) => WorkThread, worth = worthAThread): Workbench {
  let thread: WorkThread | undefined;
  return {
    async *each(work, buckets, some) {
      const total = some.reduce((sum, bucket) => sum + buckets.size(bucket), 0);
      if (total >= worth) thread ??= openThread?.(new URL('works.ts', import.meta.url));
      const results: Promise<Uint8Array>[] = [];
      let busy = 0;
      for (const bucket of some) {
        if (buckets.size(bucket) === 0) continue;
        const bytes = await load(buckets, bucket);
        if (thread !== undefined && busy < beside) {
          busy += 1;
          const result = thread.run(work, bytes).finally(() => (busy -= 1));
          // It is looked at in its turn.
          result.catch(() => undefined);
          results.push(result);
        } else {
          results.push(Promise.resolve(works[work](bytes)));
        }
        if (results.length >= waiting) yield (await results.shift()) ?? new Uint8Array(0);
      }
      for (const result of results) yield await result;
    },
    async close() {
      await thread?.close();
    },
  };
}

async function load(buckets: SpillBuckets, bucket: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(buckets.size(bucket));
  let used = 0;
  for await (const piece of buckets.read(bucket)) {
    bytes.set(piece, used);
    used += piece.length;
  }
  return bytes;
}

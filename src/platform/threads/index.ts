import { Worker } from 'node:worker_threads';
import { CofferdamError } from '../errors/index.ts';
import type { Answer, Ask } from './thread.ts';

/** A thread that works on bytes. */
export interface WorkThread {
  /** Hands `bytes` over: they cannot be used afterwards. Calls are met in order. */
  run(work: string, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
}

/** Starts a thread that has the functions which `module` exports as `works`. Any failure of it is `internal`. */
export function openThread(module: URL): WorkThread {
  const worker = new Worker(new URL('thread.ts', import.meta.url), {
    // What this program was started with is not meant for the thread.
    execArgv: [],
    workerData: module.href,
    resourceLimits: { maxYoungGenerationSizeMb: 24 },
  });
  const waiting = new Map<number, Waiting>();
  let ids = 0;
  let broken: CofferdamError | undefined;
  const end = (cause?: unknown): void => {
    broken ??= new CofferdamError('internal', 'thread', cause);
    for (const { reject } of waiting.values()) reject(broken);
    waiting.clear();
  };
  worker.on('message', (answer: Answer) => {
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('failed' in answer) one?.reject(new CofferdamError('internal', 'thread'));
    else one?.resolve(answer.bytes);
  });
  worker.on('error', end);
  worker.on('exit', () => end());
  return {
    run(work, bytes) {
      if (broken !== undefined) return Promise.reject(broken);
      const id = (ids += 1);
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, work, bytes } satisfies Ask, [bytes.buffer]);
      });
    },
    async close() {
      await worker.terminate();
    },
  };
}

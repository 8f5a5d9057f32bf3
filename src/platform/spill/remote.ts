import { Worker } from 'node:worker_threads';
import { CofferdamError } from '../errors/index.ts';
import type { Sorter } from './sorter.ts';
import type { Answer, Ask } from './thread.ts';

/** Rows that are sent at once. */
const sent = 1024 * 1024;
/** Sendings, and batches, that wait at most: what is ahead of the other side is held in memory. */
const ahead = 3;

const place = 'temporary files';

interface Waiting {
  readonly resolve: (rows: Uint8Array | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** Everything but `id`, for each kind of request. */
type Request = Ask extends infer One ? (One extends Ask ? Omit<One, 'id'> : never) : never;

/** A thread that sorts for a store, so that whoever pushes and reads has a core for himself. */
export class SorterThread {
  readonly #worker = new Worker(new URL('thread.ts', import.meta.url), {
    // What this program was started with is not meant for the thread.
    execArgv: [],
    // Rows lie outside of the heap.
    resourceLimits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 64 },
  });
  readonly #waiting = new Map<number, Waiting>();
  #ids = 0;
  #sorters = 0;
  #broken: unknown;

  constructor() {
    this.#worker.on('message', (answer: Answer) => {
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if ('code' in answer) waiting?.reject(new CofferdamError(answer.code, place));
      else waiting?.resolve(answer.rows);
    });
    const end = (error: unknown): void => {
      this.#broken ??= error;
      for (const { reject } of this.#waiting.values()) reject(this.#broken);
      this.#waiting.clear();
    };
    this.#worker.on('error', (error) => end(new CofferdamError('internal', place, error)));
    this.#worker.on('exit', () => end(new CofferdamError('internal', place)));
  }

  ask(request: Request, handOver: ArrayBuffer[] = []): Promise<Uint8Array | undefined> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    const id = (this.#ids += 1);
    const answered = new Promise<Uint8Array | undefined>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
    this.#worker.postMessage({ id, ...request }, handOver);
    return answered;
  }

  /** A sorter whose rows lie with the thread. */
  sorter(width: number, keyBytes: number, folder: string, memory: number, fanIn: number): Sorter {
    const sorter = (this.#sorters += 1);
    const opened = this.ask({ act: 'open', sorter, width, keyBytes, folder, memory, fanIn });
    return new RemoteSorter(this, sorter, width, opened);
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}

class RemoteSorter implements Sorter {
  readonly #thread: SorterThread;
  readonly #sorter: number;
  readonly #bytes: number;
  #chunk: Uint8Array<ArrayBuffer>;
  /** Chunks that came back. */
  readonly #spare: ArrayBuffer[] = [];
  #used = 0;
  #readings = 0;
  #closed = false;
  #failure: unknown;
  readonly #pushed = new Set<Promise<void>>();

  constructor(thread: SorterThread, sorter: number, width: number, opened: Promise<unknown>) {
    this.#thread = thread;
    this.#sorter = sorter;
    this.#bytes = Math.max(1, Math.floor(sent / width)) * width;
    this.#chunk = new Uint8Array(this.#bytes);
    this.#watch(opened);
  }

  async push(records: Uint8Array): Promise<void> {
    for (let from = 0; from < records.length; ) {
      const part = records.subarray(from, from + this.#bytes - this.#used);
      this.#chunk.set(part, this.#used);
      this.#used += part.length;
      from += part.length;
      if (this.#used === this.#bytes) await this.#send();
    }
  }

  async *sorted(): AsyncGenerator<Uint8Array> {
    await this.#send();
    await Promise.all(this.#pushed);
    this.#check();
    this.#chunk = new Uint8Array(0);
    this.#spare.length = 0;
    const reading = (this.#readings += 1);
    const coming: Promise<Uint8Array | undefined>[] = [];
    let spare: Uint8Array | undefined;
    try {
      for (;;) {
        while (coming.length < ahead) {
          const handOver = spare === undefined ? [] : [spare.buffer as ArrayBuffer];
          const next = this.#thread.ask(
            { act: 'next', sorter: this.#sorter, reading, ...(spare && { spare }) },
            handOver,
          );
          spare = undefined;
          next.catch(() => undefined);
          coming.push(next);
        }
        const rows = await coming.shift();
        if (rows === undefined) return;
        yield rows;
        // Valid until the next is taken: now it can be filled again.
        spare = rows;
      }
    } finally {
      this.#watch(this.#thread.ask({ act: 'stop', sorter: this.#sorter, reading }));
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#chunk = new Uint8Array(0);
    this.#used = 0;
    await this.#thread.ask({ act: 'close', sorter: this.#sorter }).catch(() => undefined);
  }

  async #send(): Promise<void> {
    this.#check();
    if (this.#used === 0) return;
    const rows = this.#chunk.subarray(0, this.#used);
    const taken = this.#thread.ask({ act: 'push', sorter: this.#sorter, rows }, [this.#chunk.buffer]);
    this.#watch(taken.then((back) => void (back !== undefined && this.#spare.push(back.buffer as ArrayBuffer))));
    this.#chunk = new Uint8Array(this.#spare.pop() ?? new ArrayBuffer(this.#bytes));
    this.#used = 0;
    while (this.#pushed.size >= ahead) await Promise.race(this.#pushed);
    this.#check();
  }

  /** Keeps the first failure of what nobody waits for; the next call of the owner gets it. */
  #watch(answer: Promise<unknown>): void {
    const done: Promise<void> = answer
      .then(
        () => undefined,
        (error: unknown) => {
          this.#failure ??= error;
        },
      )
      .finally(() => this.#pushed.delete(done));
    this.#pushed.add(done);
  }

  #check(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }
}

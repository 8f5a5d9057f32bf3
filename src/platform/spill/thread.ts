import { parentPort } from 'node:worker_threads';
import { type Code, codeOf } from '../errors/index.ts';
import { openNameless } from './file.ts';
import { createScratch, createSorter, type Sorter } from './sorter.ts';

/**
 * What the thread is asked to do; the answer has the same `id`. Bytes are handed over, not copied, and go to and fro to
 * be used again: fresh memory for each megabyte costs more than to fill it. A push gives its `rows` back; `spare` is
 * what an earlier `next` gave.
 */
export type Ask = { readonly id: number } & (
  | {
      readonly act: 'open';
      readonly sorter: number;
      readonly width: number;
      readonly keyBytes: number;
      readonly folder: string;
      readonly memory: number;
      readonly fanIn: number;
    }
  | { readonly act: 'push'; readonly sorter: number; readonly rows: Uint8Array }
  | { readonly act: 'next'; readonly sorter: number; readonly reading: number; readonly spare?: Uint8Array }
  | { readonly act: 'stop'; readonly sorter: number; readonly reading: number }
  | { readonly act: 'close'; readonly sorter: number }
);

/** The rows of a `next`, none at the end; the rows of a `push`, to be used again; or the code of what went wrong. */
export type Answer = { readonly id: number } & ({ readonly rows?: Uint8Array } | { readonly code: Code });

const handedOut = 256 * 1024;
const scratch = createScratch();

/** Sorts, writes and merges the rows of one sorter; requests are met one after the other. */
class Served {
  readonly #sorter: Sorter;
  readonly #width: number;
  readonly #readings = new Map<number, AsyncGenerator<Uint8Array>>();
  /** Each as long as what is handed out at once. */
  readonly #spare: Uint8Array[] = [];
  #last: Promise<unknown> = Promise.resolve();

  constructor({ width, keyBytes, memory, fanIn, folder }: Extract<Ask, { act: 'open' }>) {
    this.#width = width;
    this.#sorter = createSorter({ width, keyBytes, memory, fanIn, scratch, openFile: () => openNameless(folder) });
  }

  serve(ask: Ask): Promise<Uint8Array | undefined> {
    const done = this.#last.then(() => this.#do(ask));
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #do(ask: Ask): Promise<Uint8Array | undefined> {
    switch (ask.act) {
      case 'push':
        await this.#sorter.push(ask.rows);
        return ask.rows;
      case 'next':
        if (ask.spare !== undefined) this.#spare.push(ask.spare);
        return this.#next(ask.reading);
      case 'stop':
        await this.#readings.get(ask.reading)?.return(undefined);
        this.#readings.delete(ask.reading);
        return undefined;
      case 'close':
        await this.#sorter.close();
        return undefined;
      case 'open':
        return undefined;
    }
  }

  async #next(reading: number): Promise<Uint8Array | undefined> {
    const known = this.#readings.get(reading) ?? this.#pieces();
    this.#readings.set(reading, known);
    const { value, done } = await known.next();
    return done === true ? undefined : value;
  }

  /** Copies that can be handed over: the sorter fills its batches again. */
  async *#pieces(): AsyncGenerator<Uint8Array> {
    const most = Math.max(1, Math.floor(handedOut / this.#width)) * this.#width;
    for await (const batch of this.#sorter.sorted()) {
      for (let at = 0; at < batch.length; at += most) {
        const part = batch.subarray(at, at + most);
        const room = this.#spare.pop();
        const rows = new Uint8Array(room?.buffer ?? new ArrayBuffer(most), 0, part.length);
        rows.set(part);
        yield rows;
      }
    }
  }
}

const sorters = new Map<number, Served>();

parentPort?.on('message', (ask: Ask) => {
  if (ask.act === 'open') sorters.set(ask.sorter, new Served(ask));
  const served = sorters.get(ask.sorter);
  if (ask.act === 'close') sorters.delete(ask.sorter);
  const answer = (message: Answer, handOver: ArrayBuffer[] = []): void => parentPort?.postMessage(message, handOver);
  if (served === undefined) answer({ id: ask.id, code: 'internal' });
  served?.serve(ask).then(
    (rows) => {
      if (rows === undefined) answer({ id: ask.id });
      else answer({ id: ask.id, rows }, [rows.buffer as ArrayBuffer]);
    },
    (error: unknown) => answer({ id: ask.id, code: codeOf(error) }),
  );
});

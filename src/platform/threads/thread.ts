import { parentPort, workerData } from 'node:worker_threads';

/** The functions of a module that a thread runs: bytes in, bytes out. */
export type Works = Readonly<Record<string, (bytes: Uint8Array<ArrayBuffer>) => Uint8Array>>;

export interface Ask {
  readonly id: number;
  readonly work: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
export type Answer = { readonly id: number } & ({ readonly bytes: Uint8Array } | { readonly failed: true });

const { works } = (await import(String(workerData))) as { readonly works: Works };

parentPort?.on('message', ({ id, work, bytes }: Ask) => {
  try {
    const result = works[work]?.(bytes);
    if (result === undefined) throw new Error('unknown work');
    parentPort?.postMessage({ id, bytes: result } satisfies Answer, [result.buffer as ArrayBuffer]);
  } catch {
    // What went wrong may quote what was worked on.
    parentPort?.postMessage({ id, failed: true } satisfies Answer, []);
  }
});

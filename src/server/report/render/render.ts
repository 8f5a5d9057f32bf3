import { Worker } from 'node:worker_threads';
import { CofferdamError } from '#platform/errors';
import type { MakeReport, ReportDocument } from '../contract.ts';

export interface Rendering {
  readonly format: MakeReport['format'];
  readonly document: ReportDocument;
}

/** 2,000 rows took 8 s as PDF and 4 s as DOCX on 2 cores in use by others; what takes this long has met what it cannot draw. */
const mostMilliseconds = 180_000;

/**
 * Renders a report in a thread of its own: laying out thousands of rows would hold up everybody else's requests. One at a
 * time for each server; others wait.
 *
 * Fails with `report-failed`.
 */
export function render(rendering: Rendering): Promise<Uint8Array> {
  const mine = last.then(() => inThread(rendering));
  last = mine.catch(() => undefined);
  return mine;
}

let last: Promise<unknown> = Promise.resolve();

async function inThread(rendering: Rendering): Promise<Uint8Array> {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: rendering,
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  });
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const timer = setTimeout(() => reject(new CofferdamError('report-failed', 'time')), mostMilliseconds);
  worker.once('message', (bytes: Uint8Array) => resolve(bytes));
  worker.once('error', (error) => reject(new CofferdamError('report-failed', rendering.format, error)));
  worker.once('exit', () => reject(new CofferdamError('report-failed', 'the thread ended')));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

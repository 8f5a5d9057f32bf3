import type * as Pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';
import { holdAssets } from './assets.ts';

export type Engine = typeof Pdfjs;

let loading: Promise<Engine> | undefined;

/**
 * Loads PDF.js and all that it would read later, about 2.5 MB, through `read`: afterwards no file is opened, so that
 * the process may give up its rights. Without this, text in fonts that need a shipped character map is not read.
 */
export async function preload(read: (url: URL) => Promise<Uint8Array>): Promise<void> {
  await Promise.all([loadEngine(), holdAssets(read, new URL(import.meta.resolve('pdfjs-dist/package.json')))]);
}

/** PDF.js, loaded at the first call: processes that only detect formats never hold it. */
export function loadEngine(): Promise<Engine> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Engine> {
  // PDF.js says on the console that there is no canvas: none is wanted, since nothing is drawn.
  const { warn } = console;
  console.warn = () => undefined;
  try {
    const worker = 'pdfjs-dist/legacy/build/pdf.worker.mjs';
    const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
    // With this set PDF.js works in this thread and imports nothing later.
    Object.assign(globalThis, { pdfjsWorker: await import(worker) });
    return pdfjs;
  } finally {
    console.warn = warn;
  }
}

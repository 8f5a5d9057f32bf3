import type * as Pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';

export type Engine = typeof Pdfjs;

/** What PDF.js asks for while it reads: character maps of East Asian fonts, and the fonts every reader must have. */
const assets = new Map<string, Uint8Array>();

let loading: Promise<Engine> | undefined;

/**
 * Loads PDF.js and all that it would read later, about 2.5 MB: afterwards no file is opened, so that the process may
 * give up its rights. The only place below src/inspect that reads files: the program's own, never the user's.
 */
export async function preload(): Promise<void> {
  await loadEngine();
}

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
    await readAssets();
    return pdfjs;
  } finally {
    console.warn = warn;
  }
}

async function readAssets(): Promise<void> {
  const files = process.getBuiltinModule('node:fs/promises');
  for (const folder of ['cmaps/', 'standard_fonts/']) {
    const base = new URL(`./${folder}`, import.meta.resolve('pdfjs-dist/package.json'));
    for (const name of await files.readdir(base)) {
      assets.set(folder + name, new Uint8Array(await files.readFile(new URL(name, base))));
    }
  }
}

/** Gives PDF.js what was read at the start, and nothing else. */
export class HeldAssets {
  fetch({ kind, filename }: { readonly kind: string; readonly filename: string }): Promise<Uint8Array> {
    const folder = kind === 'cMapUrl' ? 'cmaps/' : 'standard_fonts/';
    const held = assets.get(folder + filename);
    return held === undefined ? Promise.reject(new Error('no such asset')) : Promise.resolve(Uint8Array.from(held));
  }
}

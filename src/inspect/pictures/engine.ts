import { gunzipSync } from 'node:zlib';
import loadCore, { type TesseractModule } from 'tesseract.js-core/tesseract-core-simd-lstm.js';
import { asBuffer } from '../archives/window.ts';
import { greyOf } from './marks.ts';
import { type Language, languages } from './languages.ts';
import { meanConfidence, type Word, wordsOf } from './words.ts';
import { mayHoldWriting } from './writing.ts';

/**
 * Memory of WebAssembly only grows. Beyond this it is given back after the picture: a page of 200 dpi takes 80 to 130 MB
 * with what three languages need.
 */
const refreshPixels = 12_000_000;
const neuralNet = 1;
const automatic = 3;
/** A mean below this is what a page upside down gives: 30 to 52, against 81 to 95 upright (docs/adr/0017). */
const doubtful = 70;
/** EXIF's numbers of an orientation turned by half. */
const halfTurn = [0, 3, 4, 1, 2, 7, 8, 5, 6];

/** What a picture shows. */
export interface Sight {
  readonly words: readonly Word[];
  /** No word was found, and there is something that may be one: blurred, by hand, too small. */
  readonly isUnread: boolean;
}

interface Held {
  readonly core: Uint8Array;
  readonly data: ReadonlyMap<Language, Uint8Array>;
}

interface Open {
  readonly module: TesseractModule;
  readonly api: InstanceType<TesseractModule['TessBaseAPI']>;
  readonly wanted: string;
}

let holding: Promise<Held> | undefined;
let opening: Promise<Open> | undefined;

/** Reads the engine and the data of all languages that are installed, 8 MB with three. Nothing is fetched, ever. */
export async function preload(read: (url: URL) => Promise<Uint8Array>): Promise<void> {
  holding ??= hold(read);
  await holding;
}

async function hold(read: (url: URL) => Promise<Uint8Array>): Promise<Held> {
  const core = await read(new URL(import.meta.resolve('tesseract.js-core/tesseract-core-simd-lstm.wasm')));
  const data = new Map<Language, Uint8Array>();
  for (const language of languages) {
    try {
      const home = import.meta.resolve(`@tesseract.js-data/${language}/package.json`);
      data.set(language, await read(new URL(`4.0.0_best_int/${language}.traineddata.gz`, home)));
    } catch {
      // Not installed.
    }
  }
  return { core, data };
}

/** Whether pictures can be read here in any of the languages; all that are installed where none is named. */
export async function canRead(wanted: readonly string[] | undefined): Promise<boolean> {
  return holding !== undefined && namesOf(await holding, wanted) !== '';
}

/**
 * The words of a picture, as they stand on it. One that seems to be upside down is tried the other way. Undefined where the
 * picture cannot be decoded.
 */
export async function recognise(
  picture: Uint8Array,
  orientation: number,
  pixels: number,
  wanted: readonly string[] | undefined,
): Promise<Sight | undefined> {
  if (holding === undefined) return undefined;
  const held = await holding;
  const names = namesOf(held, wanted);
  const before = await opening;
  if (before !== undefined && before.wanted !== names) opening = undefined;
  opening ??= open(held, names);
  try {
    const engine = await opening;
    engine.module.FS.writeFile('/input', picture);
    const sight = read(engine, orientation);
    if (sight === undefined || sight.words.length === 0 || meanConfidence(sight.words) >= doubtful) return sight;
    const turned = read(engine, halfTurn[orientation] ?? 3);
    return turned !== undefined && meanConfidence(turned.words) > meanConfidence(sight.words) ? turned : sight;
  } catch (error) {
    // What aborted cannot be called again.
    opening = undefined;
    throw error;
  } finally {
    if (pixels > refreshPixels) opening = undefined;
    else if (opening !== undefined) (await opening).api.Clear();
  }
}

function read({ module, api }: Open, orientation: number): Sight | undefined {
  if (!decode(api, orientation)) return undefined;
  api.Recognize(null);
  const words = wordsOf(api.GetTSVText(0));
  const isUnread = words.length === 0 && mayHoldWriting(greyOf(module, api.GetInputImage()));
  return { words, isUnread };
}

/** The decoder of JPEG ends the whole engine at its first error. */
function decode(api: Open['api'], orientation: number): boolean {
  try {
    return api.SetImageFile(orientation, 0) === 0;
  } catch {
    opening = undefined;
    return false;
  }
}

function namesOf({ data }: Held, wanted: readonly string[] | undefined): string {
  if (wanted === undefined) return [...data.keys()].join('+');
  // One that was asked for and is not there is no reason to guess with the others.
  return wanted.every((language) => data.has(language as Language)) ? wanted.join('+') : '';
}

async function open({ core, data }: Held, names: string): Promise<Open> {
  const silent = (): void => undefined;
  const module = await loadCore({ wasmBinary: core, print: silent, printErr: silent, onAbort: silent });
  for (const language of names.split('+')) {
    const packed = data.get(language as Language);
    if (packed !== undefined) module.FS.writeFile(`/${language}.traineddata`, gunzipSync(asBuffer(packed)));
  }
  const api = new module.TessBaseAPI();
  if (api.Init('/', names, neuralNet) !== 0) throw new Error('language data');
  api.SetPageSegMode(automatic);
  return { module, api, wanted: names };
}

import type { PDFDataRangeTransport, PDFDocumentLoadingTask, PDFDocumentProxy } from 'pdfjs-dist';
import { CofferdamError, fail } from '#platform/errors';
import type { RandomInput } from '../bytes/random-input.ts';
import { HeldAssets } from './assets.ts';
import type { Engine } from './engine.ts';

/** Files up to this are read at once, and rebuilt where they lost their end. Larger ones are read as needed. */
export const heldAtOnce = 1 << 25;
const rangeBytes = 1 << 19;

/** `strict` ends a page at its first error; `lenient` reads on and says nothing; `pictures` does so and decodes them. */
export type Strictness = 'strict' | 'lenient' | 'pictures';

/** What decoding one takes is several times its pixels: A4 at 450 dpi. */
const mostPixels = 20_000_000;

export interface OpenDocument {
  readonly document: PDFDocumentProxy;
  /** What `work` gives, unless reading the input fails before. */
  during<T>(work: Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Opens a document with the first password that fits; the empty one is tried first by the format's own rules. Throws
 * `wrong-password`, `protection-unsupported`, `damaged`.
 */
export async function openDocument(
  engine: Engine,
  input: RandomInput,
  passwords: readonly string[],
  strictness: Strictness,
): Promise<OpenDocument> {
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined);
  const bytes =
    input.size <= heldAtOnce
      ? { data: Uint8Array.from(await input.read(0, input.size)) }
      : { range: rangeTransport(engine, input, broken.reject), rangeChunkSize: rangeBytes };
  const task = engine.getDocument({
    ...bytes,
    verbosity: engine.VerbosityLevel.ERRORS,
    stopAtErrors: strictness === 'strict',
    disableAutoFetch: true,
    disableStream: true,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    enableXfa: false,
    // Pictures are decoded where a page holds nothing else: that is the part of PDF.js with the most to attack.
    maxImageSize: strictness === 'pictures' ? mostPixels : 1,
    cMapUrl: 'cmaps/',
    cMapPacked: true,
    standardFontDataUrl: 'standard_fonts/',
    BinaryDataFactory: HeldAssets,
  });
  const during = <T>(work: Promise<T>): Promise<T> => Promise.race([work, broken.promise]);
  const locked = tryPasswords(task, passwords);
  try {
    const document = await during(task.promise);
    return { document, during, close: () => task.destroy() };
  } catch (error) {
    await task.destroy().catch(() => undefined);
    if (error instanceof CofferdamError) throw error;
    if (locked()) fail('wrong-password', undefined, error);
    const text = error instanceof Error ? error.message : '';
    if (/encrypt|crypto/i.test(text)) fail('protection-unsupported', 'PDF', error);
    fail('damaged', 'PDF', error);
  }
}

/** Offers one password after the other; the result tells whether all were refused. */
function tryPasswords(task: PDFDocumentLoadingTask, passwords: readonly string[]): () => boolean {
  const left = [...passwords];
  let refused = false;
  task.onPassword = (offer: (password: string) => void): void => {
    const next = left.shift();
    if (next !== undefined) {
      offer(next);
      return;
    }
    refused = true;
    throw new Error('no password left');
  };
  return () => refused;
}

function rangeTransport(engine: Engine, input: RandomInput, broken: (reason: unknown) => void): PDFDataRangeTransport {
  class InputTransport extends engine.PDFDataRangeTransport {
    override requestDataRange(begin: number, end: number): void {
      input.read(begin, end - begin).then((bytes) => {
        if (bytes.length < end - begin) broken(new CofferdamError('changed-while-read', 'PDF'));
        else this.onDataRange(begin, Uint8Array.from(bytes));
      }, broken);
    }
  }
  return new InputTransport(input.size, null);
}

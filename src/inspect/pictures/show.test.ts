import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { collect, context, memoryInput } from '../../../test/inspect/memory.ts';
import { gif, jpeg, png } from '../../../test/inspect/picture-files.ts';
import type { Format } from '../contract.ts';
import { format as gifFormat } from '../formats/gif.ts';
import { format as jpegFormat } from '../formats/jpeg.ts';
import { pdfOf, stream } from '../../../test/inspect/pdf-document.ts';
import { format as pdfFormat } from '../formats/pdf.ts';
import { format as pngFormat } from '../formats/png.ts';
import { format as tiffFormat } from '../formats/tiff.ts';
import { preload, recognise } from './engine.ts';

const golden = async (name: string): Promise<Uint8Array> =>
  new Uint8Array(await readFile(new URL(`../../../test/cases/extract/${name}`, import.meta.url)));
const letter = await golden('png.letter/input.png');
const letterPixels = 820 * 380;

/** Reads a picture where so many pixels may be read. */
async function read(format: Format, bytes: Uint8Array, most = 1e9, languages?: readonly string[]) {
  const collected = collect();
  let left = most;
  const drawPixels = (count: number): boolean => (left -= count) >= 0;
  const given = { ...context(), drawPixels, ...(languages && { languages }) };
  await format.extract(memoryInput(bytes), collected.sink, given);
  return { text: collected.text(), partials: collected.partials };
}

describe('text in pictures', () => {
  beforeAll(() => preload((url) => readFile(url)));

  it('is read, whichever way up', async () => {
    const { text, partials } = await read(pngFormat, letter);
    expect(text).toContain('IBAN GB33 BUKB 2020 1555 5555 55');
    expect(partials).toEqual([]);
    const turned = await recognise(letter, 3, letterPixels, undefined);
    expect(turned?.words.map((word) => word.text).join(' ')).toContain('HC-2041');
  });

  it('is read in the languages that were asked for', async () => {
    expect((await read(pngFormat, letter, 1e9, ['eng', 'deu'])).text).toContain('Müller');
    expect((await read(pngFormat, letter, 1e9, ['tlh'])).partials).toEqual(['no-text-layer']);
  });

  it('that is not sure is told', async () => {
    expect((await read(pngFormat, await golden('png.blurred/input.png'))).partials).toEqual(['no-words-found']);
  });

  it('is not looked for beyond the limit, which is told', async () => {
    expect((await read(pngFormat, letter, letterPixels - 1)).partials).toEqual(['limit-pixels']);
    expect((await read(pngFormat, letter, letterPixels)).partials).toEqual([]);
    const huge = Buffer.from(letter);
    huge.writeUInt32BE(0x7fffffff, 16);
    huge.writeUInt32BE(0x7fffffff, 20);
    expect((await read(pngFormat, huge, Number.MAX_SAFE_INTEGER)).partials).toContain('limit-pixels');
  });

  it('is read on scanned pages of PDF, within the same limit', async () => {
    const scan = await golden('pdf.scan/input.pdf');
    const { text, partials } = await read(pdfFormat, scan);
    expect(text).toContain('GB33 BUKB 2020 1555 5555 55');
    expect(text).toContain('HC-2041');
    expect(partials).toEqual([]);
    const first = await read(pdfFormat, scan, 400_000);
    expect(first.text).not.toContain('HC-2041');
    expect(first.partials).toEqual(['limit-pixels']);
  });

  it('is read on a scanned page that has a number stamped on it', async () => {
    const scan = await golden('pdf.scan/input.pdf');
    const [, picture = ''] =
      /6 0 obj\n<<[^>]*>>\nstream\n([\s\S]*?)\nendstream/.exec(Buffer.from(scan).toString('latin1')) ?? [];
    const entries =
      '/Type/XObject/Subtype/Image/Width 1000/Height 300/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/DCTDecode';
    const stamped = pdfOf({
      pages: [
        {
          texts: [{ x: 400, y: 20, text: 'BUNDLE 000123' }],
          content: 'q 500 0 0 150 0 0 cm /I Do Q',
          resources: '/XObject<</I {0}>>',
        },
      ],
      objects: [stream(entries, picture)],
    });
    const { text, partials } = await read(pdfFormat, stamped);
    expect(text).toContain('BUNDLE 000123');
    expect(text).toContain('GB33 BUKB 2020 1555 5555 55');
    expect(partials).toEqual([]);
  });

  it('is not there in a dot; what cannot be decoded and what moves is told', async () => {
    expect((await read(pngFormat, png())).partials).toEqual([]);
    expect((await read(jpegFormat, jpeg())).partials).toEqual(['no-text-layer']);
    const frame = Buffer.from('2c00000000010001000002024401003b', 'hex');
    const moving = Buffer.concat([gif().subarray(0, -1), frame]);
    expect((await read(gifFormat, moving)).partials).toContain('no-text-layer');
  });

  it('of a damaged file is read as far as it goes, and the engine lives on', async () => {
    const scan = await golden('tiff.pages/input.tiff');
    const change = fc.tuple(fc.nat({ max: 200 }), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const bytes = Uint8Array.from(scan);
        for (const [at, byte] of changes) bytes[at] = byte;
        await read(tiffFormat, bytes);
      }),
      { numRuns: 12 },
    );
    expect((await read(tiffFormat, scan)).text).toContain('HC-2041');
  });
});

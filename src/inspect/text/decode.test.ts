import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryInput } from '../../../test/inspect/memory.ts';
import { decodeText } from './decode.ts';
import { type Encoding, encodings } from './encoding.ts';

async function decode(bytes: Uint8Array, encoding: Encoding, step: number): Promise<{ text: string; invalid: number }> {
  let text = '';
  let invalid = 0;
  for await (const part of decodeText(memoryInput(bytes, step).stream(), encoding, (count) => (invalid += count)))
    text += part;
  return { text, invalid };
}

test.each(encodings.filter((encoding) => !encoding.startsWith('utf-32')))(
  '%s reads as the platform does, however chunked',
  async (encoding) => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 7 }), async (bytes, step) => {
        const { text } = await decode(bytes, encoding, step);
        expect(text).toBe(new TextDecoder(encoding).decode(bytes).replaceAll('\0', ' '));
      }),
      { numRuns: 100 },
    );
  },
);

test('UTF-32 of both orders', async () => {
  const points = Array.from('\uFEFFa é 北 😀', (character) => character.codePointAt(0) ?? 0);
  const bytes = Buffer.alloc(points.length * 4);
  for (const [index, point] of points.entries()) bytes.writeUInt32LE(point, index * 4);
  expect(await decode(bytes, 'utf-32le', 3)).toEqual({ text: 'a é 北 😀', invalid: 0 });
  expect(await decode(bytes.swap32(), 'utf-32be', 3)).toEqual({ text: 'a é 北 😀', invalid: 0 });
  expect(await decode(Buffer.of(0xff, 0xff, 0xff, 0xff, 0x41), 'utf-32le', 2)).toEqual({
    text: '\uFFFD\uFFFD',
    invalid: 2,
  });
});

test('characters are whole where portions end', async () => {
  const text = `x${'é北😀'.repeat(80_000)}`;
  expect((await decode(Buffer.from(text), 'utf-8', 10_007)).text === text).toBe(true);
  expect((await decode(Buffer.from(text, 'utf16le'), 'utf-16le', 10_007)).text === text).toBe(true);
});

test('invalid bytes are counted', async () => {
  expect((await decode(Buffer.of(0x41, 0xff, 0xc3, 0x28, 0xe2, 0x82), 'utf-8', 1)).invalid).toBe(3);
});

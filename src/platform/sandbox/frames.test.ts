import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Frame, FrameDecoder, FrameError, encodeFrame, maxHeaderBytes } from './frames.ts';

const header = fc.dictionary(fc.string(), fc.jsonValue());
const frame = fc.record({ header, body: fc.uint8Array({ maxLength: 300 }) });

function decode(chunks: Iterable<Uint8Array>, maxBody = 1000): Frame[] {
  const decoder = new FrameDecoder(maxBody);
  const frames: Frame[] = [];
  for (const chunk of chunks) decoder.push(chunk, (one) => frames.push(one));
  return frames;
}

/** The bytes cut into chunks of `size`, in one buffer that is reused as the child does. */
function* inChunks(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  const buffer = new Uint8Array(size);
  for (let at = 0; at < bytes.length; at += size) {
    const part = bytes.subarray(at, at + size);
    buffer.set(part);
    yield buffer.subarray(0, part.length);
  }
}

describe('frames', () => {
  test('come out as they went in, however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 8 }), fc.integer({ min: 1, max: 400 }), (frames, size) => {
        const bytes = Buffer.concat(frames.flatMap(({ header, body }) => encodeFrame(header, body)));
        const seen = decode(inChunks(bytes, size)).map(({ header, body }) => [JSON.stringify(header), [...body]]);
        expect(seen).toEqual(frames.map(({ header, body }) => [JSON.stringify(header), [...body]]));
      }),
    );
  });

  test('of any other bytes never do anything but come out or be refused', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 })), (chunks) => {
        try {
          for (const { header } of decode(chunks)) expect(typeof header).toBe('object');
        } catch (error) {
          expect(error).toBeInstanceOf(FrameError);
        }
      }),
    );
  });

  test('too long are refused before their bytes come', () => {
    const prefix = (headerBytes: number, bodyBytes: number): Uint8Array => {
      const bytes = Buffer.alloc(8);
      bytes.writeUInt32LE(headerBytes, 0);
      bytes.writeUInt32LE(bodyBytes, 4);
      return bytes;
    };
    expect(() => decode([prefix(maxHeaderBytes + 1, 0)])).toThrow(FrameError);
    expect(() => decode([prefix(2, 1001)])).toThrow(FrameError);
    expect(() => decode([prefix(0, 0)])).toThrow(FrameError);
    expect(() => encodeFrame({ long: 'x'.repeat(maxHeaderBytes) })).toThrow(FrameError);
  });
});

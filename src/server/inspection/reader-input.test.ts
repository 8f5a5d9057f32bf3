import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pipedInput } from './reader-input.ts';

const file = Uint8Array.from({ length: 9_000_001 }, (_, index) => (index * 31) % 251);

/** Fetches from `bytes` as the other end of the pipe does, with a log of what was asked for. */
function fetcher(bytes: Uint8Array): { fetch: (offset: number, length: number) => Promise<Uint8Array>; log: number[] } {
  const log: number[] = [];
  const fetch = async (offset: number, length: number): Promise<Uint8Array> => {
    log.push(offset);
    return bytes.slice(offset, offset + length);
  };
  return { fetch, log };
}

async function all(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

describe('the input of a reader process', () => {
  test('gives the bytes of the file wherever it is read', async () => {
    const input = pipedInput(file.length, fetcher(file).fetch);
    const offset = fc.integer({ min: 0, max: file.length + 100_000 });
    const length = fc.oneof(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 3_000_000 }));
    await fc.assert(
      fc.asyncProperty(offset, length, async (at, count) => {
        const bytes = await input.read(at, count);
        expect(Buffer.compare(bytes, file.subarray(at, at + count))).toBe(0);
      }),
    );
  });

  test('streams the whole file, its size known or not', async () => {
    for (const size of [file.length, undefined]) {
      expect(Buffer.compare(await all(pipedInput(size, fetcher(file).fetch).stream()), file)).toBe(0);
    }
    expect(await all(pipedInput(0, fetcher(new Uint8Array(0)).fetch).stream())).toHaveLength(0);
  });

  test('asks once for what is read in small pieces', async () => {
    const { fetch, log } = fetcher(file);
    const input = pipedInput(file.length, fetch);
    for (let at = 0; at < file.length; at += 4096) await input.read(at, 4096);
    expect(new Set(log).size).toBe(log.length);
    expect(log).toHaveLength(Math.ceil(file.length / (512 * 1024)));
  });

  test('is not changed by a parser that writes into what it got', async () => {
    const input = pipedInput(file.length, fetcher(file).fetch);
    (await input.read(0, 100)).fill(0);
    expect(Buffer.compare(await input.read(0, 100), file.subarray(0, 100))).toBe(0);
  });

  test('ends where a file that became shorter ends', async () => {
    const input = pipedInput(file.length, fetcher(file.subarray(0, 1_000_000)).fetch);
    expect(await all(input.stream())).toHaveLength(1_000_000);
    expect(await input.read(999_990, 100)).toHaveLength(10);
  });

  test('fails with what failed, and tries again when asked again', async () => {
    let isBroken = true;
    const input = pipedInput(file.length, async (offset, length) => {
      if (isBroken) throw new Error('disk');
      return file.slice(offset, offset + length);
    });
    await expect(input.read(0, 10)).rejects.toThrow('disk');
    await expect(all(input.stream())).rejects.toThrow('disk');
    isBroken = false;
    expect(await input.read(0, 10)).toHaveLength(10);
  });
});

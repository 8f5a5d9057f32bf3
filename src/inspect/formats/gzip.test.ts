import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import type { Limits } from '../contract.ts';
import { format } from './gzip.ts';

async function read(bytes: Uint8Array, step?: number, limits: Partial<Limits> = {}) {
  const got = collect(limits);
  await format.extract(memoryInput(bytes, step), got.sink, context([], limits));
  return {
    ...got,
    listed: got.members.map(({ name, bytes, reason }) => [name, Buffer.from(bytes).toString(), reason]),
  };
}

/** A header with all optional fields in front of the DEFLATE data of a plain one. */
function withFields(plain: Buffer, name: Buffer, comment: string): Buffer {
  const head = Buffer.from([0x1f, 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 4, 0, 1, 2, 3, 4]);
  return Buffer.concat([
    head,
    name,
    Buffer.from([0]),
    Buffer.from(comment),
    Buffer.from([0, 0x12, 0x34]),
    plain.subarray(10),
  ]);
}

const text = 'name,email\nAda Example,ada@example.org\n'.repeat(1000);

describe('gzip', () => {
  test('detects its magic', () => {
    expect(format.detect(headOf(gzipSync('x')))).toBe(0.95);
    for (const other of ['', 'text', Buffer.from([0x1f, 0x8b]), Buffer.from([0x1f, 0x8b, 9, 0, 0, 0, 0, 0, 0, 0])]) {
      expect(format.detect(headOf(other))).toBe(0);
    }
  });

  test.each([1, 100, 65_536])('hands out the content (chunks of %i bytes)', async (step) => {
    const got = await read(gzipSync(text), step);
    expect(got.listed).toEqual([['content', text, undefined]]);
    expect(got.partials).toEqual([]);
  });

  test('names and comments of the header', async () => {
    const got = await read(withFields(gzipSync(text), Buffer.from('../x.csv'), 'from bob@example.org'));
    expect(got.listed).toEqual([['../x.csv', text, undefined]]);
    expect(got.text()).toBe('from bob@example.org\n');
    expect((await read(withFields(gzipSync(''), Buffer.from([0x4d, 0xfc]), ''))).listed).toEqual([
      ['Mü', '', undefined],
    ]);
  });

  test('many parts are one content', async () => {
    const parts = Array.from({ length: 200 }, (_, number) => gzipSync(`line ${number}\n`));
    const expected = Array.from({ length: 200 }, (_, number) => `line ${number}\n`).join('');
    expect((await read(Buffer.concat(parts), 1000)).listed).toEqual([['content', expected, undefined]]);
  });

  test('what follows is a member of its own, zeros are padding', async () => {
    const zip = gzipSync(text);
    expect((await read(Buffer.concat([zip, Buffer.alloc(5000)]), 999)).listed).toEqual([['content', text, undefined]]);
    const got = await read(Buffer.concat([zip, Buffer.alloc(600), Buffer.from('bob@example.org')]), 999);
    expect(got.listed).toEqual([
      ['content', text, undefined],
      [`(bytes from ${zip.length + 600})`, 'bob@example.org', undefined],
    ]);
    const long = randomBytes(500_000);
    const noisy = await read(Buffer.concat([zip, Buffer.from('x'), long]), 70_000);
    expect(Buffer.from(noisy.members[1]?.bytes ?? []).equals(Buffer.concat([Buffer.from('x'), long]))).toBe(true);
  });

  test('a cut gives what came out before, and says so', async () => {
    const whole = gzipSync(randomBytes(50_000).toString('hex'));
    const got = await read(whole.subarray(0, whole.length >> 1));
    expect(got.partials).toEqual(['damaged']);
    expect(got.members[0]?.reason).toBe('damaged');
    expect(got.members[0]?.bytes.length).toBeGreaterThan(40_000);
    expect((await read(whole.subarray(0, -4))).members[0]?.bytes.length).toBe(100_000);
    expect((await read(whole.subarray(0, 8))).partials).toEqual(['damaged']);
  });

  test('a wrong check sum is damage', async () => {
    const bytes = gzipSync(text);
    bytes[bytes.length - 6] = (bytes[bytes.length - 6] as number) ^ 1;
    expect((await read(bytes)).partials).toEqual(['damaged']);
  });

  test('a bomb ends at the limit of the engine', async () => {
    const bomb = gzipSync(Buffer.alloc(1 << 26));
    await expect(read(bomb, 1000, { maxBytes: 1 << 20 })).rejects.toMatchObject({ code: 'limit-bytes' });
  });

  test('no mutation hangs or throws a foreign error', async () => {
    await survivesMutation(
      format,
      Buffer.concat([withFields(gzipSync(text), Buffer.from('n'), 'c'), gzipSync('more')]),
    );
  });
});

import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import { format } from './cab.ts';

/** What gcab wrote. */
const golden = readFileSync(new URL('../../../test/cases/extract/cab.collected/input.cab', import.meta.url));
const block = 32_768;

/** A cabinet of one folder, without check sums; method 0 is stored, 1 MSZIP, 3 LZX. */
function cabinet(files: readonly (readonly [name: string, bytes: Uint8Array])[], method = 1): Buffer {
  const whole = Buffer.concat(files.map(([, bytes]) => bytes));
  const blocks: Buffer[] = [];
  for (let at = 0; at < whole.length; at += block) {
    const content = whole.subarray(at, at + block);
    const before = whole.subarray(Math.max(0, at - block), at);
    const options = before.length > 0 ? { dictionary: before } : {};
    const packed = method === 0 ? content : Buffer.concat([Buffer.from('CK'), deflateRawSync(content, options)]);
    const head = Buffer.alloc(8);
    head.writeUInt16LE(packed.length, 4);
    head.writeUInt16LE(content.length, 6);
    blocks.push(head, packed);
  }
  let offset = 0;
  const entries = files.map(([name, bytes]) => {
    const entry = Buffer.alloc(16);
    entry.writeUInt32LE(bytes.length);
    entry.writeUInt32LE(offset, 4);
    offset += bytes.length;
    return Buffer.concat([entry, Buffer.from(`${name}\0`, 'latin1')]);
  });
  const head = Buffer.alloc(44);
  head.write('MSCF', 'latin1');
  head.writeUInt32LE(44, 16);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(files.length, 28);
  const list = Buffer.concat(entries);
  head.writeUInt32LE(44 + list.length, 36);
  head.writeUInt16LE(blocks.length / 2, 40);
  head.writeUInt16LE(method, 42);
  const all = Buffer.concat([head, list, ...blocks]);
  all.writeUInt32LE(all.length, 8);
  return all;
}

async function read(bytes: Uint8Array) {
  const collected = collect();
  await format.extract(memoryInput(bytes), collected.sink, context());
  return {
    ...collected,
    found: collected.members.map(({ name, bytes: content, reason }) => [name, reason ?? content.length]),
  };
}

describe('cab', () => {
  it('is known by its first bytes', () => {
    expect(format.detect(headOf(golden))).toBeGreaterThan(0.9);
    expect(format.detect(headOf('MSCF is a mark'))).toBe(0);
  });

  it.each([0, 1])('gives back any files, by method %i', async (method) => {
    const content = fc.uint8Array({ maxLength: 50_000, max: 9, size: 'max' });
    await fc.assert(
      fc.asyncProperty(fc.array(content, { minLength: 1, maxLength: 3 }), async (contents) => {
        const { members, partials } = await read(
          cabinet(
            contents.map((bytes, at) => [`folder\\${at}`, bytes] as const),
            method,
          ),
        );
        expect(
          members.map(({ name, bytes, reason }) => [
            name,
            Buffer.from(bytes).equals(contents[Number(name.slice(7))] ?? Buffer.alloc(0)),
            reason,
          ]),
        ).toEqual(contents.map((_, at) => [`folder/${at}`, true, undefined]));
        expect(partials).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('tells what is packed in a way that is not read, or lies in another cabinet', async () => {
    const file = ['a.txt', Buffer.from('a')] as const;
    expect((await read(cabinet([file], 3))).found).toEqual([['a.txt', 'feature-unsupported']]);
    const elsewhere = cabinet([file]);
    elsewhere.writeUInt16LE(0xfffe, 44 + 8);
    expect((await read(elsewhere)).found).toEqual([['a.txt', 'feature-unsupported']]);
  });

  it('tells that a block was changed, by its check sum', async () => {
    const changed = Buffer.from(golden);
    changed.writeUInt8(changed.readUInt8(changed.length - 3) ^ 1, changed.length - 3);
    expect((await read(changed)).found.map(([, reason]) => reason)).toContain('damaged');
  });

  it('says that it is cut, and hands out what is behind its end', async () => {
    const file = ['a.txt', Buffer.from('some text that goes on')] as const;
    expect((await read(cabinet([file], 0).subarray(0, -4))).partials).toEqual(['damaged']);
    const { found } = await read(Buffer.concat([cabinet([file], 0), Buffer.from('hidden')]));
    expect(found).toEqual([
      ['a.txt', 22],
      ['(bytes after the end)', 6],
    ]);
  });

  it('ends on whatever is changed', async () => {
    await survivesMutation(format, golden);
  });
});

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cabinet } from '../../../test/inspect/cabinet-file.ts';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import { format } from './cab.ts';

/** What gcab wrote. */
const golden = readFileSync(new URL('../../../test/cases/extract/cab.collected/input.cab', import.meta.url));
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

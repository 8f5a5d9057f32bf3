import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { collect, context, memoryInput } from '../../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../../test/inspect/mutate.ts';
import { format } from '../../formats/zip.ts';

/** Written by 7-Zip from `people.csv`. */
const folder = join(import.meta.dirname, '../../../../test/cases/packed');
const people = readFileSync(join(folder, 'people.csv'), 'utf8');

async function read(bytes: Uint8Array, passwords: readonly string[] = []) {
  const got = collect();
  await format.extract(memoryInput(bytes), got.sink, context(passwords));
  return got.members.map((member) => [member.name, Buffer.from(member.bytes).toString(), member.reason]);
}

describe('methods of ZIP', () => {
  test.each(['deflate64', 'bzip2', 'lzma', 'xz'])('%s', async (name) => {
    const bytes = readFileSync(join(folder, `${name}.zip`));
    expect(await read(bytes)).toEqual([['people.csv', people, undefined]]);
    // Without its directory, found by the local headers.
    const headless = bytes.subarray(0, bytes.indexOf('PK\x01\x02', 0, 'latin1'));
    expect(await read(headless)).toEqual([['people.csv', people, undefined]]);
    const changed = Buffer.from(bytes);
    changed[300] = (changed[300] as number) ^ 4;
    expect((await read(changed))[0]?.[2]).toBe('damaged');
    await survivesMutation(format, bytes, [], 100);
  });

  test.each(['lzma-aes', 'deflate64-zipcrypto'])('%s with the password', async (name) => {
    const bytes = readFileSync(join(folder, `${name}.zip`));
    expect(await read(bytes, ['wrong', 'sesame'])).toEqual([['people.csv', people, undefined]]);
    expect(await read(bytes, ['wrong'])).toEqual([['people.csv', '', 'wrong-password']]);
  });
});

import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { deflateRawSync, crc32, zstdCompressSync } from 'node:zlib';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter, type ZipWriterAddDataOptions } from '@zip.js/zip.js';
import { describe, expect, test } from 'vitest';
import { collect, context, headOf, memoryInput, utf8 } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import type { Limits } from '../contract.ts';
import { format } from './zip.ts';

interface Made {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly options?: ZipWriterAddDataOptions;
}

/** An archive by a writer that is not ours. */
async function written(members: readonly Made[], comment?: string): Promise<Buffer> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const { name, bytes, options } of members) {
    await writer.add(name, new Uint8ArrayReader(bytes), { useWebWorkers: false, ...options });
  }
  return Buffer.from(await writer.close(comment === undefined ? undefined : utf8(comment)));
}

interface Raw {
  readonly name: Buffer;
  readonly data: Buffer;
  readonly method?: number;
  readonly flags?: number;
  readonly content: Buffer;
}

const local = ({ name, data, content, method = 0, flags = 0 }: Raw): Buffer => {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(flags, 6);
  head.writeUInt16LE(method, 8);
  head.writeUInt32LE(crc32(content), 14);
  head.writeUInt32LE(data.length, 18);
  head.writeUInt32LE(content.length, 22);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, name, data]);
};

const central = ({ name, data, content, method = 0, flags = 0 }: Raw, offset: number): Buffer => {
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(flags, 8);
  head.writeUInt16LE(method, 10);
  head.writeUInt32LE(crc32(content), 16);
  head.writeUInt32LE(data.length, 20);
  head.writeUInt32LE(content.length, 24);
  head.writeUInt16LE(name.length, 28);
  head.writeUInt32LE(offset, 42);
  return Buffer.concat([head, name]);
};

const end = (entries: number, length: number, offset: number): Buffer => {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(entries & 0xffff, 8);
  record.writeUInt16LE(entries & 0xffff, 10);
  record.writeUInt32LE(length, 12);
  record.writeUInt32LE(offset, 16);
  return record;
};

/** An archive byte by byte, for what no writer makes. */
function raw(members: readonly Raw[], listed: readonly Raw[] = members): Buffer {
  const offsets = new Map<Raw, number>();
  const parts: Buffer[] = [];
  let at = 0;
  for (const made of members) {
    offsets.set(made, at);
    parts.push(local(made));
    at += (parts.at(-1) as Buffer).length;
  }
  const directory = Buffer.concat(listed.map((made) => central(made, offsets.get(made) ?? 0)));
  return Buffer.concat([...parts, directory, end(listed.length, directory.length, at)]);
}

const stored = (name: string | Buffer, text: string): Raw => ({
  name: Buffer.from(name),
  data: Buffer.from(text),
  content: Buffer.from(text),
});

async function read(bytes: Uint8Array, passwords: readonly string[] = [], limits: Partial<Limits> = {}) {
  const got = collect(limits);
  await format.extract(memoryInput(bytes), got.sink, context(passwords, limits));
  return {
    ...got,
    listed: got.members.map(({ name, bytes, reason }) => [name, Buffer.from(bytes).toString(), reason]),
  };
}

const csv = utf8('name,email\nAda Example,ada@example.org\n'.repeat(50));

describe('zip', () => {
  test('detects archives from either end, and nothing else', () => {
    const zip = raw([stored('a.txt', 'hello')]);
    expect(format.detect(headOf(zip))).toBe(0.6);
    expect(format.detect(headOf(raw([])))).toBe(0.6);
    expect(format.detect(headOf(Buffer.concat([Buffer.from('MZ stub of a self-extractor'), zip])))).toBe(0.5);
    for (const other of [
      '',
      'PK',
      'PK are two letters',
      'a,b\n1,2\n',
      'PK\x03\x04',
      'text PK\x05\x06 text that goes on for long',
    ]) {
      expect(format.detect(headOf(other))).toBe(0);
    }
  });

  test('hands out members of every method, in order, without folders', async () => {
    const zip = await written([
      { name: 'folder/', bytes: new Uint8Array(0), options: { directory: true } },
      { name: 'folder/deflated.csv', bytes: csv },
      { name: 'stored.csv', bytes: csv, options: { level: 0 } },
      { name: 'empty', bytes: new Uint8Array(0) },
      { name: 'wide.csv', bytes: csv, options: { zip64: true } },
    ]);
    const got = await read(zip);
    expect(got.listed).toEqual([
      ['folder/deflated.csv', Buffer.from(csv).toString(), undefined],
      ['stored.csv', Buffer.from(csv).toString(), undefined],
      ['empty', '', undefined],
      ['wide.csv', Buffer.from(csv).toString(), undefined],
    ]);
    expect(got.partials).toEqual([]);
    const content = Buffer.from(csv);
    const zstd = raw([{ name: Buffer.from('z'), data: zstdCompressSync(content), content, method: 93 }]);
    expect((await read(zstd)).listed).toEqual([['z', content.toString(), undefined]]);
  });

  test('a folder that holds bytes is a file', async () => {
    expect((await read(raw([stored('secret/', 'hidden')]))).listed).toEqual([['secret/', 'hidden', undefined]]);
  });

  test.each([
    ['ZipCrypto', { zipCrypto: true }],
    ['ZipCrypto, stored', { zipCrypto: true, level: 0 }],
    ['AES-128', { encryptionStrength: 1 as const }],
    ['AES-256', { encryptionStrength: 3 as const }],
    ['AES-256, stored', { encryptionStrength: 3 as const, level: 0 }],
  ])('%s opens with the right one of several passwords', async (_, options) => {
    const bytes = Buffer.concat([randomBytes(100_000), csv]);
    const zip = await written([
      { name: 'a', bytes, options: { ...options, password: 'pässword' } },
      { name: 'b', bytes: csv, options: { ...options, password: 'other' } },
      { name: 'c', bytes: csv },
    ]);
    const got = await read(zip, ['wrong', 'pässword', 'other']);
    expect(got.members.map(({ name, reason }) => [name, reason])).toEqual([
      ['a', undefined],
      ['b', undefined],
      ['c', undefined],
    ]);
    expect(bytes.equals((got.members[0] as { bytes: Uint8Array }).bytes)).toBe(true);
    const locked = await read(zip, ['wrong']);
    expect(locked.members.map(({ name, reason }) => [name, reason])).toEqual([
      ['a', 'wrong-password'],
      ['b', 'wrong-password'],
      ['c', undefined],
    ]);
  });

  test('wrong passwords never pass for right ones', async () => {
    const zip = await written([
      { name: 'deflated', bytes: csv, options: { zipCrypto: true, password: 'right' } },
      { name: 'stored', bytes: csv, options: { zipCrypto: true, password: 'right', level: 0 } },
    ]);
    const wrong = Array.from({ length: 3000 }, (_, number) => `wrong ${number}`);
    expect((await read(zip, wrong)).members.map(({ reason }) => reason)).toEqual(['wrong-password', 'wrong-password']);
    expect((await read(zip, [...wrong, 'right'])).members.map(({ reason }) => reason)).toEqual([undefined, undefined]);
  });

  test('names come as stored, hostile or not', async () => {
    const hostile = ['../../etc/passwd', '/root', 'a\nb', 'invoice\u202Efdp.exe', 'C:\\x', '💾'];
    const got = await read(
      raw([...hostile.map((name) => stored(name, name)), stored(Buffer.from([0x4d, 0x81, 0x2e]), 'cp437')]),
    );
    expect(got.members.map(({ name }) => name)).toEqual([...hostile, 'Mü.']);
  });

  test('what was changed on the way is damaged; the others are read', async () => {
    const zip = await written([
      { name: 'a', bytes: csv, options: { level: 0 } },
      { name: 'b', bytes: csv },
      { name: 'c', bytes: csv },
    ]);
    zip[100] = (zip[100] as number) ^ 1;
    const got = await read(zip);
    expect(got.members.map(({ name, reason }) => [name, reason])).toEqual([
      ['a', 'damaged'],
      ['b', undefined],
      ['c', undefined],
    ]);
  });

  test('encrypted members that were changed are damaged', async () => {
    const zip = await written([{ name: 'a', bytes: csv, options: { password: 'x', level: 0, encryptionStrength: 3 } }]);
    zip[300] = (zip[300] as number) ^ 1;
    expect((await read(zip, ['x'])).members.map(({ reason }) => reason)).toEqual(['damaged']);
  });

  test.each([
    ['known lengths', true],
    ['lengths in descriptors', false],
  ])('a truncated archive gives what is left of it (%s)', async (_, known) => {
    const noise = randomBytes(2000);
    const options = { dataDescriptor: !known };
    const zip = await written([
      { name: 'first.csv', bytes: csv, options },
      { name: 'stored', bytes: csv, options: { ...options, level: 0 } },
      { name: 'locked', bytes: csv, options: { ...options, password: 'x', zipCrypto: true } },
      { name: 'last', bytes: noise, options },
    ]);
    const got = await read(zip.subarray(0, zip.indexOf('last') + 1000), ['x']);
    expect(got.partials).toEqual(['damaged']);
    expect(got.members.map(({ name, reason }) => [name, reason])).toEqual([
      ['first.csv', undefined],
      ['stored', undefined],
      ['locked', undefined],
      ['last', 'damaged'],
    ]);
    for (const { bytes } of got.members.slice(0, 3)) expect(Buffer.from(bytes).equals(csv)).toBe(true);
    expect(
      noise.subarray(0, 800).equals(Buffer.from((got.members[3] as { bytes: Uint8Array }).bytes).subarray(0, 800)),
    ).toBe(true);
  });

  test('a member that the directory does not list is found', async () => {
    const hidden = stored('hidden.txt', 'ada@example.org');
    const shown = stored('shown.txt', 'nothing');
    const got = await read(raw([shown, hidden], [shown]));
    expect(got.listed).toEqual([
      ['shown.txt', 'nothing', undefined],
      ['hidden.txt', 'ada@example.org', undefined],
    ]);
    expect(got.partials).toEqual([]);
  });

  test('bytes before and after the archive are handed out too, and an archive in front is opened', async () => {
    const zip = raw([stored('a.txt', 'inside')]);
    const prefix = 'Customer list: ada@example.org, bob@example.org\n';
    const got = await read(Buffer.concat([Buffer.from(prefix), zip, Buffer.from(prefix)]));
    expect(got.listed.map(([, text]) => text)).toEqual(['inside', prefix, prefix]);
    const joined = await read(Buffer.concat([raw([stored('first', 'one')]), zip]));
    expect(joined.listed.map(([name]) => name)).toEqual(['a.txt', 'first']);
  });

  test('comments are text', async () => {
    const got = await read(
      await written(
        [{ name: 'a', bytes: csv, options: { comment: 'for bob@example.org' } }],
        'password is in the mail',
      ),
    );
    expect(got.text()).toBe('password is in the mail\nfor bob@example.org\n');
  });

  test('overlapping members are read once', async () => {
    const kernel: Raw = {
      name: Buffer.from('0'),
      data: deflateRawSync(Buffer.alloc(100_000)),
      content: Buffer.alloc(100_000),
      method: 8,
    };
    const again = Array.from({ length: 50 }, (_, number) => ({ ...kernel, name: Buffer.from(`${number + 1}`) }));
    const bomb = raw([kernel], [kernel, ...again]);
    const got = await read(bomb);
    expect(got.members.filter(({ reason }) => reason === undefined)).toHaveLength(1);
    expect(new Set(got.members.slice(1).map(({ reason }) => reason))).toEqual(new Set(['limit-ratio']));
  });

  test('a member longer than it says is cut and damaged', async () => {
    const content = Buffer.alloc(1 << 24);
    const liar: Raw = {
      name: Buffer.from('liar'),
      data: deflateRawSync(content),
      content: Buffer.alloc(10),
      method: 8,
    };
    const got = await read(raw([liar]));
    expect(got.members.map(({ reason, bytes }) => [reason, bytes.length < 1 << 18])).toEqual([['damaged', true]]);
  });

  test('limits of the engine end it', async () => {
    const many = raw(Array.from({ length: 300 }, (_, number) => stored(`${number}`, 'x')));
    await expect(read(many, [], { maxMembers: 100 })).rejects.toMatchObject({ code: 'limit-members' });
    const big = await written([{ name: 'zeros', bytes: new Uint8Array(1 << 24) }]);
    await expect(read(big, [], { maxBytes: 1 << 20 })).rejects.toMatchObject({ code: 'limit-bytes' });
  });

  test('70,000 entries without Zip64 are all read', async () => {
    const got = await read(raw(Array.from({ length: 70_000 }, (_, number) => stored(`${number}`, ''))));
    expect(got.members).toHaveLength(70_000);
    expect(got.partials).toEqual([]);
  });

  test('methods and ciphers that are not read are named', async () => {
    const got = await read(
      raw([
        { ...stored('ppmd', 'x'), method: 98 },
        { ...stored('strong', 'x'), flags: 0x41 },
      ]),
    );
    expect(got.listed).toEqual([
      ['ppmd', '', 'feature-unsupported'],
      ['strong', '', 'protection-unsupported'],
    ]);
  });

  test('an archive that contains itself is one level at a time', async () => {
    const zip = raw([stored('r.zip', 'x')]);
    const nested = Array.from({ length: 40 }).reduce<Buffer>(
      (inner) => raw([{ name: Buffer.from('r.zip'), data: inner, content: inner }]),
      zip,
    );
    expect((await read(nested)).members.map(({ name }) => name)).toEqual(['r.zip']);
  });

  test('no mutation hangs or throws a foreign error', async () => {
    const zip = await written([
      { name: 'a.csv', bytes: csv },
      { name: 'b', bytes: csv, options: { level: 0 } },
      { name: 'c', bytes: csv, options: { password: 'x', encryptionStrength: 1 } },
      { name: 'd', bytes: csv, options: { password: 'x', zipCrypto: true } },
    ]);
    await survivesMutation(format, zip, ['x'], 500);
  });
});

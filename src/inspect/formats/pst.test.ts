import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import { type StoreOptions, storeFile } from '../../../test/inspect/store-file.ts';
import type { Limits } from '../contract.ts';
import { format } from './pst.ts';
import { format as wrapping } from './tnef.ts';

const inbox = 0x8022;
const folders: NonNullable<StoreOptions['folders']> = [
  { id: 0x122, parent: 0x122, name: '' },
  { id: 0x8002, parent: 0x122, name: 'Top' },
  { id: inbox, parent: 0x8002, name: 'Inbox' },
];
const letter: NonNullable<StoreOptions['messages']>[number] = {
  id: 0x200024,
  folder: inbox,
  properties: {
    0x001a: 'IPM.Note',
    0x0037: '\x01\x05RE: Claim',
    0x0c1a: 'Ida Bergmann',
    0x5d01: 'ida@harbour.example',
    0x0039: new Date('2026-03-02T09:00:00Z'),
    0x1000: 'Dear Nora, call me.',
    0x8001: 'HC-2041',
  },
  recipients: [
    [1, 'Nora Whitfield', 'nora@example.org'],
    [3, 'Ravi Menon', 'ravi@example.org'],
  ],
  attachments: [
    { properties: { 0x3701: Buffer.from('Name,City\n'), 0x3705: 1, 0x3707: 'staff list.csv' } },
    {
      properties: { 0x3705: 5, 0x3001: 'Older letter' },
      message: { properties: { 0x0037: 'Older', 0x1000: 'IBAN DE89' } },
    },
  ],
};
const mailbox: StoreOptions = { folders, messages: [letter], names: [0x8208, 'Case number'] };

async function read(bytes: Uint8Array, limits: Partial<Limits> = {}) {
  const collected = collect(limits);
  await format.extract(memoryInput(bytes), collected.sink, context([], limits));
  return { ...collected, names: collected.members.map(({ name }) => name) };
}

async function unwrap(bytes: Uint8Array) {
  const collected = collect();
  await wrapping.extract(memoryInput(bytes), collected.sink, context());
  return { ...collected, said: collected.blocks.map(({ text, where }) => [where.part, text]) };
}

const many = (count: number): StoreOptions => ({
  folders,
  perPage: 3,
  messages: Array.from({ length: count }, (_, at) => ({
    id: 0x200024 + at * 32,
    folder: inbox,
    properties: { 0x0037: `Letter ${at}`, 0x1000: `Body ${at}` },
  })),
});

describe('pst', () => {
  it('is known by its first bytes', () => {
    expect(format.detect(headOf(storeFile(mailbox)))).toBeGreaterThan(0.9);
    expect(format.detect(headOf(Buffer.from('!BDN and other text')))).toBe(0);
  });

  it.each([
    ['ansi', 'none'],
    ['ansi', 'permute'],
    ['unicode', 'none'],
    ['unicode', 'permute'],
    ['unicode', 'cyclic'],
    ['large', 'none'],
    ['large', 'permute'],
  ] as const)('reads messages as mail is shaped, with what is attached: %s, %s', async (kind, cipher) => {
    const { members, names, partials, text } = await read(storeFile({ ...mailbox, kind, cipher }));
    expect(names).toEqual(['Top/Inbox/message-2097188']);
    expect(text()).toBe('Top\nTop/Inbox\n');
    const { said, members: attached } = await unwrap(members[0]?.bytes ?? Buffer.alloc(0));
    expect(said).toEqual([
      [
        'header',
        'From: Ida Bergmann <ida@harbour.example>\nTo: Nora Whitfield <nora@example.org>\n' +
          'Bcc: Ravi Menon <ravi@example.org>\nSubject: RE: Claim\nDate: Mon, 02 Mar 2026 09:00:00 +0000\n',
      ],
      [undefined, 'Dear Nora, call me.\n'],
      ['properties', 'Case number: HC-2041\n'],
    ]);
    expect(attached.map(({ name, bytes }) => [name, bytes.length > 10 || Buffer.from(bytes).toString()])).toEqual([
      ['staff list.csv', 'Name,City\n'],
      ['Older letter', true],
    ]);
    const older = await unwrap(attached[1]?.bytes ?? Buffer.alloc(0));
    expect(older.said).toEqual([
      ['header', 'Subject: Older\n'],
      [undefined, 'IBAN DE89\n'],
    ]);
    expect(partials).toEqual([]);
  });

  it.each(['ansi', 'unicode', 'large'] as const)('puts long content together again: %s', async (kind) => {
    const body = Array.from({ length: 30_000 }, (_, at) => `line ${at}\n`).join('');
    const file = Buffer.from(Array.from({ length: 150_000 }, (_, at) => (at * at) % 251));
    const attachments = [{ properties: { 0x3701: file, 0x3707: 'scan.bin' } }];
    const message = { id: 0x200024, folder: inbox, properties: { 0x1000: body }, attachments };
    const { members, partials } = await read(storeFile({ kind, folders, messages: [message], cipher: 'permute' }));
    const { text, members: attached } = await unwrap(members[0]?.bytes ?? Buffer.alloc(0));
    expect(text() === body ? '' : text().slice(0, 200)).toBe('');
    expect(Buffer.from(attached[0]?.bytes ?? []).equals(file)).toBe(true);
    expect(partials).toEqual([]);
  });

  it('reads trees of several levels', async () => {
    const { names, partials } = await read(storeFile(many(40)));
    expect(names).toHaveLength(40);
    expect(partials).toEqual([]);
  });

  it('names contacts, appointments and tasks as what they are, and reads their fields', async () => {
    const item = (id: number, kind: string, more: object) => ({
      id,
      folder: inbox,
      properties: { 0x001a: kind, ...more },
    });
    const { names, members } = await read(
      storeFile({
        folders,
        names: [0x8208],
        messages: [
          item(0x200024, 'IPM.Contact', { 0x3a06: 'Nora', 0x3a11: 'Whitfield', 0x3a1c: '+44 20 7946 0018' }),
          item(0x200044, 'IPM.Appointment', { 0x8000: 'Ward 3' }),
          item(0x200064, 'IPM.Task', { 0x0037: 'Call back' }),
          item(0x200088, 'IPM.Configuration.Rules', {}),
        ],
      }),
    );
    expect(names.map((name) => name.replace(/.*\/|-.*/g, ''))).toEqual(['contact', 'appointment', 'task', 'hidden']);
    const contact = await unwrap(members[0]?.bytes ?? Buffer.alloc(0));
    expect(contact.labelled()).toEqual([
      ['given name', 'Nora'],
      ['family name', 'Whitfield'],
      ['mobile phone', '+44 20 7946 0018'],
    ]);
    expect((await unwrap(members[1]?.bytes ?? Buffer.alloc(0))).labelled()).toEqual([['location', 'Ward 3']]);
  });

  it('reads messages whose folder is gone', async () => {
    const { names } = await read(storeFile({ messages: [letter] }));
    expect(names).toEqual(['message-2097188']);
  });

  it('reads on behind a broken page, with what older pages still have of it', async () => {
    const bytes = storeFile(many(40));
    const marks = pagesOf(bytes, 0x81).filter((at) => bytes[at + 491] === 0);
    bytes.writeUInt8(0xff, (marks[6] ?? 0) + 3);
    const { names, partials } = await read(bytes);
    expect(partials).toContain('damaged');
    expect(names.length).toBeGreaterThanOrEqual(37);
    expect(names.length).toBeLessThan(40);
  });

  it('finds pages to which no tree leads where the way to them is broken', async () => {
    for (const mark of [0x80, 0x81]) {
      const bytes = storeFile(many(40));
      const inner = pagesOf(bytes, mark).filter((at) => (bytes[at + 491] ?? 0) > 0);
      for (const at of inner) bytes.writeUInt8(0xee, at + 2);
      const { names, partials } = await read(bytes);
      expect(partials).toContain('damaged');
      expect(names).toHaveLength(40);
    }
  });

  it('tells that a block was changed, and that the file is cut', async () => {
    const changed = storeFile(mailbox);
    changed.writeUInt8(0x21, changed.indexOf(Buffer.from('Dear Nora', 'utf16le')));
    expect((await read(changed)).partials).toContain('damaged');
    const cut = await read(storeFile(many(9)).subarray(0, -512));
    expect(cut.partials).toContain('damaged');
    expect(cut.names).toHaveLength(9);
    await expect(read(storeFile(mailbox).subarray(0, 2048))).rejects.toHaveProperty('code', 'damaged');
  });

  it('hands out by itself what is too large to be held', async () => {
    const file = Buffer.alloc(100_000, 'x');
    const attachments = [{ properties: { 0x3701: file, 0x3707: 'large.bin' } }];
    const message = { id: 0x200024, folder: inbox, properties: { 0x0037: 'Big' }, attachments };
    const { members } = await read(storeFile({ folders, messages: [message] }), { maxHeldBytes: 1 << 20 });
    expect(members.map(({ name, bytes }) => [name, bytes.length > 50_000])).toEqual([
      ['Top/Inbox/message-2097188', false],
      ['Top/Inbox/message-2097188/large.bin', true],
    ]);
  });

  it('ends where pages go round in circles', async () => {
    const bytes = storeFile(many(40));
    const [page = 0] = pagesOf(bytes, 0x81).filter((at) => (bytes[at + 491] ?? 0) > 1);
    bytes.writeBigUInt64LE(BigInt(page), page + 16);
    const { names } = await read(bytes);
    expect(names.length).toBeLessThanOrEqual(40);
  });

  it.each([
    ['a version that is not known', 10, 5, 'feature-unsupported'],
    ['protection by the system', 513, 0x10, 'protection-unsupported'],
  ])('does not read %s', async (_, at, value, code) => {
    const bytes = storeFile(mailbox);
    bytes.writeUInt8(value, at);
    await expect(read(bytes)).rejects.toHaveProperty('code', code);
  });

  it('gives back any body, in each cipher', async () => {
    const cipher = fc.constantFrom('none', 'permute', 'cyclic') as fc.Arbitrary<'none' | 'permute' | 'cyclic'>;
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[!-~]{1,5000}$/), cipher, async (body, sealed) => {
        const message = { id: 0x200024, folder: inbox, properties: { 0x1000: body } };
        const { members } = await read(storeFile({ folders, messages: [message], cipher: sealed }));
        expect((await unwrap(members[0]?.bytes ?? Buffer.alloc(0))).text()).toBe(`${body}\n`);
      }),
      { numRuns: 50 },
    );
  });

  it('ends on whatever is changed', async () => {
    await survivesMutation(format, storeFile({ ...mailbox, cipher: 'permute' }));
    await survivesMutation(format, storeFile({ ...mailbox, kind: 'large' }), [], 100);
  });
});

/** Where pages of a tree begin. */
function pagesOf(bytes: Buffer, mark: number): number[] {
  const found: number[] = [];
  for (let at = 512; at + 512 <= bytes.length; at += 512) {
    if (bytes[at + 496] === mark && bytes[at + 497] === mark) found.push(at);
  }
  return found;
}

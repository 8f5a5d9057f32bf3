import { describe, expect, it } from 'vitest';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import { outlookWrap } from '../../../test/inspect/outlook-wrap.ts';
import { format } from './tnef.ts';

async function read(bytes: Uint8Array) {
  const collected = collect();
  await format.extract(memoryInput(bytes), collected.sink, context());
  return { ...collected, said: collected.blocks.map(({ text, where }) => [where.part, text]) };
}

const inside = outlookWrap({ properties: { 0x0037: 'Older', 0x1000: 'IBAN DE89' } });
const wrapped = outlookWrap({
  subject: 'Claim of Zo\xeb',
  body: 'Dear Zo\xeb,\r\ncall me.',
  properties: {
    0x0c1a: 'Ida Bergmann',
    0x5d01: 'ida@harbour.example',
    0x8000: { name: 'Case number', text: 'HC-2041' },
    0x8001: { name: 0x8208, text: 'Ward 3' },
  },
  recipients: [
    { 0x0c15: 1, 0x3001: 'Nora Whitfield', 0x39fe: 'nora@example.org' },
    { 0x0c15: 3, 0x3001: 'Ravi Menon', 0x39fe: 'ravi@example.org' },
  ],
  attachments: [
    { title: 'STAFFL~1.CSV', data: Buffer.from('Name,City\n'), properties: { 0x3707: 'staff list.csv' } },
    { title: 'Older letter', inside, properties: { 0x3705: 5 } },
  ],
});

describe('tnef', () => {
  it('is known by its first bytes', () => {
    expect(format.detect(headOf(wrapped, 'winmail.dat'))).toBeGreaterThan(0.9);
    expect(format.detect(headOf(new Uint8Array(3)))).toBe(0);
  });

  it('is shaped as a mail is', async () => {
    const { said, partials } = await read(wrapped);
    expect(said).toEqual([
      [
        'header',
        'From: Ida Bergmann <ida@harbour.example>\nTo: Nora Whitfield <nora@example.org>\n' +
          'Bcc: Ravi Menon <ravi@example.org>\nSubject: Claim of Zoë\n',
      ],
      [undefined, 'Dear Zoë,\ncall me.\n'],
      [undefined, 'location: Ward 3\n'],
      ['properties', 'Case number: HC-2041\n'],
    ]);
    expect(partials).toEqual([]);
  });

  it('hands out attachments by their long names, and messages inside', async () => {
    const { members } = await read(wrapped);
    expect(members.map(({ name, bytes }) => [name, bytes.length])).toEqual([
      ['staff list.csv', 10],
      ['Older letter', inside.length],
    ]);
    expect((await read(members[1]?.bytes ?? inside)).said).toEqual([
      ['header', 'Subject: Older\n'],
      [undefined, 'IBAN DE89\n'],
    ]);
  });

  it('is partial where it is cut short, and keeps what was read', async () => {
    const { said, partials } = await read(wrapped.subarray(0, wrapped.length - 40));
    expect(said[0]?.[1]).toContain('nora@example.org');
    expect(partials).toEqual(['damaged']);
    expect(await read(wrapped.subarray(0, 20))).toMatchObject({ said: [], partials: ['damaged'] });
    await expect(read(wrapped.subarray(0, 16))).rejects.toMatchObject({ code: 'damaged' });
  });

  it('never hangs, and never fails without a reason, on a file that is damaged', async () => {
    await survivesMutation(format, wrapped);
  });
});

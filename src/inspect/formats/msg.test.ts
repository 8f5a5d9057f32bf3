import { describe, expect, it } from 'vitest';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import { type MadeMessage, outlookMessage } from '../../../test/inspect/outlook-message.ts';
import { format as document } from './doc.ts';
import { format as anyCompound } from './encrypted-office.ts';
import { format as macros } from './office-macros.ts';
import { format } from './msg.ts';

const sent = new Date('2024-05-06T07:08:09Z');
const letter: MadeMessage = {
  properties: {
    0x001a: 'IPM.Note',
    0x0037: 'Claim of Nora',
    0x0039: sent,
    0x0042: 'Ida Bergmann',
    0x0065: '/O=HARBOUR/OU=WARD/CN=IDA',
    0x5d02: 'ida@harbour.example',
    0x1000: 'Dear Nora,\r\ncall me.\r\n',
    0x1013: Buffer.from('<p>Dear Nora,</p><p>call me.</p><p style="display:none">IBAN DE89</p>'),
    0x3fde: 65_001,
  },
  named: [
    ['Case number', 'HC-2041'],
    [0x8554, '16.0'],
  ],
  recipients: [
    { 0x0c15: 1, 0x3001: 'Whitfield, Nora', 0x39fe: 'nora@example.org' },
    { 0x0c15: 3, 0x3001: 'Ravi Menon', 0x3003: 'ravi@example.org' },
  ],
  attachments: [
    { properties: { 0x3705: 1, 0x3707: 'staff list.csv', 0x3701: Buffer.from('Name,City\nTomas Okafor,Cork\n') } },
    {
      properties: { 0x3705: 5, 0x3001: 'Older letter' },
      inside: {
        properties: {
          0x0037: 'Older',
          0x1000: 'From before',
          0x007d: 'From: A <a@example.org>\r\nTo: b@example.org\r\n',
        },
        named: [['Case number', 'HC-1999']],
        recipients: [
          { 0x0c15: 1, 0x39fe: 'b@example.org' },
          { 0x0c15: 3, 0x39fe: 'blind@example.org' },
        ],
      },
    },
    { properties: { 0x3705: 7, 0x3707: 'plan.docx', 0x370d: 'https://files.example/plan.docx' } },
  ],
};

async function read(bytes: Uint8Array) {
  const collected = collect();
  await format.extract(memoryInput(bytes), collected.sink, context());
  return { ...collected, said: collected.blocks.map(({ text, where }) => [where.part, text]) };
}

describe('msg', () => {
  const bytes = outlookMessage(letter);

  it('is known by its storages, before what is attached', () => {
    expect(format.detect(headOf(bytes))).toBeGreaterThan(anyCompound.detect(headOf(bytes)));
    expect([document, macros].map((other) => other.detect(headOf(bytes)))).toEqual([0, 0]);
  });

  it('is shaped as a mail is: headers with their mailboxes, text, what HTML says beyond it', async () => {
    const { said, labelled, partials } = await read(bytes);
    expect(said).toEqual([
      [
        'header',
        'From: Ida Bergmann <ida@harbour.example>\nTo: Whitfield, Nora <nora@example.org>\n' +
          'Bcc: Ravi Menon <ravi@example.org>\nSubject: Claim of Nora\nDate: Mon, 06 May 2024 07:08:09 +0000\n',
      ],
      [undefined, 'Dear Nora,\ncall me.\n'],
      ['hidden', 'IBAN DE89\n'],
      ['properties', 'Case number: HC-2041\n'],
      ['attachment elsewhere', 'plan.docx https://files.example/plan.docx\n'],
    ]);
    expect(labelled()).toContainEqual(['email', 'nora@example.org']);
    expect(partials).toEqual([]);
  });

  it('hands out attachments by their names, messages inside as messages', async () => {
    const { members } = await read(bytes);
    expect(members.map(({ name }) => name)).toEqual(['staff list.csv', 'Older letter.msg']);
    expect(Buffer.from(members[0]?.bytes ?? []).toString()).toBe('Name,City\nTomas Okafor,Cork\n');
    const inside = members[1]?.bytes ?? new Uint8Array(0);
    expect(format.detect(headOf(inside))).toBeGreaterThan(0.9);
    expect((await read(inside)).said).toEqual([
      ['header', 'From: A <a@example.org>\nTo: b@example.org\nBcc: blind@example.org\nSubject: Older\n'],
      [undefined, 'From before\n'],
      ['properties', 'Case number: HC-1999\n'],
    ]);
  });

  it('makes one record of a contact, under the labels of other address books', async () => {
    const { blocks, labelled } = await read(
      outlookMessage({
        properties: {
          0x001a: 'IPM.Contact',
          0x3001: 'Nora Whitfield',
          0x3a06: 'Nora',
          0x3a11: 'Whitfield',
          0x3a1c: '+44 20 7946 0958',
          0x3a42: new Date('1984-03-02T00:00:00Z'),
          0x3a5d: '12 Quay Street',
        },
        named: [[0x8083, 'nora@example.org']],
      }),
    );
    expect(blocks.flatMap(({ rows = [] }) => rows)).toHaveLength(1);
    expect(labelled()).toEqual([
      ['name', 'Nora Whitfield'],
      ['given name', 'Nora'],
      ['family name', 'Whitfield'],
      ['date of birth', '1984-03-02'],
      ['mobile phone', '+44 20 7946 0958'],
      ['street', '12 Quay Street'],
      ['email', 'nora@example.org'],
    ]);
  });

  it.each([
    ["{\\rtf1\\ansi\\ansicpg1251 \\par Phone: \\'e8 +44 20 7946 0958\\par}", 'Phone: и +44 20 7946 0958\n'],
    [
      '{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0{\\fonttbl{\\f0\\fswiss Arial;}}{\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 ' +
        "Phone: +44 20 7946 0958 {\\*\\htmltag84 &eacute;}\\htmlrtf \\'e9\\htmlrtf0{\\*\\htmltag72 </p>}\\htmlrtf }\\htmlrtf0}",
      'Phone: +44 20 7946 0958 é\n',
    ],
  ])('reads a body that is RTF alone: %#', async (rtf, text) => {
    const body = Buffer.from(rtf, 'latin1');
    const header = Buffer.alloc(16);
    header.writeUInt32LE(body.length + 12, 0);
    header.writeUInt32LE(body.length, 4);
    header.writeUInt32LE(0x414c454d, 8);
    const { said } = await read(outlookMessage({ properties: { 0x1009: Buffer.concat([header, body]) } }));
    expect(said).toEqual([[undefined, text]]);
  });

  it('expands compressed RTF: the published example', async () => {
    // [MS-OXRTFCP] 3.1.1: `{\rtf1\ansi\ansicpg1252\pard hello world}`.
    const example = Buffer.from(
      '2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0',
      'hex',
    );
    const { said } = await read(outlookMessage({ properties: { 0x1009: example } }));
    expect(said).toEqual([[undefined, 'hello world\n']]);
  });

  it('never hangs, and never fails without a reason, on a message that is damaged', async () => {
    await survivesMutation(format, bytes);
  });

  it('a text that is too long to be held is told of', async () => {
    const long = 'Nora '.repeat(250_000);
    const properties = { ...letter.properties, 0x1000: long };
    const whole = await read(outlookMessage({ properties }));
    expect(whole.partials).toEqual([]);
    const cut = await read(outlookMessage({ properties, named: [['Notes', long]] }));
    expect(cut.partials).toEqual(['limit-memory']);
  });
});

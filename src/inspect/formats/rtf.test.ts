import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import { format } from './rtf.ts';
import { format as text } from './text.ts';

const letter = new Uint8Array(
  await readFile(new URL('../../../test/cases/extract/rtf.letter/input.rtf', import.meta.url)),
);

async function read(source: string | Uint8Array, step?: number) {
  const collected = collect({ maxHeldBytes: 1 << 20 });
  const bytes = typeof source === 'string' ? Buffer.from(source, 'latin1') : source;
  await format.extract(memoryInput(bytes, step), collected.sink, context());
  const of = (part: string | undefined): string =>
    collected.blocks
      .filter(({ where }) => where.part === part)
      .map((block) => block.text)
      .join('');
  return { ...collected, of };
}

describe('rtf', () => {
  it('is known by how it begins, also in the form that only attackers write', () => {
    expect(format.detect(headOf(letter, 'x.doc'))).toBeGreaterThan(text.detect(headOf(letter)));
    expect(format.detect(headOf('{\\rt {x}}'))).toBe(0.95);
    expect(format.detect(headOf('Write {\\rtf1} at the beginning'))).toBe(0);
  });

  it('says of each piece of text where a reader would have to look for it', async () => {
    const { of, labelled } = await read(letter);
    expect(of('header')).toBe('Harbour Clinic, confidential\n');
    expect(of('footer')).toBe('Patient 1001\n');
    expect(of('deleted text')).toBe('IBAN DE89 3704 0044 0532 0130 00\n');
    expect(of('comment')).toBe('Check her allergy record\n');
    expect(of('footnote').trim()).toBe('Direct line +44 20 7946 0958');
    expect(of('endnote').trim()).toBe('File HC-2041');
    expect(of('hidden text')).toContain('password: Tern-Quay-88');
    expect(of('change author')).toContain('Ravi Menon');
    expect(labelled()).toContainEqual(['Case number', 'HC-2041']);
    expect(labelled()).toContainEqual(['created', '2019-03-04T09:30']);
  });

  it('reads code pages of the document and of fonts, characters of two bytes and Unicode with its stand-in', async () => {
    expect((await read("{\\rtf1\\ansi\\ansicpg1252 M\\'fcller}")).text()).toBe('Müller\n');
    const fonts = '{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset204 B;}{\\f2\\fcharset128 C;}}';
    expect((await read(`{\\rtf1\\ansi${fonts}\\f1\\'cf\\'e5\\'f2\\'f0\\f0  x}`)).text()).toBe('Петр x\n');
    expect((await read(`{\\rtf1\\ansi${fonts}\\f2\\'8eR\\'93c}`)).text()).toBe('山田\n');
    expect((await read("{\\rtf1\\uc1 J\\u246?rg \\uc2\\u322\\'a3xo\\u26085??}")).text()).toBe('Jörg ło日\n');
    expect((await read("{\\rtf1\\pc \\'81}")).partials).toEqual(['encoding-uncertain']);
  });

  it('gives tables as rows with columns, and nested ones as tables of their own', async () => {
    const row = (...cells: string[]): string =>
      `\\trowd\\intbl ${cells.map((cell) => `${cell}\\cell `).join('')}\\row `;
    const inner = '{\\itap2 a\\nestcell b\\nestcell{\\*\\nesttableprops\\trowd\\nestrow}{\\nonesttables x}}';
    const source = `{\\rtf1 ${row('Id', 'Name')}${row('7', 'Nora\\par Whitfield')}\\pard between\\par ${row(`8\\par ${inner}`, '9')}}`;
    const { blocks } = await read(source);
    const rows = blocks.flatMap(({ text: whole, table, rows: found = [] }) =>
      found.map(({ cells }) => [
        table,
        ...cells.map(({ start, end, column }) => `${column}:${whole.slice(start, end)}`),
      ]),
    );
    expect(rows).toEqual([
      [1, '0:Id', '1:Name'],
      [1, '0:7', '1:Nora\nWhitfield'],
      [2, '0:a', '1:b'],
      [3, '0:8', '1:9'],
    ]);
  });

  it('hands out objects without their wrapping, whether in hexadecimal or raw', async () => {
    const counted = (value: string): Buffer => {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(value.length + 1);
      return Buffer.concat([length, Buffer.from(`${value}\0`)]);
    };
    const size = (value: number): Buffer => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32LE(value);
      return bytes;
    };
    const content = Buffer.from('name;iban');
    const path = 'C:\\list.csv';
    const packed = Buffer.concat([
      Buffer.from(`\x02\0list.csv\0${path}\0\0\0\x03\0`, 'latin1'),
      counted(path),
      size(content.length),
      content,
    ]);
    const ole = Buffer.concat([
      size(0x501),
      size(2),
      counted('Package'),
      size(0),
      size(0),
      size(packed.length),
      packed,
    ]);
    const hex = await read(`{\\rtf1{\\object{\\*\\objdata ${ole.toString('hex')}}{\\result icon}}}`);
    expect(hex.members).toMatchObject([{ name: 'list.csv', reason: undefined }]);
    expect(Buffer.from(hex.members[0]?.bytes ?? []).toString()).toBe('name;iban');
    expect(hex.text()).toBe('icon\n');
    const raw = await read(`{\\rtf1{\\object{\\*\\objdata\\bin${ole.length} ${ole.toString('latin1')}}}}`, 7);
    expect(Buffer.from(raw.members[0]?.bytes ?? []).toString()).toBe('name;iban');
  });

  it('hands out what is hidden behind the end, and says where the end is missing', async () => {
    const { members } = await read('{\\rtf1 seen}\r\n\0\0name;iban\nNora', 5);
    expect(members.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
      ['(bytes after the end)', 'name;iban\nNora'],
    ]);
    expect((await read('{\\rtf1 seen')).partials).toEqual(['damaged']);
    expect((await read('{\\rtf1 seen')).text()).toBe('seen\n');
  });

  it('does not take groups without end', async () => {
    await expect(read(`{\\rtf1 ${'{'.repeat(100_000)}`)).rejects.toMatchObject({ code: 'limit-depth' });
  });

  it('says the same however the bytes arrive', async () => {
    const whole = (await read(letter)).text();
    for (const step of [1, 3, 70]) expect((await read(letter, step)).text()).toBe(whole);
  });

  it('survives mutation', async () => {
    await survivesMutation(format, letter);
  });
});

import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import type { Format } from '../contract.ts';
import { format as csv } from './csv.ts';
import { format as ics } from './ics.ts';
import { format as vcf } from './vcf.ts';

const cases = new URL('../../../test/cases/extract/', import.meta.url);
const people = new Uint8Array(await readFile(new URL('vcf.people/input.vcf', cases)));
const ward = new Uint8Array(await readFile(new URL('ics.ward/input.ics', cases)));

async function read(format: Format, bytes: Uint8Array | string, step?: number) {
  const collected = collect();
  await format.extract(memoryInput(bytes, step), collected.sink, context());
  const records = collected.blocks.flatMap(({ text, rows = [] }) =>
    rows.map((row) => Object.fromEntries(row.cells.map((cell) => [cell.label, text.slice(cell.start, cell.end)]))),
  );
  return { ...collected, records };
}

describe('vcf', () => {
  it('is known by how it begins', () => {
    expect(vcf.detect(headOf(people, 'notes.txt'))).toBeGreaterThan(csv.detect(headOf(people)));
    expect(vcf.detect(headOf('begin:vcard\nEND:VCARD\n'))).toBe(0.95);
    expect(vcf.detect(headOf('How to write BEGIN:VCARD\n'))).toBe(0);
    expect(vcf.detect(headOf(ward))).toBe(0);
  });

  it('makes each card one record with labelled cells', async () => {
    const { records, blocks, partials } = await read(vcf, people);
    expect(records).toHaveLength(3);
    expect(records[0]).toMatchObject({
      'family name': 'Whitfield',
      'given name': 'Nora',
      'additional names': 'Jane',
      street: '14 Quay Street',
      city: 'Dunmore',
      postcode: 'X91 A1B2',
      country: 'Ireland',
      email: 'nora@example.org',
      'date of birth': '1984-03-02',
      organisation: 'Harbour Clinic, Ward 4',
      updated: '2019-03-04T09:30:00Z',
    });
    expect(records[2]).toMatchObject({ phone: '+353-21-555-0123', 'date of birth': '1979-04-03' });
    expect(blocks[0]?.rows?.map(({ where }) => where?.row)).toEqual([1, 2, 3]);
    expect(partials).toEqual([]);
  });

  it('undoes quoted-printable in the character set that it states, folds and escapes', async () => {
    const { records } = await read(vcf, people);
    expect(records[1]).toMatchObject({ 'family name': 'Müller', 'given name': 'Jörg', 'full name': 'Jörg Müller' });
    expect(records[0]?.['note']).toBe(
      'Allergic to penicillin, see file\nSecond line of a note that is so long that it is folded here',
    );
  });

  it('hands out pictures and keys as members', async () => {
    const { members } = await read(vcf, people);
    expect(members.map(({ name, bytes }) => [name, bytes.length])).toEqual([
      ['photo-1.png', 70],
      ['photo-2.jpeg', 24],
      ['data-3.pgp', 8],
    ]);
  });

  it('reads a card inside of a card, a card that is cut short, and what is no property', async () => {
    const agent =
      'BEGIN:VCARD\nFN:Ida Bergmann\nAGENT:\nBEGIN:VCARD\nFN:Ravi Menon\nEND:VCARD\nTEL:030 555010\nEND:VCARD\n';
    const inner = await read(vcf, agent);
    expect(inner.records).toEqual([
      { 'full name': 'Ravi Menon' },
      { 'full name': 'Ida Bergmann', phone: '030 555010' },
    ]);
    const cut = await read(vcf, 'BEGIN:VCARD\nFN:Nora Whitfield\nstray words\nEMAIL:nora@ex');
    expect(cut.records).toEqual([{ 'full name': 'Nora Whitfield', email: 'nora@ex' }]);
    expect(cut.text()).toContain('stray words');
    expect(cut.partials).toEqual(['damaged']);
  });

  it('says the same however the bytes arrive', async () => {
    expect((await read(vcf, people, 1)).text()).toBe((await read(vcf, people)).text());
    expect((await read(ics, ward, 1)).text()).toBe((await read(ics, ward)).text());
  });
});

describe('ics', () => {
  it('makes a record of the event and one of each person in it', async () => {
    expect(ics.detect(headOf(ward))).toBe(0.95);
    const { records, members } = await read(ics, ward);
    expect(records).toContainEqual({
      UID: '4711@example.org',
      stamp: '2019-03-04T08:00:00Z',
      start: '2019-03-11T09:30:00',
      summary: 'Interview with Nora Whitfield',
      location: '14 Quay Street, Dunmore',
      description: 'Her line: +44 20 7946 0958\nBring the file',
    });
    expect(records).toContainEqual({ 'full name': 'Bergmann, Ida', email: 'ida@example.org' });
    expect(records).toContainEqual({ 'full name': 'Tomas Okafor', email: 'tomas@example.org' });
    expect(records).toContainEqual({ description: 'Call Ravi Menon before' });
    expect(members.map(({ name }) => name)).toEqual(['list.csv']);
  });
});

describe('cards and calendars under attack', () => {
  it('survive mutation', async () => {
    await survivesMutation(vcf, people);
    await survivesMutation(ics, ward);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileLabels } from './classify.ts';
import { labelledFields } from './fields.ts';

const folder = import.meta.dirname;
const files = readdirSync(folder).filter((name) => name.endsWith('.yml'));
const book = compileLabels(files.map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') })));

const read = (text: string): Record<string, string>[] =>
  labelledFields(text, book).map(({ cells }) =>
    Object.fromEntries(cells.map(({ label, start, end }) => [label, text.slice(start, end)])),
  );

describe('labelledFields', () => {
  it.each<[string, string, Record<string, string>[]]>([
    ['lines', 'Name: Anna Schmidt\nE-Mail: anna@example.org', [{ Name: 'Anna Schmidt', 'E-Mail': 'anna@example.org' }]],
    ['equal signs', 'Name = Anna Schmidt\nPhone = 0123 456', [{ Name: 'Anna Schmidt', Phone: '0123 456' }]],
    ['leaders', 'Name ............ Anna Schmidt\nDOB ...... 3/2/1980', [{ Name: 'Anna Schmidt', DOB: '3/2/1980' }]],
    ['tabs', 'Name\tAnna Schmidt\tEmail\ta@example.org', [{ Name: 'Anna Schmidt', Email: 'a@example.org' }]],
    ['gaps', 'Name    Anna Schmidt     DOB   03.02.1980', [{ Name: 'Anna Schmidt', DOB: '03.02.1980' }]],
    ['commas', 'Customer: Dupont, Jean, Tel: 0123 456', [{ Customer: 'Dupont, Jean', Tel: '0123 456' }]],
    ['semicolons', 'Passwort: geheim1!; IBAN: XX00', [{ Passwort: 'geheim1!', IBAN: 'XX00' }]],
    [
      'tight pairs with spaces in values',
      'name=Weaver Charles; email=a@example.org',
      [{ name: 'Weaver Charles', email: 'a@example.org' }],
    ],
    ['tight pairs in a log', 'user=anna ip=10.0.0.1 ok', [{ user: 'anna', ip: '10.0.0.1' }]],
    [
      'numbers in groups',
      'iban=XX76 2004 1281 email=a@example.org',
      [{ iban: 'XX76 2004 1281', email: 'a@example.org' }],
    ],
    ['bars', '| Name | Anna Schmidt |\n| Email | a@example.org |', [{ Name: 'Anna Schmidt', Email: 'a@example.org' }]],
    ['marks of emphasis', '- **Name:** Anna Schmidt\n- **Tel.:** 0123', [{ Name: 'Anna Schmidt', 'Tel.': '0123' }]],
    [
      'forms',
      'Full name\nAnna Schmidt\n\nDate of birth\n1980-02-03',
      [{ 'Full name': 'Anna Schmidt', 'Date of birth': '1980-02-03' }],
    ],
    [
      'forms with colons',
      'Titulaire du compte :\nJean Dupont\nIBAN :\nFR76',
      [{ 'Titulaire du compte': 'Jean Dupont', IBAN: 'FR76' }],
    ],
    [
      'logs',
      '2026-01-01 12:33:01 INFO user=anna ip=10.1.2.3 email="a@example.org" x=1',
      [{ user: 'anna', ip: '10.1.2.3', email: 'a@example.org' }],
    ],
    ['objects', '{"name": "Anna", "email": "a@example.org"}', [{ name: 'Anna', email: 'a@example.org' }]],
    ['sentences', 'Please use her phone number: 0123 444. Her dog barks.', [{ 'phone number': '0123 444' }]],
    [
      'addresses over lines',
      'Address: 12 High Street\n  London\n  SW1A 1AA\nThe end is near',
      [{ Address: '12 High Street\n  London\n  SW1A 1AA' }],
    ],
    [
      'what is no person',
      'Order number: 1234\nProduct name: Blue Chair',
      [{ 'Order number': '1234', 'Product name': 'Blue Chair' }],
    ],
  ])('reads %s', (_, text, rows) => {
    expect(read(text)).toEqual(rows);
  });

  it.each([
    'We met at 12:30 to talk about it: nothing came of it.',
    'See https://example.org/a:b and http://localhost:8080/x',
    'Name\tEmail\tPhone',
    'std::string a == b != c',
    'Name:\n\n\n',
    'The quick brown fox jumps over the lazy dog',
  ])('finds no field in %j', (text) => {
    expect(read(text)).toEqual([]);
  });

  it('begins a record where a name, or the first label, comes again', () => {
    expect(read('Name: Anna\nPhone: 1\nMobile: 2\n\nContact details\nEmail: a\n\nName: Bob\nPhone: 4')).toEqual([
      { Name: 'Anna', Phone: '1', Mobile: '2', Email: 'a' },
      { Name: 'Bob', Phone: '4' },
    ]);
    expect(read('Email: a@example.org\nName: Anna\nEmail: b@example.org\nName: Bob')).toHaveLength(2);
  });

  it('keeps a second person of a form in the record that names them', () => {
    expect(read("Patient: Jean Dupont\nMother's name: Marie Dupont\nPhone: 01 02")).toHaveLength(1);
  });

  const piece = fc.constantFrom(
    'Name',
    'name',
    'E-Mail',
    'DOB',
    'Adresse',
    ': ',
    ':',
    '=',
    '\t',
    '|',
    ';',
    ', ',
    '  ',
    '....',
    '\n',
    '\n\n',
    '"',
    "'",
    ' ',
    'Anna',
    '80331',
    '12 High Street',
    'x',
  );

  it('gives cells inside the text, in order, that neither overlap nor are empty or padded', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        let position = 0;
        for (const { start, end } of labelledFields(text, book).flatMap(({ cells }) => cells)) {
          expect(start).toBeGreaterThanOrEqual(position);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(text.slice(start, end).trim()).toBe(text.slice(start, end));
          position = end;
        }
      }),
      { numRuns: 500 },
    );
  });

  // What a text costs is characters, each looked at a bounded number of times, and questions about pieces never seen
  // before. The second must not grow faster than the text, whatever stands in it.
  it('asks the book a bounded number of questions for each piece of text', () => {
    const hostile = (length: number): string => {
      let text = '';
      for (let count = 0; text.length < length; count += 1) text += `k${count.toString(36)} q${count.toString(36)}:`;
      return text;
    };
    for (const length of [1_000, 30_000, 200_000]) {
      let questions = 0;
      const counting = {
        ...book,
        classify(label: string) {
          questions += 1;
          return book.classify(label);
        },
      };
      labelledFields(hostile(length), counting);
      expect(questions).toBeLessThanOrEqual(520 + length / 64);
    }
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileLabels } from '../labels/classify.ts';
import { profileColumns } from './profile.ts';

const folder = join(import.meta.dirname, '../labels');
const files = readdirSync(folder).filter((name) => name.endsWith('.yml'));
const book = compileLabels(files.map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') })));

const table = (text: string): string[][] => text.split('\n').map((line) => line.split(';'));

const cases: [string, string, (string | undefined)[]][] = [
  [
    'a mere name beside a first name',
    `Name;Vorname;Geb.;PLZ;Ort;Tel
Meier;Hans;03.02.1980;80331;München;089 123456
Schulz;Anna;13.12.1975;10115;Berlin;030 998877`,
    ['family-name', 'given-name', 'date-of-birth', 'postcode', 'city', 'phone'],
  ],
  [
    'a table without headers',
    `Anna;Schmidt;anna@example.de;1980-02-03;Hauptstr. 5;80331;München
Bob;Jones;bob@example.de;1955-12-03;High Street 7;10115;Berlin
Carla;Rossi;carla@example.it;1999-07-13;Via Roma 3;00100;Roma`,
    ['given-name', 'family-name', 'email', 'date-of-birth', 'street', 'postcode', 'city'],
  ],
  [
    'headers below title lines',
    `Customer export;;
Created 2024;;
;;
Customer;Phone;City
Anna Schmidt;+49 89 123456;Berlin
Jean Dupont;+33 1 22 33 44 55;Paris`,
    ['person-name', 'phone', 'city'],
  ],
  [
    'labels in the first column',
    `Name;Anna Schmidt;Bob Jones
Email;a@example.de;b@example.de
Date of birth;1980-01-02;1970-03-04
City;Berlin;London`,
    ['person-name', 'email', 'date-of-birth', 'city'],
  ],
  [
    'products that look like names',
    `Name;Price;SKU;Brand
Blue Chair;12.50;A-100;Hugo Boss
Wireless Mouse;9.99;A-101;Acme
Green Tea;3.20;A-102;Lipton`,
    [undefined, 'other', 'other', 'other'],
  ],
  [
    'products without headers',
    `Blue Chair;12.50;A-100
Wireless Mouse;9.99;A-101
Green Tea;3.20;A-102
Max Power;4.20;A-103`,
    [undefined, undefined, undefined],
  ],
  [
    'customers that are companies',
    `Customer;City;Country
Acme GmbH;Berlin;DE
Foo Ltd;London;GB
Bar SARL;Paris;FR`,
    ['organisation', 'city', 'country'],
  ],
  [
    'a log',
    `2024-01-01 10:00:01;INFO;server1;Started service
2024-01-01 10:00:02;WARN;server2;Disk Full
2024-01-01 10:00:03;INFO;server1;User Login`,
    [undefined, undefined, undefined, undefined],
  ],
  [
    'cities that are names of persons too',
    `London;8900000
Paris;2100000
Florence;380000
Austin;900000`,
    ['city', undefined],
  ],
  [
    'mail addresses with passwords',
    `anna@example.de;Summer2024!
bob@example.com;qwerty123
carla@example.it;P4ssw0rd
dora@example.it;ilovecats1`,
    ['email', 'password'],
  ],
  [
    'orders with a customer',
    `Order No;Customer;Order date;Amount
1001;Anna Schmidt;2024-01-02;12.50
1002;Jean Dupont;2024-01-03;13.50`,
    ['other', 'person-name', 'other', 'other'],
  ],
  [
    'headers in an unknown language',
    `Jmeno;Prijmeni;Narozen;Mobil
Anna;Novak;1980-02-03;+420 123 456 789
Peter;Dvorak;1950-05-03;+420 123 456 780
Jan;Svoboda;1999-05-03;+420 123 456 781`,
    ['given-name', 'family-name', 'date-of-birth', 'phone'],
  ],
  [
    'a mere nome beside a cognome',
    `Nome;Cognome;Codice Fiscale;Data assunzione
Mario;Rossi;RSSMRA;2020-01-01
Anna;Bianchi;BNCNNA;2019-01-01`,
    ['given-name', 'family-name', 'tax-id', 'other'],
  ],
  [
    'owners and managers',
    `ID;Owner;Manager;Department;Start date
1;Anna Schmidt;Bob Jones;Sales;2020-01-01
2;Carl Weber;Bob Jones;IT;2010-01-01`,
    ['local-id', 'person-name', 'person-name', 'other', 'other'],
  ],
];

describe('profileColumns', () => {
  it.each(cases)('reads %s', (_, text, concepts) => {
    expect(profileColumns(table(text), book).columns.map(({ concept }) => concept)).toEqual(concepts);
  });

  it('finds the header row, or none, and the way a table stands', () => {
    const where = (text: string): unknown[] => {
      const { orientation, headerRow } = profileColumns(table(text), book);
      return [orientation, headerRow];
    };
    expect(where('Name;Email\nAnna Schmidt;a@example.org')).toEqual(['horizontal', 0]);
    expect(where('Export;\n;\nName;Email\nAnna Schmidt;a@example.org')).toEqual(['horizontal', 2]);
    expect(where('Anna Schmidt;a@example.org\nBob Jones;b@example.org')).toEqual(['horizontal', undefined]);
    expect(where('Name;Anna Schmidt\nEmail;a@example.org\nCity;Berlin')).toEqual(['vertical', undefined]);
  });

  it('takes dates without a header for births only where rows are persons and the years are of births', () => {
    const last = (text: string): unknown => profileColumns(table(text), book).columns.at(-1)?.concept;
    expect(last('Anna Schmidt;1950-01-02\nBob Jones;1981-05-03\nCarla Rossi;1999-12-12')).toBe('date-of-birth');
    expect(last('Anna Schmidt;2024-01-02\nBob Jones;2024-05-03\nCarla Rossi;2023-12-12')).toBeUndefined();
    expect(last('Pump A;1950-01-02\nPump B;1981-05-03\nPump C;1999-12-12')).toBeUndefined();
  });

  it('says the order of day and month that a column proves', () => {
    const { columns } = profileColumns(table('Name;DOB\nAnna;02/14/1980\nBob;03/01/1970'), book);
    expect(columns[1]?.dateOrder).toBe('mdy');
  });

  it('bears any rows: empty, ragged, hostile', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom('Name', 'Email', '', '1', 'a@example.org', '03.02.1980', 'Anna'),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 12 }), (rows) => {
        const { columns } = profileColumns(rows, book);
        for (const { certainty, concept } of columns) {
          expect(certainty).toBeGreaterThanOrEqual(0);
          expect(certainty).toBeLessThanOrEqual(1);
          if (concept === undefined) expect(certainty).toBe(0);
        }
      }),
    );
  });

  it('takes products that are called after persons for no persons', () => {
    const rows = ['Felix Cat Food;3', 'Charlotte Duvet Set;1', 'Paul Smith Tie;2', 'Tom Kettle;5', 'Emma Mattress;4'];
    for (const header of ['Name;Stock', 'Zeug;Stock'])
      expect(profileColumns(table([header, ...rows].join('\n')), book).columns[0]?.concept).not.toBe('person-name');
  });

  it('reads a label about a number by the values: the number itself, or a mark', () => {
    const nhs = ['943 476 5919', '401 023 2137', '784 469 0895', '691 832 1404', '792 041 4423'];
    const of = (values: readonly string[]) =>
      profileColumns(
        table(['surname;nhs_number_verified', ...values.map((value) => `Smith;${value}`)].join('\n')),
        book,
      ).columns[1]?.concept;
    expect(of(nhs)).toBe('health-id');
    expect(of(['yes', 'no', 'yes', 'yes', 'no'])).toBe('other');
  });
});

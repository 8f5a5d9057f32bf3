import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { compileLabels } from './classify.ts';
import { labelledFields } from './fields.ts';

const folder = import.meta.dirname;
const files = readdirSync(folder).filter((name) => name.endsWith('.yml'));
const book = compileLabels(files.map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') })));

const read = (text: string): string[][] =>
  labelledFields(text, book).map(({ cells }) => cells.map(({ start, end }) => text.slice(start, end)));

it.each<[string, string, string[][]]>([
  [
    'a paragraph for each person, with the mailbox first',
    'E-Mail: a@x.example\nName: Anna Schmidt\n\nKontakt-E-Mail: b@x.example\nVorname: Jan\nNachname: Otto',
    [
      ['a@x.example', 'Anna Schmidt'],
      ['b@x.example', 'Jan', 'Otto'],
    ],
  ],
  [
    'paragraphs of one form',
    'Name: Anna Schmidt\nDate of birth: 1980-02-03\n\nEmail: a@x.example\nPhone: 030 123456',
    [['Anna Schmidt', '1980-02-03', 'a@x.example', '030 123456']],
  ],
  [
    'no blank lines, and the parts of the name now this way, now that',
    'Zuname: Schmidt\nVorname: Anna\nIBAN: DE02120300000000202051\nVorname: Jan\nNachname: Otto\nBankkonto: DE02500105170137075030',
    [
      ['Schmidt', 'Anna', 'DE02120300000000202051'],
      ['Jan', 'Otto', 'DE02500105170137075030'],
    ],
  ],
  [
    'the label of the name changes',
    'Patient surname: Palumbo\nFirst name: Simone\nBirth date: 1949-10-16\nLast name: Martino\nGiven name: Aldo',
    [
      ['Palumbo', 'Simone', '1949-10-16'],
      ['Martino', 'Aldo'],
    ],
  ],
  [
    'the number and the gender before a name are of that name',
    'Debtor no.: K1\nBilling name: Aaron Powell\nEmail: a@x.example\nStaff ID: K2\nGender: female\nLast name: Nguyen\nFirst name: Linda',
    [
      ['K1', 'Aaron Powell', 'a@x.example'],
      ['K2', 'female', 'Nguyen', 'Linda'],
    ],
  ],
  [
    'a family name, then the given name under a label for both',
    'Cognome dipendente: Palumbo\nNome cliente: Angela\nEmail: a@x.example',
    [['Palumbo', 'Angela', 'a@x.example']],
  ],
])('%s', (_, text, records) => {
  expect(read(text)).toEqual(records);
});

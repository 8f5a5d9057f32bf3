import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Concept } from '../contract.ts';
import { compileRules } from '../rules/compile.ts';
import { type Candidate, settle } from './candidate.ts';
import { scanCell } from './cell.ts';
import { planRules } from './plan.ts';

const folder = join(import.meta.dirname, '../rules');
const plan = planRules(
  compileRules(
    globSync('**/*.yml', { cwd: folder })
      .sort()
      .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') })),
  ),
);
const found = (text: string, concept: Concept | undefined, label: string): string[] => {
  const out: Candidate[] = [];
  const scope = { text, from: 0, to: text.length, concept, label, cell: 0, words: undefined };
  scanCell(plan, text, { start: 0, end: text.length, label }, scope, out);
  return settle(out).map(({ element, start, end }) => `${element} ${text.slice(start, end)}`);
};

test.each<[string, Concept]>([
  ['Comment', 'other'],
  ['portal', 'house-number'],
  ['company', 'organisation'],
])('sentences under %s say themselves what their numbers are', (label, concept) => {
  expect(
    found('The customer tried again from 88.249.36.100 and gave his card 4111 1111 1111 1111.', concept, label),
  ).toEqual(['ip-address 88.249.36.100', 'payment-card 4111 1111 1111 1111']);
});

test('a number alone is what its label says', () => {
  expect(found('4111 1111 1111 1111', 'other', 'Order')).toEqual([]);
  expect(found('Order 4111 1111 1111 1111', 'other', 'Order')).toEqual([]);
});

test.each<[string, Concept, string, string]>([
  ['D.N.I.', 'date-of-birth', '12345678Z', 'national-id 12345678Z'],
  ['nhs_number_verified', 'other', '401 023 2137', 'health-id 401 023 2137'],
  ['Credit card on file', 'other', '4111 1111 1111 1111', 'payment-card 4111 1111 1111 1111'],
  ['Last login', 'other', '88.249.36.100', 'ip-address 88.249.36.100'],
  ['SSN on file', 'other', '536-22-8715', 'social-security-id 536-22-8715'],
])(
  'a label that names the very number, or nothing against it, is believed however it was read: %s',
  (label, concept, text, expected) => {
    expect(found(text, concept, label)).toEqual([expected]);
  },
);

test.each(['Ver.', 'Programmversion', 'App version'])('dotted quads under %s are versions', (label) => {
  expect(found('88.249.36.100', undefined, label)).toEqual([]);
});

test('a label of addresses may speak of versions too', () => {
  expect(found('88.249.36.100', 'ip-address', 'Client IP (new version)')).toEqual(['ip-address 88.249.36.100']);
});

const digest = ['2a6ced73860a088b', '03ffa23fd6e081fe'].join('');
test.each(['Prüfwert', 'suma-de-control', 'Somme de contrôle', 'Empreinte'])(
  'digests under %s are no hashes of passwords, whatever the column was taken for',
  (label) => {
    expect(found(digest, 'password-hash', label)).toEqual([]);
  },
);

test('digests under a label that speaks of passwords are', () => {
  expect(found(digest, 'password-hash', 'Password (digest)')).toEqual([`password-hash ${digest}`]);
});

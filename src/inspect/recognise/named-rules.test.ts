import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { WordIndex } from '../rules/word-index.ts';
import { compileRules } from '../rules/compile.ts';
import { NamedRules } from './named-rules.ts';

const folder = `${import.meta.dirname}/../rules`;
const rules = compileRules(
  globSync('**/*.yml', { cwd: folder })
    .sort()
    .map((path) => ({ path, text: readFileSync(`${folder}/${path}`, 'utf8') })),
);
const named = new NamedRules(rules, new WordIndex(rules));
const allowed = (label: string): string[] => named.among(rules, label).map(({ id }) => id);

test('a label that names one number keeps the weak checks of other countries away', () => {
  expect(allowed('Steuer-ID')).not.toContain('br-cpf');
  expect(allowed('CPF do titular')).toContain('br-cpf');
  expect(allowed('CPF do titular')).not.toContain('pl-pesel');
});

test('a label that names none, or several, leaves them', () => {
  expect(allowed('Identification of the employee')).toContain('br-cpf');
  expect(named.among(rules, 'Order')).toBe(rules);
  expect(allowed('NIF')).toEqual(expect.arrayContaining(['es-dni', 'pt-nif', 'fr-spi']));
});

test('what stands by itself stands under any label', () => {
  expect(allowed('Steuer-ID')).toEqual(expect.arrayContaining(['it-codice-fiscale', 'cn-resident-id', 'email']));
});

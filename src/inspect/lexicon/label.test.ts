import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compileRules } from '../rules/compile.ts';
import { TermFinder } from './finder.ts';

const folder = new URL('../rules/special/', import.meta.url);
const sources = ['political-opinion/de.yml', 'cues/de.yml'].map((path) => ({
  path: `special/${path}`,
  text: readFileSync(new URL(path, folder), 'utf8'),
}));
const finder = new TermFinder(compileRules(sources));

function found(value: string, label?: string): string[] {
  const values: string[] = [];
  finder.find(
    value,
    () => ({ from: 0, to: value.length, ...(label !== undefined && { label }) }),
    ({ start, end }) => values.push(value.slice(start, end)),
  );
  return values;
}

it.each([
  ['Partei', 'SPD', ['SPD']],
  ['PARTEI', 'Die Linke', ['Die Linke']],
  ['Partei', 'Müller GmbH', []],
  ['Vertragspartei', 'SPD', []],
  [undefined, 'SPD', []],
])('a column %s makes of %s: %j', (label, value, expected) => {
  expect(found(value, label)).toEqual(expected);
});

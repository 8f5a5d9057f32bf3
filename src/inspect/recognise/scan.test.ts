import { expect, test } from 'vitest';
import { compileRules } from '../rules/compile.ts';
import type { Candidate } from './candidate.ts';
import { planRules } from './plan.ts';
import { scanLiterals, scanShapes } from './scan.ts';

const rule = (id: string, pattern: string) => ({
  id,
  element: 'access-token',
  title: id,
  pattern,
  anchor: { digits: { min: 4, max: 64 } },
  score: 0.9,
  examples: [],
  negative_examples: [],
  references: [],
});
const found = (pattern: string, text: string): string[] => {
  const plan = planRules(compileRules([{ path: 'key.yml', text: JSON.stringify(rule('key', pattern)) }]));
  const out: Candidate[] = [];
  scanShapes(
    plan,
    { text, from: 0, to: text.length, concept: undefined, label: undefined, cell: -1, words: undefined },
    out,
  );
  return out.map(({ start, end }) => text.slice(start, end));
};

// By chance a token has no digit for 13 characters and more: one of three of 40 characters of base 62 has such a place.
test.each([
  ['behind its last digit', 'K4711-abcdefghijklmnopqrstuvwxyz'],
  ['between two', 'K4711-abcdefghijklmnopqrstuvwxyz9'],
  ['across a dot', 'K4711-abcdefghij.klmnopqrstuvwxyz9'],
])('a token with many letters %s is seen whole', (_, token) => {
  expect(found('K\\d{4}-[a-z.]{20,40}9?(?![a-z0-9])', `key ${token}, then`)).toEqual([token]);
});

test('words behind a number are a part of it where the pattern says so', () => {
  const text = '4711 is followed by many words that hold none';
  expect(found('\\d{4}[a-z ]{30,60}', text)).toEqual([text]);
});

test('a match of any length is seen whole', () => {
  const token = `K4711${'a'.repeat(500)}9`;
  expect(found('K\\d{4}[a-z]{20,600}9', `${token} and more`)).toEqual([token]);
});

test('a match has as many digits as its anchor asks for', () => {
  expect(found('[a-z0-9]{8}', 'abcdefgh abcde123 abcd1234')).toEqual(['abcd1234']);
});

test('where one literal begins another, the rules of both are tried', () => {
  const anchored = (id: string, literal: string) => ({
    ...rule(id, `${literal}[a-z0-9-]{4,9}`),
    anchor: { literals: [literal] },
  });
  const text = JSON.stringify([anchored('short', 'k-'), anchored('long', 'k-new-'), anchored('other', 'kk-')]);
  const plan = planRules(compileRules([{ path: 'keys.yml', text: text }]));
  const out: Candidate[] = [];
  const value = 'k-new-a1b2';
  const scope = { text: value, from: 0, to: value.length, concept: undefined, label: undefined, cell: -1 };
  scanLiterals(plan, value, () => ({ ...scope, words: undefined }), out);
  expect(out.map((one) => one.rule.id).toSorted()).toEqual(['long', 'short']);
});

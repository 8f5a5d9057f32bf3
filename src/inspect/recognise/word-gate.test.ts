import { globSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileRules } from '../rules/compile.ts';
import { matchRule } from '../rules/match.ts';
import type { Candidate } from './candidate.ts';
import { planRules } from './plan.ts';
import { scanShapes } from './scan.ts';

const folder = `${import.meta.dirname}/../rules`;
const rules = compileRules(
  globSync('**/*.yml', { cwd: folder })
    .sort()
    .map((path) => ({ path, text: readFileSync(`${folder}/${path}`, 'utf8') })),
).filter((rule) => 'digits' in rule.anchor && rule.context.required !== false);
const plan = planRules(rules);

function scanned(text: string): string[] {
  const out: Candidate[] = [];
  scanShapes(
    plan,
    { text, from: 0, to: text.length, concept: undefined, label: undefined, cell: -1, words: plan.words },
    out,
  );
  return out.map(({ rule, start, end }) => `${rule.id} ${start} ${end}`).sort();
}
/** Of a match its rule asks for so many digits: a word that has the form of a number is none. */
const one = (text: string): string[] =>
  rules
    .flatMap((rule) => {
      const least = 'digits' in rule.anchor ? rule.anchor.digits.min : 0;
      return matchRule(rule, text)
        .filter(({ start, end }) => (text.slice(start, end).match(/\d/g)?.length ?? 0) >= least)
        .map(({ start, end }) => `${rule.id} ${start} ${end}`);
    })
    .sort();

const prose = rules.flatMap((rule) => rule.examples.filter(({ label }) => label === undefined).map(({ text }) => text));

test('every rule that needs a context is reached by its examples', () => {
  expect(rules.length).toBeGreaterThan(120);
  expect(prose.filter((text) => scanned(text).join() !== one(text).join())).toEqual([]);
});

test('a token that goes on for long without a digit is found beside its word', () => {
  const token = `HRKU-AA${'abcdefghijklmnopqrstuvwxyz'.repeat(2).slice(2)}12345678`;
  expect(scanned(`heroku key: ${token}`)).toEqual(one(`heroku key: ${token}`));
  expect(scanned(`heroku key: ${token}`).join()).toContain('heroku-key');
});

test('looking at the words around first finds what trying every rule finds', () => {
  const word = fc.constantFrom(
    ...rules.flatMap(({ context }) => context.words.map((each, at) => (at % 2 === 0 ? each : each.toUpperCase()))),
    'order',
    'and',
  );
  const number = fc.constantFrom(...prose.map((text) => /[\dA-Z][\dA-Z .()/-]*$/u.exec(text)?.[0] ?? ''));
  const between = fc.constantFrom(' ', ': ', ' = ', '_', ', ', '\n');
  fc.assert(
    fc.property(word, between, number, between, word, (before, a, value, b, after) => {
      const text = `${before}${a}${value}${b}${after}`;
      expect(scanned(text)).toEqual(one(text));
    }),
    { numRuns: 2000 },
  );
});

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileRules } from './compile.ts';
import { evaluate, matchRule } from './match.ts';
import { fold, wholeWords } from './words.ts';

const entry = {
  id: 'pass',
  element: 'health-id',
  title: 'Pass',
  pattern: 'P(?<value>\\d{4})',
  anchor: { digits: { min: 4, max: 4 } },
  score: 0.5,
  context: { required: true, concepts: ['health-id'], words: ['card', 'carte vitale', 'número'] },
  near: 20,
  examples: [],
  negative_examples: [],
  references: [],
};
const rule = (change: object = {}) => {
  const [one] = compileRules([{ path: 'pass.yml', text: JSON.stringify({ ...entry, ...change }) }]);
  if (one === undefined) throw new Error('no rule');
  return one;
};
const scores = (text: string, label?: Parameters<typeof matchRule>[2]) =>
  matchRule(rule(), text, label).map((m) => m.score);

test.each([
  ['the word', 'card P1234', 0.7],
  ['the word after', 'P1234 is my card', 0.7],
  ['another case', 'CARD: P1234', 0.7],
  ['without the accent', 'numero P1234', 0.7],
  ['a phrase with underscores', 'carte_vitale=P1234', 0.7],
  ['a word of camelCase', 'myCard: P1234', 0.7],
])('%s near by counts', (_, text, score) => {
  expect(scores(text)).toEqual([score]);
});

test.each([
  ['a part of a word', 'discard P1234'],
  ['a word that goes on', 'cards P1234'],
  ['a word too far away', `card ${'-'.repeat(20)} P1234`],
  ['a word that the distance cuts in two', `discard${'-'.repeat(16)}P1234`],
  ['nothing', 'P1234'],
])('%s does not count', (_, text) => {
  expect(scores(text)).toEqual([]);
});

test('a label that agrees raises, one that differs forbids what needs context, and words then do not help', () => {
  expect(scores('P1234', 'health-id')).toEqual([0.8]);
  expect(scores('card P1234', 'other')).toEqual([]);
});

test('a word of the next sentence speaks of something else', () => {
  expect(scores('P1234, my card')).toEqual([0.7]);
  expect(scores('P1234. My card')).toEqual([]);
  expect(scores('P1234!\nMy card')).toEqual([]);
});

test('words that name the very number make any label agree, and words against it forbid', () => {
  const named = rule({ context: { ...entry.context, names: ['h i c'], against: ['version'] } });
  const score = (label: string, concept: Parameters<typeof evaluate>[4]) =>
    evaluate(named, 'P1234', 0, 5, concept, { label })?.score;
  expect(score('H.I.C.', 'other')).toBe(0.9);
  expect(score('chic', 'other')).toBeUndefined();
  expect(score('Version', 'health-id')).toBeUndefined();
  expect(score('Card version', 'health-id')).toBeUndefined();
  expect(score('HIC (new version)', 'health-id')).toBeUndefined();
  expect(score('H.I.C. (new version)', 'health-id')).toBe(0.9);
});

test('a label that differs lowers what needs no context', () => {
  const free = rule({ context: { concepts: ['health-id'] }, score: 0.9 });
  expect(matchRule(free, 'P1234', 'other')[0]?.score).toBe(0.55);
  expect(matchRule(free, 'P1234')[0]?.score).toBe(0.9);
});

test('the group value narrows the span, and reasons add up to the score', () => {
  const text = 'card P1234.';
  const [match] = matchRule(rule(), text);
  expect(text.slice(match?.start, match?.end)).toBe('1234');
  expect(match?.reasons.reduce((sum, reason) => sum + reason.by, 0)).toBeCloseTo(match?.score ?? 0);
  expect(match?.reasons[0]).toEqual({ why: 'Pass', by: 0.5 });
});

test('words count inside the bounds of the cell only, and in the label as written', () => {
  const text = 'card,P1234,card';
  expect(evaluate(rule(), text, 5, 10, undefined, { from: 5, to: 10 })).toBeUndefined();
  expect(evaluate(rule(), text, 5, 10, undefined, { from: 5, to: 10, label: 'Card no' })?.score).toBe(0.7);
});

test('a rule on labels needs its label', () => {
  const labelled = rule({ anchor: { label: true }, context: { concepts: ['health-id'], words: ['card'] } });
  expect(matchRule(labelled, 'card P1234')).toEqual([]);
  expect(matchRule(labelled, 'P1234', 'health-id')).toHaveLength(1);
});

test('scores stay within 0 and 1', () => {
  expect(matchRule(rule({ score: 0.95 }), 'P1234', 'health-id')[0]?.score).toBe(1);
});

test('taking whole words never cuts one and never grows the part', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(20), fc.nat(20), (text, a, b) => {
      const [from, to] = [Math.min(a, b, text.length), Math.min(Math.max(a, b), text.length)];
      expect(text.slice(from, to)).toContain(wholeWords(text, from, to));
    }),
  );
  expect(wholeWords('discard it', 3, 10).trim()).toBe('it');
});

test('folding is idempotent but for camelCase, and accepts any text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => fold(fold(text)) === fold(text)));
  expect(fold('Prénom STRASSE Straße birthDate')).toBe('prenom strasse strasse birth date');
});

import { expect, test } from 'vitest';
import { compileRules } from './compile.ts';
import { type OwnRule, readOwnRule } from './own-rule.ts';
import { tryRuleOn } from './try.ts';

const by = (pattern: string): OwnRule['sought'] => ({ pattern, ignoreCase: false });
const badge = (given: Partial<OwnRule> = {}): OwnRule => ({
  title: 'Badge of the plant',
  element: 'national-id',
  sought: by('PL-\\d{5}'),
  words: [],
  needsWords: false,
  examples: ['badge PL-12345', 'PL-00001 lost'],
  negativeExamples: ['PL-123', 'AB-12345'],
  ...given,
});
const problemsOf = (given: Partial<OwnRule>) => readOwnRule('own-1', badge(given)).problems;

test('a rule as it is written on the page is one as those that are shipped', () => {
  const { source, problems } = readOwnRule('own-1', badge());
  expect(problems).toEqual([]);
  const [rule] = compileRules(source === undefined ? [] : [source]);
  expect(rule).toMatchObject({ id: 'own-1', element: 'national-id', title: 'Badge of the plant' });
  expect(rule && tryRuleOn(rule, 'PL-54321')?.score).toBe(0.9);
});

test('a list of terms needs no examples, and what is there is tried', () => {
  const terms = { sought: { terms: ['Project Falcon', 'Kestrel'] }, element: 'confidentiality-mark' };
  expect(problemsOf({ ...terms, examples: [], negativeExamples: [] })).toEqual([]);
  expect(problemsOf({ ...terms, examples: ['minutes of project  falcon'], negativeExamples: ['kestrels'] })).toEqual(
    [],
  );
  expect(problemsOf({ ...terms, examples: ['a falcon'], negativeExamples: [] })).toEqual([
    { field: 'examples', what: 'number 1 is not found by the rule' },
  ]);
});

test.each([
  ['a pattern that is none', { sought: by('PL-(') }, 'sought', /not a regular expression/],
  ['one that may run away', { sought: by('PL-(?:\\d{1,9}){1,9}x') }, 'sought', /varying length/],
  ['one without an end', { sought: by('PL-\\d+') }, 'sought', /unbounded/],
  ['one that is tried everywhere', { sought: by('[A-Z]{5}') }, 'sought', /the same in all it finds/],
  ['one that finds nothing at all', { sought: by('PL-?|') }, 'sought', /everywhere/],
  ['groups in groups', { sought: by(`${'('.repeat(20)}PL${')'.repeat(20)}`) }, 'sought', /too deep/],
  ['an example that is not found', { examples: ['PL-12345', 'PL-1'] }, 'examples', /^number 2 is not found/],
  ['too few examples', { examples: ['PL-12345'] }, 'examples', /2 or more/],
  ['a counterexample that is', { negativeExamples: ['PL-1', 'PL-12345'] }, 'negativeExamples', /^number 2 is found/],
  ['terms of two characters', { sought: { terms: ['Kestrel', 'ab'] } }, 'sought', /^number 2 is shorter/],
  ['an element that there is not', { element: 'shoe-size' }, 'element', /none that inspection knows/],
  [
    'words that it needs and does not have',
    { needsWords: true, examples: ['PL-12345', 'PL-00001'] },
    'examples',
    /not found/,
  ],
])('%s is said with its field', (_, given, field, what) => {
  expect(problemsOf(given)).toContainEqual({ field, what: expect.stringMatching(what) });
});

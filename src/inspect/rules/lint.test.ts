import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { elements } from '../contract.ts';
import { compileRules } from './compile.ts';
import { lintRules } from './lint.ts';

const sources = globSync('**/*.yml', { cwd: import.meta.dirname })
  .sort()
  .map((path) => ({ path, text: readFileSync(`${import.meta.dirname}/${path}`, 'utf8') }));

test('the rules that ship have no problems', () => {
  expect(lintRules(sources)).toEqual([]);
});

test('every element has a rule', () => {
  const covered = new Set(compileRules(sources).map((rule) => rule.element));
  expect(elements.filter((element) => !covered.has(element))).toEqual([]);
});

test('250 kinds of access tokens and more are known by their own form', () => {
  const kinds = compileRules(sources).filter((rule) => rule.element === 'access-token' && !rule.context.required);
  expect(kinds.length).toBeGreaterThanOrEqual(250);
});

test('a literal of one or two characters anchors no token', () => {
  const short = compileRules(sources).flatMap(({ id, element, anchor }) =>
    element === 'access-token' && 'literals' in anchor
      ? anchor.literals
          .filter((literal) => literal.length < 3 && literal !== 'Q~')
          .map((literal) => `${id}: ${literal}`)
      : [],
  );
  expect(short).toEqual([]);
});

const sound = {
  id: 'badge',
  element: 'national-id',
  title: 'Badge',
  pattern: 'B-\\d{4}',
  anchor: { digits: { min: 4, max: 4 } },
  score: 0.6,
  examples: ['B-1234', 'x B-4321'],
  negative_examples: ['B-12', 'C-1234'],
  references: ['https://badge.example/spec'],
};
const source = (entry: unknown) => ({ path: 'badge.yml', text: JSON.stringify(entry) });

test('a sound rule passes', () => {
  expect(lintRules([source(sound)])).toEqual([]);
});

test.each([
  ['unknown element', { element: 'shoe-size' }, 'element'],
  ['unknown field', { colour: 'red' }, ''],
  ['no element and no decoy', { element: undefined }, 'element'],
  ['element and decoy', { decoy: true }, 'element'],
  ['regex that is none', { pattern: 'B-(' }, 'pattern'],
  ['unknown validator', { validator: 'constructor' }, 'validator'],
  ['checked without validator', { checked: 0.9 }, 'checked'],
  ['unbounded quantifier', { pattern: 'B-\\d+' }, 'pattern'],
  ['one example', { examples: ['B-1234'] }, 'examples'],
  ['no negative', { negative_examples: [] }, 'negative_examples'],
  ['no reference', { references: [] }, 'references'],
  ['example that is not found', { examples: ['B-1234', 'B-12'] }, 'examples.1'],
  ['negative that is found', { negative_examples: ['B-1', 'B-1234'] }, 'negative_examples.1'],
  ['score above 1', { score: 1.5 }, 'score'],
  ['literal that the match begins before', { anchor: { literals: ['-1', '-4'] } }, 'examples.0'],
])('%s is a problem of its field', (_, change, field) => {
  const problems = lintRules([source({ ...sound, ...change })]);
  expect(problems.map((problem) => problem.field)).toContain(field);
  expect(problems[0]).toMatchObject({ path: 'badge.yml', rule: 'badge' });
});

test('an id used twice names both files', () => {
  const [problem] = lintRules([source(sound), { ...source(sound), path: 'other.yml' }]);
  expect(problem).toEqual({ path: 'other.yml', rule: 'badge', field: 'id', what: 'is used in badge.yml too' });
});

test('what is not YAML is a problem, not a crash', () => {
  expect(lintRules([{ path: 'x.yml', text: 'a: [' }])).toEqual([
    { path: 'x.yml', rule: undefined, field: '', what: 'is not YAML' },
  ]);
});

test('compiling stops at the first invalid rule and names file and field, not the content', () => {
  const run = () => compileRules([source({ ...sound, score: 7 })]);
  expect(run).toThrow(expect.objectContaining({ code: 'rule-invalid' }));
  expect(run).toThrow(/badge\.yml: score/);
  expect(() => compileRules([source(sound), source(sound)])).toThrow(/id/);
  expect(() => compileRules([{ path: 'x.yml', text: 'a: [' }])).toThrow(/x\.yml: not YAML/);
});

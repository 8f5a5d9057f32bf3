import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileRules } from '../rules/compile.ts';
import { type Candidate, settle, threshold } from './candidate.ts';

const entry = {
  title: 'Test',
  pattern: 'x',
  anchor: { digits: { min: 1, max: 9 } },
  score: 0.5,
  context: { required: false },
  examples: [],
  negative_examples: [],
  references: [],
};
const source = [
  { ...entry, id: 'one', element: 'phone' },
  { ...entry, id: 'two', decoy: true },
];
const [rule, decoy] = compileRules([{ path: 'two.yml', text: JSON.stringify(source) }]);
if (rule === undefined || decoy === undefined) throw new Error('no rules');

const one = fc
  .record({ start: fc.nat(30), length: fc.nat(6), score: fc.constantFrom(0.3, 0.5, 0.8, 1), isDecoy: fc.boolean() })
  .map(({ start, length, score, isDecoy }): Candidate => {
    const of = isDecoy ? decoy : rule;
    return { rule: of, element: of.element, start, end: start + length, score, normal: '', reasons: [], cell: 0 };
  });

/** One after the other by rank, each kept that shares no character with those kept before. */
function byRank(candidates: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  const ranked = candidates
    .filter(({ score }) => score >= threshold)
    .sort(
      (a, b) =>
        b.score - a.score ||
        b.end - b.start - (a.end - a.start) ||
        a.start - b.start ||
        (a.rule === b.rule ? 0 : a.rule === rule ? -1 : 1),
    );
  for (const next of ranked) {
    if (kept.every(({ start, end }) => end <= next.start || start >= next.end)) kept.push(next);
  }
  return kept.filter((hit) => !hit.rule.decoy).sort((a, b) => a.start - b.start);
}

test('candidates that stand apart and those that overlap are settled alike, by rank and in order of text', () => {
  const filled = one.filter(({ start, end }) => end > start);
  const apart = fc.array(filled, { maxLength: 8 }).map((all) => {
    let from = 0;
    return all.map((each) => {
      const start = from + (each.start % 3);
      from = start + each.end - each.start;
      return { ...each, start, end: from };
    });
  });
  fc.assert(
    fc.property(fc.oneof(fc.array(filled, { maxLength: 8 }), apart), (candidates) => {
      expect(settle([...candidates])).toEqual(byRank(candidates));
    }),
    { numRuns: 5000 },
  );
});

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileRules, type Rule } from '../rules/compile.ts';
import { evaluate } from '../rules/match.ts';
import { threshold } from './candidate.ts';
import { judgeLabelled } from './labelled.ts';
import { planRules } from './plan.ts';

const folder = join(import.meta.dirname, '../rules');
const read = () =>
  compileRules(
    globSync('**/*.yml', { cwd: folder })
      .sort()
      .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') })),
  );
const plan = planRules(read());
const examples = [...plan.byConcept].flatMap(([concept, rules]) =>
  rules.flatMap((rule) =>
    [...rule.examples, ...rule.negativeExamples].map((example) => ({
      concept,
      value: example.text,
    })),
  ),
);

/** The first match of a rule, judged by rules that were never used before: nothing is remembered. */
function afresh(rule: Rule, value: string, concept: (typeof examples)[number]['concept'], label: string) {
  rule.regex.lastIndex = 0;
  const hit = rule.regex.exec(value);
  const fresh = Object.create(rule) as Rule;
  return hit === null ? undefined : evaluate(fresh, value, hit.index, hit.index + hit[0].length, concept, { label });
}

test('what is remembered of labels, values and rules changes no verdict', () => {
  const labels = fc.constantFrom('name', 'Nachname', 'IP', 'id');
  const around = fc.constantFrom('', ' ', 'x', '7', '(', ', ');
  fc.assert(
    fc.property(fc.constantFrom(...examples), labels, around, around, ({ concept, value: core }, label, a, b) => {
      const value = `${a}${core}${b}`;
      const rules = plan.byConcept.get(concept) ?? [];
      const { found } = judgeLabelled(rules, value, concept, label);
      const expected = rules.flatMap((rule) => {
        const match = afresh(rule, value, concept, label);
        return match === undefined || match.score < threshold ? [] : [{ id: rule.id, match }];
      });
      const seen = found.map(({ rule, match }) => ({ id: rule.id, match }));
      expect(seen).toEqual(expected.slice(0, seen.length));
      // Rules behind one that is beyond doubt are spared.
      if (seen.length < expected.length) expect(seen.at(-1)?.match.score).toBeGreaterThanOrEqual(0.95);
    }),
    { numRuns: 3000 },
  );
});

test('names that share a place in memory keep verdicts of their own', () => {
  const rules = plan.byConcept.get('person-name') ?? [];
  // `Aa` and `BB` have one hash.
  const names = ['Aa', 'BB', 'Aa GmbH', 'BB GmbH', 'Aa', 'BB'];
  const seen = names.map((name) =>
    judgeLabelled(rules, name, 'person-name', 'name').found.map((one) => one.match.normal),
  );
  expect(seen).toEqual([['Aa'], ['BB'], [], [], ['Aa'], ['BB']]);
});

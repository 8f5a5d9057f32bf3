import type { Asker } from '#platform/db';
import { type Desk, type OwnRuleBody, ownRules } from '#respond';

/** The rules of the organisation that inspections go by which begin now. */
export async function inUse(desk: Desk, asker: Asker): Promise<{ rule: string; body: OwnRuleBody }[]> {
  const rules = await ownRules.list(desk, asker);
  return rules
    .filter(({ endedAt }) => endedAt === null)
    .map(({ rule, title, element, sought, words, needsWords, examples, negativeExamples }) => {
      return { rule, body: { title, element, sought, words, needsWords, examples, negativeExamples } };
    });
}

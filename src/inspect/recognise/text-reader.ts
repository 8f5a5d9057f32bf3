import type { Source } from '../contract.ts';
import { compileLabels } from '../labels/classify.ts';
import { compileRules } from '../rules/compile.ts';
import { BlockReader } from './block.ts';
import type { Hit } from './candidate.ts';
import { planRules } from './plan.ts';

/**
 * What is found in a short text, as in a text file of its own: labels, names and words near by count. For somebody who tries rules;
 * without persons, dates and masks. Throws `rule-invalid` and `labels-invalid`.
 */
export function createTextReader(
  rules: readonly Source[],
  labels: readonly Source[],
): (text: string) => readonly Hit[] {
  const book = compileLabels(labels);
  const plan = planRules(compileRules(rules), book.names.given);
  return (text) => {
    const hits: Hit[] = [];
    const nothing = (): void => undefined;
    new BlockReader(plan, book).read(
      { text, where: {} },
      { hit: (hit) => hits.push(hit), allowed: nothing, record: nothing, rows: nothing },
    );
    return hits;
  };
}

import type { Candidate } from './candidate.ts';
import { isTold } from './cell.ts';
import type { Plan } from './plan.ts';
import type { Scope } from './scan.ts';

/** Finds words that say something of a person, in running text and in cells that hold such text or have no known label. */
export function scanTerms(plan: Plan, text: string, scopeAt: (position: number) => Scope, out: Candidate[]): void {
  let scope: Scope | undefined;
  plan.terms.find(
    text,
    (position) => {
      scope = scopeAt(position);
      const isOpen = scope.concept === undefined || isTold(plan, text, scope);
      return isOpen ? scope : undefined;
    },
    ({ rule, start, end, score, reasons }) => {
      out.push({
        rule,
        element: rule.element,
        start,
        end,
        score,
        reasons,
        normal: text.slice(start, end),
        cell: scope?.cell ?? -1,
      });
    },
  );
}

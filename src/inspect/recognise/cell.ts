import type { Cell, Concept } from '../contract.ts';
import type { Candidate } from './candidate.ts';
import { judgeLabelled } from './labelled.ts';
import type { Plan } from './plan.ts';
import { type Scope, scanShapes } from './scan.ts';
import { holdsSentences } from './sentences.ts';

/** Fewer digits than this are no number of any rule. */
const fewestDigits = 4;

/** Fewer digits than this need a label to be an identifier, and these labels speak against it. */
const fewestInNumbers = 9;
const plainNumbers: ReadonlySet<Concept> = new Set(['local-id', 'postcode', 'house-number']);

/**
 * Looks into one cell: first with the rules of what its label says, and where these do not take the whole value, with
 * the rules of all shapes, as in prose.
 */
export function scanCell(plan: Plan, text: string, cell: Cell, scope: Scope, out: Candidate[]): void {
  if (cell.value !== undefined) {
    scanUnescaped(plan, cell, cell.value, scope, out);
    return;
  }
  if (scanLabelled(plan, text, scope, out)) return;
  if (worthScanning(text, scope)) scanShapes(plan, isTold(plan, text, scope) ? asProse(scope) : scope, out);
}

/**
 * Whether a cell holds sentences although its label is of nothing that rules look for: `comment`, `description`, the
 * title above a text. Such a label says what the text is, not what the numbers in it are.
 */
export function isTold(plan: Plan, text: string, { from, to, concept }: Scope): boolean {
  return concept !== undefined && !plan.byConcept.has(ruleConcept(concept)) && holdsSentences(text, from, to);
}

function asProse(scope: Scope): Scope {
  return { ...scope, concept: undefined, label: undefined };
}

/** Tries the rules of the label's concept on the whole value; true when one took most of it. */
function scanLabelled(plan: Plan, text: string, scope: Scope, out: Candidate[]): boolean {
  if (scope.concept === undefined) return false;
  const concept = ruleConcept(scope.concept);
  const rules = plan.byConcept.get(concept);
  if (rules === undefined) return false;
  let from = scope.from;
  let to = scope.to;
  while (from < to && isBlank(text.charCodeAt(from))) from++;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--;
  if (from === to) return true;
  const { found, taken } = judgeLabelled(
    plan.named.among(rules, scope.label),
    text.slice(from, to),
    concept,
    scope.label,
  );
  for (const { rule, match } of found) {
    const { start, end, score, normal, reasons } = match;
    out.push({
      rule,
      element: rule.element,
      start: from + start,
      end: from + end,
      score,
      normal,
      reasons,
      cell: scope.cell,
    });
  }
  return taken;
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0;
}

/** Rules know names and addresses as a whole; columns often hold a part of one. */
function ruleConcept(concept: Concept): Concept {
  if (concept === 'given-name' || concept === 'family-name') return 'person-name';
  return concept === 'street' ? 'postal-address' : concept;
}

/** A value whose text is escaped is searched unescaped; what is found covers the whole cell. */
function scanUnescaped(plan: Plan, cell: Cell, value: string, scope: Scope, out: Candidate[]): void {
  const inner: Candidate[] = [];
  scanCell(plan, value, { start: 0, end: value.length }, { ...scope, text: value, from: 0, to: value.length }, inner);
  for (const one of inner) out.push({ ...one, start: cell.start, end: cell.end });
}

function worthScanning(text: string, { from, to, concept }: Scope): boolean {
  // What is short and labelled as a number of an organisation, a house or a post office is that number.
  const least = concept !== undefined && plainNumbers.has(concept) ? fewestInNumbers : fewestDigits;
  let digits = 0;
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index);
    if (code === 64) return true;
    if (code >= 48 && code <= 57 && ++digits >= least) return true;
  }
  return false;
}

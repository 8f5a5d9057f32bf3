import type { NameClues } from '../names/clues.ts';
import { findNames } from '../names/finder.ts';
import type { Candidate } from './candidate.ts';
import type { Plan } from './plan.ts';
import type { Scope } from './scan.ts';
import { shortestNote } from './sentences.ts';

/** Finds names of persons in a scope that no label governs, or in a note. */
export function scanNames({ namesInText: rule }: Plan, clues: NameClues, scope: Scope, out: Candidate[]): void {
  if (rule === undefined) return;
  const { text, from, to, cell } = scope;
  for (const { start, end, score, why } of findNames(text, from, to, clues)) {
    const gain = Math.round(100 * (score - rule.score)) / 100;
    out.push({
      rule,
      element: rule.element,
      start,
      end,
      score,
      normal: text.slice(start, end),
      reasons: [
        { why: rule.title, by: rule.score },
        { why, by: gain },
      ],
      cell,
    });
  }
}

/** A cell of a table that holds sentences, as far as its label and its length tell. */
export function isNote({ concept, from, to }: Scope): boolean {
  return (concept === undefined || concept === 'other') && to - from >= shortestNote;
}

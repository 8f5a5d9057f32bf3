import type { Block, Finding, Row, Where } from '../contract.ts';
import type { ExactMatcher, Match } from '../exact/index.ts';
import type { Hit } from './candidate.ts';
import type { Placer } from './place.ts';
import { redact } from './redact.ts';
import type { Columns } from './tables.ts';

/** The rule that findings of an index have. */
export const exactRule = 'exact-match';

/** Matches of one block with the indexes of the run. Rows and hits come before. */
export class ExactReader {
  readonly #matchers: readonly ExactMatcher[];
  #rows: readonly Row[] = [];
  #columns: readonly (Columns | undefined)[] = [];
  #hits: Hit[] = [];
  /** Whether for some block not all rows were looked up. */
  isCut = false;

  constructor(matchers: readonly ExactMatcher[]) {
    this.#matchers = matchers;
  }

  rows(rows: readonly Row[], columns: readonly (Columns | undefined)[]): void {
    this.#rows = rows;
    this.#columns = columns;
  }

  hit(hit: Hit): void {
    this.#hits.push(hit);
  }

  /** Matches in order of text; `counts` where no rule has found the same already. */
  read({ text }: Block, visit: (match: Match, where: Where, counts: boolean) => void): void {
    const records = {
      recordAt: (position: number) => this.#recordAt(position),
      governs: (position: number) => this.#governs(position),
    };
    const matches = this.#matchers.flatMap((matcher) => {
      const found = matcher.find(text, records);
      this.isCut ||= matcher.isCut;
      return found;
    });
    if (this.#matchers.length > 1) matches.sort((a, b) => a.start - b.start);
    let next = 0;
    const seen: Match[] = [];
    for (const match of matches) {
      const { start, end, column } = match;
      while ((this.#hits[next]?.end ?? Infinity) <= start) next += 1;
      const isFound = this.#hits
        .slice(next, next + 8)
        .some((hit) => hit.element === column.element && hit.start < end && start < hit.end);
      const isTold = seen.slice(-8).some((one) => one.column.element === column.element && start < one.end);
      seen.push(match);
      visit(match, this.#whereAt(start), !isFound && !isTold);
    }
    this.#rows = [];
    this.#columns = [];
    this.#hits = [];
  }

  #recordAt(position: number): number {
    const at = this.#rowBefore(position);
    const cells = this.#rows[at]?.cells ?? [];
    if (at === -1 || (cells.at(-1)?.end ?? 0) <= position) return -1;
    // Fields whose records were guessed by their labels, or a table that stands upright, are near each other at best.
    return this.#columns[at]?.vertical === true ? -1 : at;
  }

  #governs(position: number): { concept?: string | undefined; label?: string | undefined } | undefined {
    const at = this.#rowBefore(position);
    const row = this.#rows[at];
    const index = row?.cells.findIndex((cell) => cell.start <= position && position < cell.end) ?? -1;
    const cell = row?.cells[index];
    if (row === undefined || cell === undefined) return undefined;
    const columns = this.#columns[at];
    const profile = columns?.of(columns.vertical ? (row.cells[0] ?? cell) : cell, index);
    return { concept: profile?.concept, label: cell.label ?? profile?.header };
  }

  #whereAt(position: number): Where {
    const row = this.#rows[this.#rowBefore(position)];
    const cell = row?.cells.find((one) => one.start <= position && position < one.end);
    return cell === undefined ? {} : { ...row?.where, ...cell.where };
  }

  /** The last row that begins at the place or before; -1 for none. */
  #rowBefore(position: number): number {
    let low = 0;
    let high = this.#rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#rows[middle]?.cells[0]?.start ?? 0) <= position) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

/** A match as a finding. */
export function exactFinding(
  match: Match,
  block: Block,
  part: Where,
  { placer, lines, reveal }: { readonly placer: Placer; readonly lines: number; readonly reveal: boolean },
): Finding {
  const { column, start, end } = match;
  const value = block.text.slice(start, end);
  return {
    rule: exactRule,
    element: column.element,
    score: match.score,
    span: { start: placer.byteAt(start), end: placer.byteAt(end) },
    where: { ...block.where, ...part, ...placer.lineAt(start, lines) },
    redacted: redact(column.element, value),
    reasons: match.reasons,
    match: { index: match.index, column: column.label, row: match.row },
    ...(reveal ? { value } : {}),
  };
}

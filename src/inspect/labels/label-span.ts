import type { Asker } from './asker.ts';
import type { LabelMeaning } from './meaning.ts';
import { longestLabel } from './normal.ts';

/** A label found in prose: where it begins, its text and what it means. */
export interface LabelSpan {
  readonly start: number;
  readonly label: string;
  readonly meaning: LabelMeaning;
}

const mostSuffixWords = 5;

/** Bullets, numbering, quotes and marks of emphasis around a label. */
function trimmed(text: string, from: number, to: number): { start: number; end: number } {
  let start = from;
  let end = to;
  while (start < end && !isLabelStart(text.charCodeAt(start))) start += 1;
  while (end > start && isAround(text.charCodeAt(end - 1))) end -= 1;
  return { start, end };
}

function isLabelStart(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code >= 0xc0;
}

/** Space, quotes, `*` and `_`. */
function isAround(code: number): boolean {
  return (
    code === 32 || code === 9 || code === 160 || code === 34 || code === 39 || code === 42 || code === 95 || code === 96
  );
}

/**
 * The label that ends at a separator at `end` and begins at `from` at the earliest: all of it where the book knows it,
 * else the longest of its last words (`please give us your phone number: …`). Looks at 80 characters at most.
 */
export function labelBefore(text: string, from: number, end: number, asker: Asker): LabelSpan | undefined {
  const span = trimmed(text, Math.max(from, end - longestLabel), end);
  if (span.start >= span.end) return undefined;
  const { start, end: last } = span;
  const meaning = start === from || end - from <= longestLabel ? asker.ask(text, start, last, 1) : undefined;
  if (meaning !== undefined && meaning.unknown === 0) return { start, label: text.slice(start, last), meaning };
  const suffix = knownSuffix(text, start, last, asker);
  if (suffix !== undefined) return suffix;
  if (meaning === undefined || meaning.certainty < 0.6) return undefined;
  return { start, label: text.slice(start, last), meaning };
}

// The words at the end of a sentence are a label where they tell of an element; `in this order:` is none.
function knownSuffix(text: string, from: number, end: number, asker: Asker): LabelSpan | undefined {
  let best: LabelSpan | undefined;
  let misses = 0;
  let at = end;
  for (let words = 1; words <= mostSuffixWords && misses < 2; words += 1) {
    at = spaceBefore(text, from, at);
    if (at <= from) break;
    const start = at + 1;
    const meaning = asker.ask(text, start, end);
    if (meaning === undefined) misses += 1;
    else if (meaning.concept !== 'other' && meaning.certainty >= 0.65)
      best = { start, label: text.slice(start, end), meaning };
  }
  return best;
}

/** The last space before `at`, from `from` on; `from` where there is none. */
function spaceBefore(text: string, from: number, at: number): number {
  let found = at - 1;
  while (found > from && text.charCodeAt(found) !== 32) found -= 1;
  return found;
}

/** A label that stands for itself between gaps or on a line of its own: short, and known in all its words. */
export function lonelyLabel(text: string, from: number, end: number, asker: Asker): LabelSpan | undefined {
  if (end - from > 48 || end - from < 2) return undefined;
  const span = trimmed(text, from, end);
  if (span.end - span.start < 2) return undefined;
  const meaning = asker.ask(text, span.start, span.end);
  if (meaning === undefined) return undefined;
  if (meaning.certainty < 0.65 && meaning.bare !== true) return undefined;
  return { start: span.start, label: text.slice(span.start, span.end), meaning };
}

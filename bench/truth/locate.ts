import type { Span, TruthValue } from './read.ts';

/**
 * Finds each value of the truth in the extracted text. Values come in the order of the document, and the same string may
 * stand there often, so: first those whose offset is known and right, then those that occur once, then the rest between
 * their neighbours that were found. What is left takes the nearest occurrence that is nobody's.
 */
export function locate(text: string, values: readonly TruthValue[]): (Span | undefined)[] {
  const found = new Array<Span | undefined>(values.length);
  const claimed = new Set<string>();
  const claim = (at: number, span: Span) => {
    found[at] = span;
    claimed.add(keyOf(values[at] as TruthValue, span));
  };
  for (const [at, value] of values.entries()) {
    const spelling =
      value.at === undefined ? undefined : spellings(value).find((form) => text.startsWith(form, value.at));
    if (spelling !== undefined && value.at !== undefined)
      claim(at, { start: value.at, end: value.at + spelling.length });
  }
  const occurrences = new Map<string, Span[]>();
  const free = (at: number) => {
    const value = values[at] as TruthValue;
    const key = JSON.stringify([value.value, value.also]);
    let spans = occurrences.get(key);
    if (spans === undefined) occurrences.set(key, (spans = occurrencesOf(text, value)));
    return spans.filter((span) => !claimed.has(keyOf(value, span)));
  };
  const left = () => [...values.keys()].filter((at) => found[at] === undefined);
  const wanted = new Map<string, number>();
  for (const at of left()) wanted.set(values[at]?.value ?? '', (wanted.get(values[at]?.value ?? '') ?? 0) + 1);
  for (const at of left()) {
    const spans = wanted.get(values[at]?.value ?? '') === 1 ? free(at) : [];
    if (spans.length === 1) claim(at, spans[0] as Span);
  }
  for (const at of left()) {
    const after = before(found, at);
    const until = next(found, at);
    const inside = free(at).find(({ start, end }) => start >= after && end <= until);
    if (inside !== undefined) claim(at, inside);
  }
  for (const at of left()) {
    const after = before(found, at);
    const [nearest] = free(at).sort((a, b) => Math.abs(a.start - after) - Math.abs(b.start - after));
    if (nearest !== undefined) claim(at, nearest);
  }
  return found;
}

/** One place may be two values of different kinds (a user name that is a mail address), but not two of one kind. */
const keyOf = ({ element }: TruthValue, { start }: Span) => `${element} ${start}`;

function before(found: readonly (Span | undefined)[], at: number): number {
  for (let other = at - 1; other >= 0; other--) {
    const span = found[other];
    if (span !== undefined) return span.end;
  }
  return 0;
}

function next(found: readonly (Span | undefined)[], at: number): number {
  for (let other = at + 1; other < found.length; other++) {
    const span = found[other];
    if (span !== undefined) return span.start;
  }
  return Infinity;
}

function spellings({ value, also }: TruthValue): string[] {
  return [value, ...(also ?? [])];
}

const letter = /[\p{L}\p{N}]/u;

/** All places of the value as a whole word; where there are none, inside of words as well. */
function occurrencesOf(text: string, value: TruthValue): Span[] {
  for (const spelling of spellings(value)) {
    const spans = placesOf(text, spelling);
    const whole = spans.filter(({ start, end }) => !(joined(text, start - 1, start) || joined(text, end - 1, end)));
    if (whole.length > 0) return whole;
    if (spans.length > 0 && spelling.length > 5) return spans;
  }
  return [];
}

function placesOf(text: string, spelling: string): Span[] {
  const spans: Span[] = [];
  if (!/\s/.test(spelling)) {
    for (let at = text.indexOf(spelling); at !== -1; at = text.indexOf(spelling, at + 1))
      spans.push({ start: at, end: at + spelling.length });
    return spans;
  }
  // Readers of laid-out formats may break or widen the blanks inside a value.
  const pattern = spelling
    .split(/\s+/)
    .map((part) => RegExp.escape(part))
    .join('\\s+');
  for (const match of text.matchAll(new RegExp(pattern, 'g')))
    spans.push({ start: match.index, end: match.index + match[0].length });
  return spans;
}

function joined(text: string, left: number, right: number): boolean {
  return letter.test(text.charAt(left)) && letter.test(text.charAt(right));
}

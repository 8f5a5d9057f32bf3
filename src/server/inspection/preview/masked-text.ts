import type { Finding } from '#inspect';
import type { evidence } from '#respond';

type Found = Pick<Finding, 'span' | 'element' | 'redacted'>;

/** A piece of text as it stands in the file, with the byte (UTF-8) of the extracted text at which it begins. */
export interface TextPiece {
  readonly start: number;
  readonly text: string;
}

/** Shorter values are words as well: masked where they were found, and left where they were not. */
const fewest = 4;

/**
 * Text in which every value that was found is masked: where it was found, and wherever else the same characters stand,
 * since what gives a value away in one place (a header, a label) may be missing in another. What no rule recognises stays
 * as it is.
 *
 * @param pieces in order and without a gap
 */
export function maskText(pieces: readonly TextPiece[], findings: readonly Found[]): evidence.PreviewSegment[] {
  const [first] = pieces;
  if (first === undefined) return [];
  const bytes = Buffer.from(pieces.map(({ text }) => text).join(''));
  const end = first.start + bytes.length;
  const segments: { text: string; element: string | null }[] = [];
  const values = new Map<string, Found>();
  let at = first.start;
  for (const one of inOrder(findings)) {
    const { span, element, redacted } = one;
    const value = bytes.toString('utf8', span.start - first.start, span.end - first.start).trim();
    if (value.length >= fewest) values.set(value, one);
    // Inside of one before it, it is masked with it; where it only begins there, the rest is masked as well.
    if (span.end <= at || span.start >= end) continue;
    const from = Math.max(at, span.start);
    if (from > at) segments.push({ text: bytes.toString('utf8', at - first.start, from - first.start), element: null });
    segments.push({ text: redacted, element });
    at = span.end;
  }
  if (at < end) segments.push({ text: bytes.toString('utf8', at - first.start), element: null });
  const again = repetitionsOf(values);
  return segments.flatMap((one) => (one.element === null ? [...again(one.text)] : [one]));
}

function inOrder(findings: readonly Found[]): Found[] {
  return findings.toSorted((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
}

/** Splits text at every repetition of a value, the longest of those that begin at one place. */
function repetitionsOf(values: ReadonlyMap<string, Found>): (text: string) => Generator<evidence.PreviewSegment> {
  const longestAt = openTrie(values.keys());
  return function* (text) {
    let shown = 0;
    for (let at = 0; at + fewest <= text.length; at += 1) {
      const value = longestAt(text, at);
      const found = value === undefined ? undefined : values.get(value);
      if (value === undefined || found === undefined) continue;
      if (at > shown) yield { text: text.slice(shown, at), element: null };
      yield { text: found.redacted, element: found.element };
      at += value.length - 1;
      shown = at + 1;
    }
    if (shown < text.length) yield { text: text.slice(shown), element: null };
  };
}

/**
 * The longest value that stands at a place of a text. A step of the trie for each character that fits: thousands of values
 * of one beginning, tried one by one, took 8 s for 256 KiB.
 */
function openTrie(values: Iterable<string>): (text: string, at: number) => string | undefined {
  /** By node and code unit, the next node; one map for all, since a map each would take 50 MB. */
  const steps = new Map<number, number>();
  const ends = new Map<number, string>();
  let nodes = 1;
  for (const value of values) {
    let node = 0;
    for (let at = 0; at < value.length; at += 1) {
      const step = node * 0x10000 + value.charCodeAt(at);
      const next = steps.get(step) ?? nodes;
      if (next === nodes) {
        steps.set(step, next);
        nodes += 1;
      }
      node = next;
    }
    ends.set(node, value);
  }
  return (text, at) => {
    let longest: string | undefined;
    let node: number | undefined = 0;
    for (let next = at; next < text.length; next += 1) {
      node = steps.get(node * 0x10000 + text.charCodeAt(next));
      if (node === undefined) break;
      longest = ends.get(node) ?? longest;
    }
    return longest;
  };
}

import type { Glyph } from './glyphs.ts';
import { cellStarts } from './gutters.ts';
import { cellEdge, type Item, type TextItem } from './segments.ts';

/** Signs that may be passed over to find those of the next item: what is off the page, or not read here. */
const mostPassed = 500;
const leastRows = 3;
/** Points by which the two accounts of one place may differ. */
const tolerance = 0.05;

/** What an item shows: signs from `first` on, with the offset of each in its text. */
interface Shown {
  readonly first: number;
  readonly offsets: readonly number[];
}

/**
 * Whether the page may be a table whose columns PDF.js has joined: three lines in a row with several words in one item
 * that are not running text. Asking for the signs costs as much again as the text, so prose is spared it.
 */
export function mayJoinCells(items: readonly Item[]): boolean {
  let rows = 0;
  let height: number | undefined;
  for (const item of items) {
    // Tagged pages mark their cells.
    if ('type' in item && 'id' in item && item.id !== undefined) return false;
    if (!('str' in item) || !/\S\s+\S/.test(item.str)) continue;
    const [a = 1, b = 0, , , x, y] = item.transform;
    const across = Math.abs(b) > Math.abs(a) ? x : y;
    if (across === height) continue;
    height = across;
    rows = isProse(item.str) ? 0 : rows + 1;
    if (rows >= leastRows) return true;
  }
  return false;
}

/** Whether these are all signs that the items show: a drawing that broke off has fewer. */
export function areWhole(glyphs: readonly Glyph[], items: readonly Item[]): boolean {
  let shown = 0;
  for (const item of items) if ('str' in item) shown += item.str.replace(/\s+/g, '').length;
  // A sign may come out as several letters, and a letter over a sign as none.
  return glyphs.reduce((sum, { text }) => sum + text.length, 0) >= shown * 0.9;
}

/** In running text, of any language with capitals, half of the words are in small letters only. */
function isProse(text: string): boolean {
  const words = text.trim().split(/\s+/);
  const small = words.filter((word) => /^[\p{Ll}'’]+[,.;:!?]?$/u.test(word)).length;
  return words.length >= 4 && small * 2 >= words.length;
}

/**
 * Takes apart the items in which PDF.js joined several cells: it takes each gap up to 0.6 letter heights for a blank.
 * `normalise` is what it makes of each sign. Items whose signs are not found, as those from right to left, stay.
 */
export function splitCells(
  items: readonly Item[],
  glyphs: readonly Glyph[],
  normalise: (text: string) => string,
): Item[] {
  const starts = cellStarts(glyphs);
  if (starts.size === 0) return [...items];
  const texts = glyphs.map(({ text }) => normalise(text));
  const split: Item[] = [];
  let next = 0;
  for (const item of items) {
    const shown = 'str' in item && item.str.trim() !== '' ? find(item, glyphs, texts, next) : undefined;
    if (shown === undefined || !('str' in item)) {
      split.push(item);
      continue;
    }
    next = shown.first + shown.offsets.length;
    split.push(...cut(item, shown, glyphs, starts));
  }
  return split;
}

function find(item: TextItem, glyphs: readonly Glyph[], texts: readonly string[], from: number): Shown | undefined {
  const [, , , , x = 0, y = 0] = item.transform;
  for (let first = from; first < Math.min(glyphs.length, from + mostPassed); first++) {
    const start = glyphs[first]?.start;
    if (start === undefined || Math.abs(start.x - x) > tolerance || Math.abs(start.y - y) > tolerance) continue;
    const offsets = match(item.str, texts, first);
    if (offsets !== undefined) return { first, offsets };
  }
  return undefined;
}

function match(text: string, texts: readonly string[], first: number): number[] | undefined {
  const offsets: number[] = [];
  const end = text.trimEnd().length;
  for (let at = text.length - text.trimStart().length; at < end; ) {
    while (/\s/.test(text.charAt(at))) at++;
    const sign = texts[first + offsets.length];
    if (sign === undefined) return undefined;
    offsets.push(at);
    if (text.startsWith(sign, at)) at += sign.length;
    // Marks of format are no part of the text.
    else if (!/^\p{Cf}+$/u.test(sign)) return undefined;
  }
  return offsets;
}

function cut(item: TextItem, { first, offsets }: Shown, glyphs: readonly Glyph[], starts: Set<number>): Item[] {
  const cuts = offsets.flatMap((_, at) => (at === 0 || starts.has(first + at) ? [at] : []));
  const pieces = cuts.flatMap((at, piece): Item[] => {
    const until = cuts[piece + 1] ?? offsets.length;
    const start = glyphs[first + at]?.start;
    const end = glyphs[first + until - 1]?.end;
    if (start === undefined || end === undefined) return [];
    const [a = 1, b = 0, c = 0, d = 1] = item.transform;
    const text = {
      ...item,
      str: item.str.slice(offsets[at], offsets[until]).trimEnd(),
      transform: [a, b, c, d, start.x, start.y],
      width: Math.hypot(end.x - start.x, end.y - start.y),
    };
    return starts.has(first + at) ? [cellEdge, text] : [text];
  });
  return cuts.length === 1 ? [...(starts.has(first) ? [cellEdge] : []), item] : pieces;
}

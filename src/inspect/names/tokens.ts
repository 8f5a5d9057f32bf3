import { clue, type NameClues } from './clues.ts';

/** A word with a capital letter, an initial, or a small word that stands within names. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly bits: number;
  readonly kind: 'word' | 'initial' | 'particle';
  /** Ends in a point that belongs to it: `Dr.`, `J.`. */
  readonly pointed: boolean;
}

/** Tokens with nothing but one space between them. */
export interface Run {
  readonly tokens: readonly Token[];
  /** The last word before, when only a space, a comma or a bracket is between; folded bits of it. */
  readonly before: number;
  /** That word is in small letters, or has a point. */
  readonly isSmall: boolean;
  /** Whether a sentence or a line begins with it. */
  readonly begins: boolean;
  /** Whether a number, an article or a firm's `&` is beside it: of a street, a product or a firm. Few need to know. */
  isThing(): boolean;
}

/** A word as names have them: letters, with hyphens and apostrophes inside. */
const word = /\p{L}[\p{L}\p{M}]*(?:[-’'.](?=\p{L})[\p{L}\p{M}]+)*/uy;
/** Particles of old Spanish and German names that stand between two names far more often. */
const and = new Set(['y', 'e', 'i', 'o', 'und']);
const capital = /\p{Lu}/u;
/** More words than a name has. */
const mostTokens = 12;

/** Visits the runs of capital words in [from, to) that may hold a name. */
export function eachRun(text: string, from: number, to: number, clues: NameClues, visit: (run: Run) => void): void {
  for (let at = from; at < to; ) {
    const start = nextCapital(text, at, to);
    if (start === -1) return;
    const tokens: Token[] = [];
    let position = start;
    for (let token = tokenAt(text, position, to, clues, true); token !== undefined && tokens.length < mostTokens; ) {
      tokens.push(token);
      position = token.end;
      // A line break ends a run: a name is on one line.
      if (text.charCodeAt(position) !== 0x20) break;
      token = tokenAt(text, position + 1, to, clues, false);
    }
    while (tokens.at(-1)?.kind === 'particle') tokens.pop();
    at = Math.max(position, start + 1);
    if (tokens.length > 0)
      visit({
        tokens,
        ...beforeOf(text, from, start, clues),
        isThing: () => isThing(text, from, start, tokens.at(-1)?.end ?? start, to),
      });
  }
}

/** A capital letter at the beginning of a word. */
function nextCapital(text: string, from: number, to: number): number {
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    const isAscii = code >= 65 && code <= 90;
    if (!isAscii && (code < 0xc0 || !capital.test(text.charAt(at)))) continue;
    if (at === 0 || !isWordCode(text.charCodeAt(at - 1))) return at;
  }
  return -1;
}

/** Letters, digits, and what joins them to addresses, paths and identifiers. */
function isWordCode(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    code >= 0xc0 ||
    code === 0x5f ||
    code === 0x40 ||
    code === 0x2f ||
    code === 0x2e
  );
}

function tokenAt(text: string, at: number, to: number, clues: NameClues, first: boolean): Token | undefined {
  if (at >= to) return undefined;
  const end = wordEnd(text, at);
  if (end === at) return undefined;
  const found = text.slice(at, end);
  if (end > to || isGlued(text.charCodeAt(end), text.charCodeAt(end + 1))) return undefined;
  const isPointed = text.charAt(end) === '.';
  const bits = clues.of(found);
  if (!capital.test(found.charAt(0))) {
    const isLink = ((bits & clue.particle) !== 0 && !and.has(found)) || /^(?:d|l|dall|dell)['’]\p{Lu}/u.test(found);
    return first || !isLink ? undefined : { start: at, end, bits, kind: 'particle', pointed: false };
  }
  if (isPointed && found.length === 1) return { start: at, end: end + 1, bits, kind: 'initial', pointed: true };
  if (isPointed && (bits & clue.address) !== 0) return { start: at, end: end + 1, bits, kind: 'word', pointed: true };
  return { start: at, end, bits, kind: 'word', pointed: false };
}

/** Where the word at `at` ends; `at` where there is none. Most words are ASCII, where nobody needs to be asked what a letter is. */
function wordEnd(text: string, at: number): number {
  for (let end = at; ; end += 1) {
    const code = text.charCodeAt(end);
    if (isAsciiLetter(code)) continue;
    const joins = end > at && (code === 0x2d || code === 0x27 || code === 0x2e);
    if (joins && isAsciiLetter(text.charCodeAt(end + 1))) continue;
    if (code < 0x80 ? !joins || !(text.charCodeAt(end + 1) >= 0x80) : Number.isNaN(code)) return end;
    word.lastIndex = at;
    return word.test(text) ? word.lastIndex : at;
  }
}

function isAsciiLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

/** Goes on as an identifier, an address or a number: no word of a name. */
function isGlued(next: number, after: number): boolean {
  if (next === 0x2e) return isWordCode(after) && after !== 0x2e;
  return next === 0x40 || next === 0x5f || next === 0x2f || (next >= 48 && next <= 57);
}

/** `26 Albert Terrace`, `the Harper Stool`, `Bernard & Partner`. */
function isThing(text: string, from: number, start: number, end: number, to: number): boolean {
  const before = text.slice(Math.max(from, start - 5), start);
  return /\d $|\b[Tt]he $|& $/u.test(before) || /^ [&+] /u.test(text.slice(end, Math.min(to, end + 3)));
}

/** As far as is looked for the word before: forms of address and kinship are short. */
const reach = 24;

function beforeOf(
  text: string,
  from: number,
  start: number,
  clues: NameClues,
): Pick<Run, 'before' | 'isSmall' | 'begins'> {
  const first = Math.max(from, start - reach);
  let at = start;
  while (at > first && isGap(text.charCodeAt(at - 1))) at -= 1;
  const end = at;
  const mark = at > first ? text.charAt(at - 1) : '';
  const begins = at === from || text.slice(at, start).includes('\n') || /[.!?:;"'”»)]/u.test(mark);
  if (start - end > 2 || end === start) return { before: 0, isSmall: false, begins };
  const isPointed = mark === '.';
  while (at > first && (isWordCode(text.charCodeAt(at - 1)) || text.charCodeAt(at - 1) === 0x2e)) at -= 1;
  const word = text.slice(at, end);
  return { before: clues.of(word), isSmall: isPointed || !capital.test(word.charAt(0)), begins };
}

/** What stands between a word and the name behind it. */
function isGap(code: number): boolean {
  return code === 0x20 || code === 0x2c || code === 0x28 || code === 0x0a || code === 0x0d || code === 0x09;
}

import { foldText } from '../labels/normal.ts';
import { clue, type NameClues } from './clues.ts';
import { eachRun, type Run, type Token } from './tokens.ts';

/** A name in running text. Offsets are UTF-16 in the text. */
export interface FoundName {
  readonly start: number;
  readonly end: number;
  /** 0 to 1. */
  readonly score: number;
  /** What speaks for it, for people. */
  readonly why: string;
}

/** Names held of one text, to know parts of them again. */
const mostHeld = 5000;

/**
 * Finds names of persons in [from, to) of a text that no label governs: a known given name before another capital word, a form of address
 * or who somebody is before it, a signature. Words of organisations and places beside it speak against. Then single words that
 * are a part of a name found are that person again.
 *
 * What is looked at: single words are names behind a form of address or when they were seen in full; a family name alone, a
 * nickname and names of one word are not found.
 */
export function findNames(text: string, from: number, to: number, clues: NameClues): FoundName[] {
  const found: FoundName[] = [];
  const singles: Token[] = [];
  const parts = new Set<string>();
  eachRun(text, from, to, clues, (run) => {
    const name = nameIn(text, run, clues);
    if (name === undefined) {
      const [only, ...more] = run.tokens;
      if (only?.kind === 'word' && more.length === 0 && singles.length < mostHeld) singles.push(only);
      return;
    }
    found.push(name);
    if (parts.size > mostHeld) return;
    for (const part of text.slice(name.start, name.end).split(' ')) if (part.length > 2) parts.add(foldText(part));
  });
  for (const { start, end, bits } of singles) {
    if ((bits & (clue.other | clue.body | clue.place | clue.address)) !== 0) continue;
    if (parts.has(foldText(text.slice(start, end)))) {
      found.push({ start, end, score: 0.55, why: 'a part of a name in the same text' });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function nameIn(text: string, run: Run, clues: NameClues): FoundName | undefined {
  const addressed = behindAddress(run);
  if (addressed !== undefined) {
    const tokens = upToStop(addressed).tokens;
    const [first] = tokens;
    const last = tokens.at(-1);
    if (first === undefined || last === undefined || !isWord(first)) return undefined;
    return { start: first.start, end: last.end, score: 0.8, why: 'behind a form of address' };
  }
  if (run.tokens.length < 2 || run.isThing()) return undefined;
  const begin = beginOf(text, run, clues);
  const { tokens, next } = upToStop(run.tokens.slice(begin));
  const before = begin === 0 ? run.before : lastWord(run.tokens.slice(0, begin));
  // `Victor Hugo Library`, `Place Charles de Gaulle`: what is named after somebody is nobody.
  if (((next?.bits ?? 0) & (clue.body | clue.place)) !== 0 || (before & clue.body) !== 0) return undefined;
  return judge(text, tokens, { before, begins: run.begins && begin === 0 }, clues);
}

/** What stands behind the last form of address of a run, or all of it where one stands before it. */
function behindAddress({ tokens, before, isSmall }: Run): readonly Token[] | undefined {
  const at = tokens.findLastIndex(({ bits, pointed, start, end }, index) => {
    if ((bits & clue.address) === 0 || index === tokens.length - 1) return false;
    // `D.` and `M.` are forms of address before a given name, and else initials of it.
    if (end - start > (pointed ? 2 : 1)) return true;
    return pointed && ((tokens[index + 1]?.bits ?? 0) & (clue.given | clue.family)) !== 0;
  });
  if (at >= 0) return tokens.slice(at + 1);
  // `la señora Lozano`, `avv. Perrotta`: in small letters or with a point.
  return (before & clue.address) !== 0 && isSmall ? tokens : undefined;
}

/** Where a name may begin: at the first given name of the run, behind words that are none or say who it is, and else at its first word. */
function beginOf(text: string, { tokens }: Run, clues: NameClues): number {
  const given = tokens.findIndex(
    (token, index) =>
      (firstPart(text, token, clues) & clue.given) !== 0 && token.kind === 'word' && !isLast(tokens, index),
  );
  // `Ihren Patienten Ottokar Wensierski`: in German who somebody is has a capital letter as well.
  const said = tokens.findLastIndex(
    ({ bits }) => (bits & clue.person) !== 0 && (bits & (clue.given | clue.family)) === 0,
  );
  if (said >= given && tokens.length - said > 2) return said + 1;
  const skipped = countWhile(tokens, (token) => isNoPart(token) || token.kind === 'particle');
  return given > 0 ? given : Math.min(skipped, tokens.length - 1);
}

const isLast = (tokens: readonly Token[], index: number): boolean => index === tokens.length - 1;

/** The tokens up to a word that is no part of a name, and that word. */
function upToStop(tokens: readonly Token[]): { readonly tokens: readonly Token[]; readonly next: Token | undefined } {
  const stop = tokens.findIndex((token, index) => index > 0 && isNoPart(token));
  const kept = stop === -1 ? [...tokens] : tokens.slice(0, stop);
  while (kept.at(-1)?.kind === 'particle') kept.pop();
  while (kept[0]?.kind === 'particle') kept.shift();
  return { tokens: kept, next: stop === -1 ? undefined : tokens[stop] };
}

function lastWord(tokens: readonly Token[]): number {
  return tokens.findLast(({ kind }) => kind !== 'particle')?.bits ?? 0;
}

function judge(
  text: string,
  tokens: readonly Token[],
  { before, begins }: Pick<Run, 'before' | 'begins'>,
  clues: NameClues,
): FoundName | undefined {
  const [first] = tokens;
  const last = tokens.at(-1);
  if (first === undefined || last === undefined || tokens.length < 2 || tokens.length > 6) return undefined;
  // `Martin-Luther-Kirche`
  if (tokens.some(({ start, end }) => text.slice(start, end).split('-').length > 2)) return undefined;
  const make = (score: number, why: string): FoundName => ({ start: first.start, end: last.end, score, why });
  const words = tokens.filter(({ kind }) => kind === 'word').length;
  const isFamily = (last.bits & clue.family) !== 0;
  if ((last.bits & clue.place) !== 0 && !isFamily) return undefined;
  const isKnown =
    (firstPart(text, first, clues) & clue.given) !== 0 && ((first.bits & clue.doubtful) === 0 || isFamily);
  if (isKnown && words > 1) {
    return make(isFamily ? 0.85 : 0.7, isFamily ? 'a known given name and family name' : 'a known given name');
  }
  if ((before & clue.person) !== 0 && words > 1) return make(0.65, 'the word before says who it is');
  if (words > 1 && isDescribed(text, last.end)) return make(0.7, 'when born or where living stands behind it');
  if (isSigned(text, first.start, last.end, clues)) return make(0.65, 'signs a letter');
  const isInitialled = first.kind === 'initial' && words === 1 && !begins && last.end - last.start > 3;
  return isInitialled ? make(0.55, 'an initial and a name') : undefined;
}

/** `Ottokar Wensierski, geb. 3.2.1957`, `Marguerite Oyelaran (DOB 14 Feb 1979)`: said of persons alone. */
const description =
  /,?\s{1,2}\(?(?:geb\.|geboren|\*\s?\d{1,2}\.|wohnhaft|born\s(?:on\s|in\s)?\d|dob\b|d\.o\.b|aged\s\d|née?\s(?:le|en)\s|demeurant|domiciliée?\s|nat[oa]\s(?:il|a|l['’])|nacid[oa]\s(?:el|en)|residente\s(?:in|en|a|na|no)\s|con\s(?:dni|nie|domicilio)\b|nascid[oa]\s(?:a|em)\s|ur\.\s\d|urodzon[ya]\s|zamieszkał[ya]\s|geboren\sop|wonende\s)/iuy;

function isDescribed(text: string, end: number): boolean {
  description.lastIndex = end;
  return description.test(text);
}

/** A particle in capitals, as in `Le Goff`, or a word that is also a name, as `April`, may be a part of one. */
function isNoPart({ bits, kind }: Token): boolean {
  if (kind !== 'word') return false;
  return (bits & (clue.body | clue.other)) !== 0 && (bits & (clue.given | clue.family | clue.particle)) === 0;
}

function isWord({ kind, start, end, bits }: Token): boolean {
  return kind !== 'particle' && end - start > 1 && (bits & (clue.body | clue.other)) === 0;
}

/** `Anne-Sophie` is known by `Anne`. */
function firstPart(text: string, { start, end, bits }: Token, clues: NameClues): number {
  if ((bits & clue.given) !== 0) return bits;
  const word = text.slice(start, end);
  return word.includes('-') ? clues.of(word.slice(0, word.indexOf('-'))) : bits;
}

/** Alone on its line, under one that closes a letter. */
function isSigned(text: string, start: number, end: number, clues: NameClues): boolean {
  const line = text.lastIndexOf('\n', start - 1);
  if (line <= 0 || text.slice(line + 1, start).trim() !== '') return false;
  const after = text.indexOf('\n', end);
  if (text.slice(end, after === -1 ? text.length : after).trim() !== '') return false;
  let above = line;
  for (let blank = 0; blank < 4; blank += 1) {
    const from = text.lastIndexOf('\n', above - 1);
    const said = text.slice(from + 1, above).trim();
    if (said !== '') return clues.isClosing(said);
    if (from === -1) return false;
    above = from;
  }
  return false;
}

function countWhile(tokens: readonly Token[], test: (token: Token) => boolean): number {
  const end = tokens.findIndex((token) => !test(token));
  return end === -1 ? tokens.length : end;
}

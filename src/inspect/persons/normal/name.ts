import { owned } from '../../owned.ts';
import { particles, titles } from './words.ts';

/** What a part of a name is: as labelled, or as guessed from where it stands. */
const roles = { given: 0, family: 1, probablyGiven: 2, probablyFamily: 3 } as const;
type Role = (typeof roles)[keyof typeof roles];

/** One part of a name, folded. A single letter is an initial. */
export interface NamePart {
  readonly text: string;
  readonly role: Role;
}

/** A name as it may be written: whole, in labelled parts, or both. */
export interface WrittenName {
  readonly whole?: string;
  readonly given?: string;
  readonly family?: string;
}

/** Parts that are kept of one name: two first given names and two last family names at most. */
export const maxParts = 4;

const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'a',
  œ: 'o',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/**
 * Letters without case, accents and the two ways to write umlauts: `Müller`, `MUELLER` and `Muller` are one. Folding
 * `ae`, `oe`, `ue` everywhere also changes `Joel` or `Manuel`, the same way on both sides.
 */
export function fold(text: string): string {
  // Plain letters are nine of ten names, and normalising takes most of the time.
  if (/^[\x20-\x7e]*$/u.test(text)) return text.toLowerCase().replaceAll(/([aou])e/gu, '$1');
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[ßæœøłđðþı]/gu, (letter) => letters[letter] ?? letter)
    .replaceAll(/([aou])e/gu, '$1');
}

/** Folded words of a text; apostrophes join (`O'Brien`), everything else that is no letter parts. */
function words(text: string): string[] {
  return fold(text.replaceAll(/['’`´]/gu, ''))
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
}

/** The words of a name that count, and these as labelled parts. */
interface Core {
  readonly words: readonly string[];
  readonly given: readonly NamePart[];
  readonly family: readonly NamePart[];
}

/** Names repeat: folding took a third of the time of encoding a file of customers. */
const cores = new Map<string, Core>();
const keptCores = 20_000;

/** Words of a name without titles and particles, unless nothing else is there. */
function core(text: string): readonly string[] {
  return coreOf(text).words;
}

function coreOf(text: string): Core {
  let known = cores.get(text);
  if (known === undefined) {
    const own = owned(text);
    const words = findCore(own);
    known = { words, given: label(words, roles.given), family: label(words, roles.family) };
    if (cores.size >= keptCores) cores.clear();
    if (text.length <= 64) cores.set(own, known);
  }
  return known;
}

function findCore(text: string): readonly string[] {
  const all = words(text);
  const untitled = all.filter((word, at) => !titles.has(word) && !(word === 'm' && at === 0 && all.length > 1));
  const bare = untitled.filter((word) => !particles.has(word));
  return bare.length > 0 ? bare : untitled;
}

const isUpper = (word: string): boolean => /^\p{Lu}[\p{M}'’.-]*\p{Lu}[\p{Lu}\p{M}'’.-]*$/u.test(word);

/** Splits `Last, First`, `LAST First` and `First Last`; the last two are guesses. */
function splitWhole(whole: string): NamePart[] {
  const [before = '', ...rest] = whole.split(',');
  const after = core(rest.join(' '));
  if (after.length > 0) return [...label(after, roles.given), ...label(core(before), roles.family)];
  const written = before.split(/\s+/u).filter((word) => word !== '');
  const upper = written.filter(isUpper);
  if (upper.length > 0 && upper.length < written.length) {
    const family = core(upper.join(' '));
    const given = core(written.filter((word) => !isUpper(word)).join(' '));
    if (family.length > 0 && given.length > 0) {
      return [...label(given, roles.probablyGiven), ...label(family, roles.probablyFamily)];
    }
  }
  const parts = core(before);
  if (parts.length < 2) return label(parts, roles.probablyFamily);
  const last = parts.at(-1) ?? '';
  if (last.length === 1 && (parts[0] ?? '').length > 1) {
    return [...label([last], roles.probablyGiven), ...label(parts.slice(0, -1), roles.probablyFamily)];
  }
  return parts.map((text, at) => ({ text, role: at === 0 ? roles.probablyGiven : roles.probablyFamily }));
}

function label(texts: readonly string[], role: Role): NamePart[] {
  return texts.map((text) => ({ text, role }));
}

const isGiven = (part: NamePart): boolean => part.role === roles.given || part.role === roles.probablyGiven;

/**
 * The parts of a name in normal form, given names first, `maxParts` at most. Labelled parts win over a whole name. With
 * one labelled part alone a whole name that holds it tells the other, and one that does not is the other: French tables
 * write `nom` for the family name beside `prénom`. No parts: nothing that is a name.
 */
export function nameParts({ whole, given, family }: WrittenName): readonly NamePart[] {
  if (whole === undefined) {
    const labelled = { given: coreOf(given ?? '').given, family: coreOf(family ?? '').family };
    if (labelled.given.length <= 2 && labelled.family.length <= 2) return [...labelled.given, ...labelled.family];
  }
  const first = core(given ?? '');
  const last = core(family ?? '');
  const chosen = partsOf(first, last, whole);
  const givens = chosen.filter(isGiven);
  const families = chosen.filter((part) => !isGiven(part));
  const kept = Math.max(2, maxParts - Math.min(2, givens.length));
  return [...givens.slice(0, Math.max(2, maxParts - families.length)), ...families.slice(-kept)];
}

function partsOf(first: readonly string[], last: readonly string[], whole: string | undefined): readonly NamePart[] {
  const labelled = [...label(first, roles.given), ...label(last, roles.family)];
  if (whole === undefined || (first.length > 0 && last.length > 0)) return labelled;
  if (labelled.length === 0) return splitWhole(whole);
  const rest = core(whole).filter((word) => !first.includes(word) && !last.includes(word));
  return first.length > 0 ? [...labelled, ...label(rest, roles.family)] : [...label(rest, roles.given), ...labelled];
}

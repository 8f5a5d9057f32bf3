import { owned } from '../../owned.ts';
import { isPlain } from '../../plain.ts';
import { fold } from './name.ts';
import { streetWords, unitWords } from './words.ts';

/** An address as it may be written: in one piece, in labelled parts, or both. */
export interface WrittenAddress {
  readonly whole?: string;
  readonly street?: string;
  readonly houseNumber?: string;
  readonly postcode?: string;
  readonly city?: string;
}

/**
 * Postcodes in running text, most particular form first; of one form the last in the text is taken, since a house
 * number may look like one. Sources: UPU addressing guides of the countries named.
 */
const postcodes: readonly RegExp[] = [
  /\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b/giu, // GB
  /\b\d{4}\s?[A-Z]{2}\b/gu, // NL
  /\b\d{2}-\d{3}\b/gu, // PL
  /\b\d{4}-\d{3}\b/gu, // PT
  /\b\d{5}(?:-\d{4})?\b/gu, // DE, FR, IT, ES, FI, US …
  /\b\d{3}\s\d{2}\b/gu, // SE, CZ, SK, GR
  /(?<=[,;\n]\s*(?:[A-Z]{1,2}-)?)\d{4}\b/gu, // AT, BE, CH, DK, NO, LU
];

function findPostcode(
  text: string,
): { readonly code: string; readonly start: number; readonly end: number } | undefined {
  for (const form of postcodes) {
    const last = [...text.matchAll(form)].at(-1);
    if (last !== undefined) return { code: last[0], start: last.index, end: last.index + last[0].length };
  }
  return undefined;
}

/** Letters and digits; of nine-digit US codes the first five. */
function normalPostcode(text: string): string {
  if (isPlain(text)) return text;
  const plain = text
    .trim()
    .replace(/^(\d{5})-\d{4}$/u, '$1')
    .replace(/^[A-Za-z]{1,2}-(?=\d)/u, '');
  return plain.toUpperCase().replaceAll(/[^A-Z\d]/gu, '');
}

/** House number with its letter: the last number that does not follow a word for flat, floor or box. */
function findHouseNumber(text: string): string | undefined {
  const plain = plainHouseNumber(text);
  if (plain !== undefined) return plain;
  let previous = '';
  let found: string | undefined;
  for (const [word] of text.matchAll(/\d+\s?[a-z]?(?![\p{L}\d])|\d+(?:st|nd|rd|th|º|ª|°)|\p{L}+/giu)) {
    if (/^\d+\s?[a-z]?$/iu.test(word)) {
      if (!unitWords.has(previous)) found = word.toLowerCase().replaceAll(/\s/gu, '');
      previous = '';
    } else {
      previous = fold(word);
    }
  }
  return found;
}

/** `Rue Haute 12b`, `Calle Mayor, 12` or `12b High Street`: one number at an end, and no word for a flat in the rest. */
function plainHouseNumber(text: string): string | undefined {
  const [number] = /^\d+[a-z]?(?= \p{L}{2}|$)/iu.exec(text) ?? /(?<=[ ,])\d+[a-z]?$/iu.exec(text) ?? [];
  if (number === undefined) return undefined;
  const street = text.startsWith(number) ? text.slice(number.length) : text.slice(0, -number.length);
  return isStreetAlone(street) ? number.toLowerCase() : undefined;
}

/** Streets come with many numbers; a street of a customer file is looked at once. */
const streets = new Map<string, boolean>();
const keptStreets = 20_000;

/** A street's name and nothing else: no digit, and no word for a flat, floor or box. */
function isStreetAlone(text: string): boolean {
  let known = streets.get(text);
  if (known === undefined) {
    known = /^[\p{L}., '’-]*$/u.test(text) && !text.split(/[^\p{L}]+/u).some((word) => unitWords.has(fold(word)));
    if (streets.size >= keptStreets) streets.clear();
    if (text.length <= 64) streets.set(owned(text), known);
  }
  return known;
}

/** Folded words of a street without those for its kind; `Hauptstraße` and `Hauptstr.` are `haupt`. */
function streetCore(text: string): string {
  return fold(text)
    .split(/[^\p{L}]+/u)
    .map((word) => word.replace(/(?<=\p{L}{3})(?:strasse|str|straat|gatan|vej)$/u, ''))
    .filter((word) => word !== '' && !streetWords.has(word))
    .join(' ');
}

/**
 * A text that is equal for two ways to write one address: postcode and house number. With the name of a person that
 * tells homes apart, and it needs no knowledge of how a street may be spelled. Without postcode it takes street, house
 * number and city. Undefined where the address is too vague to tell one home from another.
 */
export function home(address: WrittenAddress): string | undefined {
  // Most tables have no address: looking for numbers in nothing took a sixth of the time of encoding their records.
  if (address.whole === undefined && address.street === undefined && address.houseNumber === undefined)
    return undefined;
  const whole = address.whole ?? '';
  const inWhole = address.postcode === undefined ? findPostcode(whole) : undefined;
  const written = address.postcode ?? inWhole?.code ?? '';
  const code = normalPostcode(written);
  const besideCode =
    inWhole === undefined
      ? whole.replace(written === '' ? /$^/u : written, ' ')
      : `${whole.slice(0, inWhole.start)} ; ${whole.slice(inWhole.end)}`;
  const number =
    findHouseNumber(address.houseNumber ?? '') ?? findHouseNumber(address.street ?? '') ?? findHouseNumber(besideCode);
  if (number === undefined) return undefined;
  if (code.length >= 4) return `${code} ${number}`;
  const street = streetCore(address.street ?? '');
  const city = fold(address.city ?? '')
    .replaceAll(/[^\p{L}]+/gu, ' ')
    .trim();
  return street === '' || city === '' ? undefined : `${street} ${number} ${city}`;
}

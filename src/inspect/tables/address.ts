import type { PlaceLists } from '../labels/lists.ts';
import { foldText } from '../labels/normal.ts';

const none: PlaceLists = { cities: new Set(), countries: new Set(), streetWords: new Set(), streetEndings: [] };
const longestAddress = 240;

const houseNumber = /^(?:n|no|nr|num)?\.?[º°]?\d{1,5}(?:[-/]\d{1,4})?(?:\s?[a-z]|bis|ter|[-/][a-z])?$/iu;
// Codes of GB, NL, PL, PT, CA, US+4, and plain ones of 4 (AT, CH, BE, DK) or 5 digits (DE, FR, IT, ES, US).
const postcode =
  /(?:^|[\s,;-])(?:[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2}|\d{4}\s?[a-z]{2}|\d{2}-\d{3}|\d{4}-\d{3}|[a-z]\d[a-z]\s?\d[a-z]\d|(?:[a-z]{1,2}-)?\d{4,5}(?:-\d{4})?)(?=$|[\s,;])/iu;
const box = /^(?:p\.? ?o\.? ?box|postfach|bp|b\.p\.|casella postale|apartado(?: de correos)?|apdo\.?)\s\d/iu;
const barred = /[@<>{}=|\\]|:\/\//u;

/** Whether a text ends or begins with, or holds, something like a postcode of Europe or North America. */
export function holdsPostcode(value: string): boolean {
  return postcode.test(value);
}

/**
 * How much a value looks like a street line or a whole postal address, 0 to 1. `places` are the lists of the label
 * book; without them nothing is seen but number and postcode. Line breaks count as commas; 240 UTF-16 units at most.
 */
export function addressShape(value: string, places: PlaceLists = none): number {
  const text = value.trim();
  if (text.length < 5 || text.length > longestAddress || barred.test(text)) return 0;
  if (box.test(text)) return 0.85;
  const words = text.split(/[\s,;]+/u).filter((word) => word !== '');
  if (words.length < 2 || words.length > 24) return 0;
  const folded = foldedWords(text).map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''));
  const numbers = folded.map((word) => houseNumber.test(word));
  if (!folded.some((word) => /^\p{L}{2,}/u.test(word))) return 0;
  const street = folded.findIndex((word, at) => isStreet(word, at, folded, numbers, places));
  const numbered = street >= 0 && folded.some((_, at) => numbers[at] && Math.abs(at - street) <= 6);
  const code = holdsPostcode(text);
  const town = code && holdsTown(text, places);
  if (numbered) return code || town ? 0.97 : 0.9;
  if (street >= 0) return code ? 0.8 : streetAlone(folded[street] ?? '');
  if (code) return townAfterCode(words) || town ? (numbers.filter(Boolean).length > 1 ? 0.75 : 0.6) : 0.2;
  return trailingNumber(words, numbers) ? 0.4 : 0;
}

// `st`, `c`, `al` and the like mean a street only beside a number.
function isStreet(
  word: string,
  at: number,
  all: readonly string[],
  numbers: readonly boolean[],
  places: PlaceLists,
): boolean {
  if (places.streetWords.has(word)) {
    return word.length > 3 || numbers[at - 1] === true || numbers.some(Boolean) || at === all.length - 1;
  }
  return (
    word.length >= 6 &&
    places.streetEndings.some(
      (ending) => word.endsWith(ending) && word.length >= ending.length + 3 && ending.length > 2,
    )
  );
}

function streetAlone(word: string): number {
  return word.length > 3 ? 0.45 : 0.2;
}

function foldedWords(text: string): string[] {
  return foldText(text)
    .split(/[\s,;]+/u)
    .filter((word) => word !== '');
}

function holdsTown(text: string, places: PlaceLists): boolean {
  return text.split(/[,;\n]/u).some((piece) => {
    const name = foldText(piece)
      .replace(/[^\p{L}]+/gu, ' ')
      .trim();
    return places.cities.has(name) || places.countries.has(name);
  });
}

function townAfterCode(words: readonly string[]): boolean {
  return words.some((word, at) => /^(?:[A-Z]{1,2}-)?\d{4,5}$/u.test(word) && /^\p{Lu}\p{L}/u.test(words[at + 1] ?? ''));
}

function trailingNumber(words: readonly string[], numbers: readonly boolean[]): boolean {
  const first = words[0] ?? '';
  return words.length <= 5 && numbers.at(-1) === true && /^\p{Lu}\p{Ll}{2}/u.test(first) && !numbers[0];
}

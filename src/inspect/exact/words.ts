import { fold } from '../persons/normal.ts';

/** What a character is to the search: nothing, letter, digit, or an apostrophe, which joins letters. */
export const classes = new Uint8Array(65536);
export const letter = 1;
export const digit = 2;
export const joiner = 3;
for (let code = 0; code < 65536; code += 1) {
  if (code >= 48 && code <= 57) classes[code] = digit;
  else if (code < 128) classes[code] = (code | 32) >= 97 && (code | 32) <= 122 ? letter : 0;
  else if (/[\p{L}\p{M}\p{N}]/u.test(String.fromCharCode(code))) classes[code] = letter;
}
for (const apostrophe of "'’`´") classes[apostrophe.charCodeAt(0)] = joiner;

/** One word as it is compared: no case, no accents, no apostrophes. */
export function foldWord(text: string): string {
  return fold(text.replaceAll(/['’`´]/gu, ''));
}

/** The words of a value, folded. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (let at = 0; at < text.length; ) {
    const kind = classes[text.charCodeAt(at)];
    if (kind !== letter && kind !== digit) {
      at += 1;
      continue;
    }
    const from = at;
    at = endOfWord(text, at);
    words.push(foldWord(text.slice(from, at)));
  }
  return words.filter((word) => word !== '');
}

/** Where the word that begins at `at` ends: letters and digits, with apostrophes between letters. */
function endOfWord(text: string, at: number): number {
  let end = at;
  for (;;) {
    const kind = classes[text.charCodeAt(end)];
    if (kind === letter || kind === digit) end += 1;
    else if (kind === joiner && classes[text.charCodeAt(end + 1)] === letter) end += 2;
    else return Math.min(end, text.length);
  }
}

/** Ways to write kinds of streets, in one form. */
const streetForms: Readonly<Record<string, readonly string[]>> = {
  str: ['strasse'],
  st: ['street'],
  rd: ['road'],
  ave: ['avenue', 'av'],
  blvd: ['boulevard', 'bd'],
  ln: ['lane'],
  dr: ['drive'],
  sq: ['square'],
  pl: ['platz', 'place'],
  pza: ['plaza', 'piazza'],
};
const streetForm = new Map(Object.entries(streetForms).flatMap(([form, ways]) => ways.map((way) => [way, form])));

/** A folded word of an address in the form in which it is compared: `hauptstrasse` is `hauptstr`. */
export function streetWord(word: string): string {
  if (word.endsWith('strasse') && word.length > 7) return `${word.slice(0, -7)}str`;
  return streetForm.get(word) ?? word;
}

/** All ways to write a word that `streetWord` takes for one. */
export function streetWays(form: string): readonly string[] {
  if (form.endsWith('str') && form.length > 3) return [form, `${form}asse`];
  return [form, ...(streetForms[form] ?? [])];
}

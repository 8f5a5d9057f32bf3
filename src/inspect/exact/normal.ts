import { identifier, mailbox } from '../persons/normal.ts';
import { particles, titles } from '../persons/normal/words.ts';
import { type DateOrder, parseDate } from '../tables/dates.ts';
import type { Kind } from './columns.ts';
import { streetWord, wordsOf } from './words.ts';

/** Letters and digits of a number: below it says too little, above it is something else. */
const fewestCode = 6;
const mostCode = 40;
export const fewestPhone = 7;
export const mostPhone = 15;
export const mostNameWords = 5;
export const mostPhraseWords = 8;

/** Hashes of different kinds have nothing to do with each other. */
export const domains: Readonly<Record<Kind, string>> = {
  email: 'e',
  phone: 'p',
  code: 'c',
  name: 'n',
  phrase: 'w',
  date: 'd',
};

/** Calling codes of one and two digits (ITU-T E.164); all others have three. */
const callingCode = /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/u;

/** How many digits of an international number are its country's. */
export function callingCodeLength(digits: string): number {
  return callingCode.exec(digits)?.[0].length ?? 3;
}

/** Words of a name that count; a title alone is no name. */
export function isNameWord(word: string): boolean {
  return word.length > 1 && !particles.has(word) && !titles.has(word);
}

/** Names are compared whatever the order of their words. */
export function nameKey(words: readonly string[]): string {
  return words.toSorted().join(' ');
}

/**
 * The normal forms of a value, the one that its row keeps first; none where it says too little to be looked for. Two ways
 * to write one value share a form.
 */
export function formsOf(kind: Kind, parts: readonly string[], order: DateOrder | undefined): readonly string[] {
  const value = parts.join(' ').trim();
  if (value === '' || value.length > 200) return [];
  switch (kind) {
    case 'email': {
      const form = mailbox(value);
      return form === undefined || !value.includes('.') ? [] : [form];
    }
    case 'phone':
      return phoneForms(value);
    case 'code': {
      const form = identifier(value);
      return form.length < fewestCode || form.length > mostCode || !/\d/u.test(form) ? [] : [form];
    }
    case 'name':
      return nameForms(wordsOf(value).filter(isNameWord), parts.length > 1 ? wordsOf(parts[0] ?? '') : []);
    case 'phrase': {
      const words = wordsOf(value).map(streetWord);
      return words.length === 0 || words.length > mostPhraseWords || words.join('').length < 3 ? [] : [words.join(' ')];
    }
    case 'date':
      return dateForms(value, order);
  }
}

/** With and without calling code; no zeros in front. */
function phoneForms(value: string): string[] {
  const international = /^\s*(?:\+|00)/u.test(value);
  const digits = value.replaceAll('(0)', '').replaceAll(/\D/gu, '').replace(/^0+/u, '');
  if (digits.length < fewestPhone || digits.length > mostPhone) return [];
  if (!international) return [digits];
  const national = digits.slice(callingCodeLength(digits)).replace(/^0+/u, '');
  return national.length < fewestPhone ? [digits] : [national, digits];
}

/** The whole name, and of one with names between only the first and the last. One word alone is no name. */
function nameForms(words: readonly string[], given: readonly string[]): string[] {
  const kept = words.slice(0, mostNameWords);
  if (kept.length < 2) return [];
  const whole = nameKey(kept);
  if (kept.length === 2) return [whole];
  const first = given.find(isNameWord) ?? kept[0] ?? '';
  return [...new Set([whole, nameKey([first, kept.at(-1) ?? ''])])];
}

/** The day; two where nothing tells which figure is the month. */
function dateForms(value: string, order: DateOrder | undefined): string[] {
  if (order !== undefined) {
    const day = parseDate(value, order);
    return day === undefined ? [] : [day];
  }
  return [...new Set([parseDate(value, 'dmy'), parseDate(value, 'mdy')])].filter((day) => day !== undefined);
}

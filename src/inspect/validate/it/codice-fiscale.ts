import { validate } from 'stdnum/lib/cjs/it/codicefiscale.js';
import { dayExistsInShortYear } from '../calendar.ts';
import type { Validation } from '../validator.ts';

/** Letters that replace digits where two persons would share a code (omocodia): L is 0, M 1 … V 9. */
const omocodia = 'LMNPQRSTUV';
const months = 'ABCDEHLMPRST';

function number(characters: string): number {
  return Number(characters.replace(/[LMNPQRSTUV]/g, (letter) => String(omocodia.indexOf(letter))));
}

/**
 * Italian codice fiscale of a person: 16 characters. Form and check letter by stdnum, which accepts day 00 and 99.
 * Women have 40 added to the day. Source: decreto ministeriale 12 March 1974; Agenzia delle Entrate.
 */
export function codiceFiscale(match: string): Validation | undefined {
  const compact = match.replace(/[\s-]/g, '').toUpperCase();
  if (!/^[A-Z]{6}[0-9A-Z]{2}[A-Z][0-9A-Z]{2}[A-Z][0-9A-Z]{3}[A-Z]$/.test(compact)) return undefined;
  if (!validate(compact).isValid) return undefined;
  const day = number(compact.slice(9, 11));
  const month = months.indexOf(compact.charAt(8)) + 1;
  if (!dayExistsInShortYear(day > 40 ? day - 40 : day, month, number(compact.slice(6, 8)))) return undefined;
  return { normal: compact, checked: true, detail: 'date of birth and check letter hold', country: 'IT' };
}

import { remainder } from '../iban.ts';
import type { Validation } from '../validator.ts';

/** Letter of the Corsican departments: what is taken off for the key (2A counts as 19, 2B as 18). */
const corsica: Readonly<Record<string, string>> = { '2A': '19', '2B': '18' };

/**
 * French NIR (numéro de sécurité sociale): sex, year and month of birth, place, order, key = 97 − number mod 97.
 * Sex 1 2, or 3 4 7 8 while provisional; months 13–42 and 50–99 stand for unknown ones. stdnum accepts any sex,
 * month 00 and place 00. Source: https://www.insee.fr/fr/metadonnees/definition/c1409, décret 82-103
 */
export function nir(match: string): Validation | undefined {
  const compact = match.replace(/[\s.-]/g, '').toUpperCase();
  const parts = /^([123478]\d{2})(\d{2})(\d{2}|2[AB])(\d{3})(\d{3})(\d{2})$/.exec(compact);
  if (parts === null) return undefined;
  const [, sexYear = '', month = '', department = '', place = '', order = '', key = ''] = parts;
  const monthNumber = Number(month);
  if (monthNumber === 0 || (monthNumber > 42 && monthNumber < 50) || department === '00' || order === '000')
    return undefined;
  const body = `${sexYear}${month}${corsica[department] ?? department}${place}${order}`;
  if (97 - remainder(body, 97) !== Number(key)) return undefined;
  return { normal: compact, checked: true, detail: 'sex, month and key (mod 97) hold', country: 'FR' };
}

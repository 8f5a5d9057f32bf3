import { dayExistsInShortYear } from '../calendar.ts';
import { numberOf } from '../numbers/define.ts';

/** Nicaraguan cédula: municipality, DDMMYY, serial, letter of the thirteen digits modulo 23. Source: Ley 152 de Identificación Ciudadana; Ley 152; https://www.cse.gob.ni */
export const nicaraguanCedula = numberOf({
  country: 'NI',
  form: /^\d{13}[A-HJ-NP-Y]$/,
  detail: 'date of birth and check letter (mod 23) hold',
  holds: (number) =>
    dayExistsInShortYear(Number(number.slice(3, 5)), Number(number.slice(5, 7)), Number(number.slice(7, 9))) &&
    'ABCDEFGHJKLMNPQRSTUVWXY'[Number(number.slice(0, 13)) % 23] === number[13],
});

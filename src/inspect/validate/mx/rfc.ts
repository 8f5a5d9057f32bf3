import { dayExistsInShortYear } from '../calendar.ts';
import { numberOf } from '../numbers/define.ts';

const characters = '0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ';

/** Mexican RFC of persons: four letters, YYMMDD, two characters, check modulo 11. Source: SAT, Anexo 1-A; OECD, Mexico, TINs */
export const rfc = numberOf({
  country: 'MX',
  form: /^[A-ZÑ&]{4}\d{6}[A-Z\d]{2}[\dA]$/,
  detail: 'date of birth and check (mod 11) hold',
  holds: (code) => {
    if (!dayExistsInShortYear(Number(code.slice(8, 10)), Number(code.slice(6, 8)), Number(code.slice(4, 6))))
      return false;
    let sum = 0;
    for (let at = 0; at < 12; at++) sum += (13 - at) * characters.indexOf(code.charAt(at));
    return '0123456789A'[(11 - (sum % 11)) % 11] === code[12];
  },
});

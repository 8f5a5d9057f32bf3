import { numberOf } from '../numbers/define.ts';

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

/**
 * New Zealand NHI number: three letters without I and O,
 * then four digits (check modulo 11), or since 2022
 * two digits and two letters. Examples of the standard follow modulo 23, others that the ministry gives follow 24: either
 * is taken. Source: HISO 10046
 */
export const nhi = numberOf({
  country: 'NZ',
  form: /^[A-HJ-NP-Z]{3}\d{2}(?:\d{2}|[A-HJ-NP-Z]{2})$/,
  detail: 'check character holds',
  holds: (number) => {
    let sum = 0;
    for (let at = 0; at < 6; at++) {
      const place = letters.indexOf(number.charAt(at));
      sum += (7 - at) * (place === -1 ? Number(number[at]) : place + 1);
    }
    if (/\d$/.test(number)) return sum % 11 !== 0 && (11 - (sum % 11)) % 10 === Number(number[6]);
    return letters[22 - (sum % 23)] === number[6] || letters[23 - (sum % 24)] === number[6];
  },
});

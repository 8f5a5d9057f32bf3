import { bornOn } from '../numbers/births.ts';
import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

const centuries: Readonly<Record<string, number>> = { '8': 1800, '9': 1900, '0': 2000 };

/** Icelandic kennitala of persons: DDMMYY, serial, check digit, century. Source: lög nr. 140/2019; https://www.skra.is */
export const kennitala = numberOf({
  country: 'IS',
  form: /^[0-3]\d{8}[089]$/,
  detail: 'date of birth and check digit (mod 11) hold',
  holds: (number) => {
    const year = (centuries[number.charAt(9)] ?? 0) + Number(number.slice(4, 6));
    if (!bornOn(year, Number(number.slice(2, 4)), Number(number.slice(0, 2)))) return false;
    return (11 - (weighted(number, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === digitAt(number, 8);
  },
});

import { bornOn } from '../numbers/births.ts';
import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/**
 * Hungarian personal identifier: sex and century, YYMMDD, serial, check by weights 1 to 10, for those born from 1997 on
 * 10 to 1. Source: 1996. évi XX. törvény, melléklet
 */
export const szemelyiAzonosito = numberOf({
  country: 'HU',
  form: /^[1-8]\d{10}$/,
  detail: 'date of birth and check digit (mod 11) hold',
  holds: (number) => {
    const short = Number(number.slice(1, 3));
    const kind = digitAt(number, 0);
    const dated = (year: number): boolean => bornOn(year, Number(number.slice(3, 5)), Number(number.slice(5, 7)));
    const since1997 = weighted(number, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === digitAt(number, 10);
    const before = weighted(number, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) % 11 === digitAt(number, 10);
    if (kind < 3) return dated(1900 + short) && (short > 96 ? since1997 : before);
    if (kind < 5) return (dated(2000 + short) && since1997) || (dated(1800 + short) && before);
    return dated(1900 + short) && (short > 96 ? since1997 : before);
  },
});

import { bornOn } from '../numbers/births.ts';
import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/** Sex and century; of residents from abroad (7, 8, 9) the century is not told. */
const centuries: readonly (readonly number[])[] = [
  [],
  [1900],
  [1900],
  [1800],
  [1800],
  [2000],
  [2000],
  [1900, 2000],
  [1900, 2000],
  [1900, 2000],
];

/** Counties 01 to 48, 51 and 52; 70 for those numbered since 2021 without one. */
const county = /^(?:0[1-9]|[1-3]\d|4[0-8]|5[12]|70)$/;

/**
 * Romanian CNP: sex and century, YYMMDD, county, serial, check digit modulo 11, 1 for 10.
 * Source: OUG 97/2005; HG 295/2021
 */
export const cnp = numberOf({
  country: 'RO',
  form: /^[1-9]\d{12}$/,
  detail: 'date of birth, county and check digit (mod 11) hold',
  holds: (number) => {
    const [short, month, day] = [Number(number.slice(1, 3)), Number(number.slice(3, 5)), Number(number.slice(5, 7))];
    if (!centuries[digitAt(number, 0)]?.some((century) => bornOn(century + short, month, day))) return false;
    if (!county.test(number.slice(7, 9)) || number.slice(9, 12) === '000') return false;
    const rest = weighted(number, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
    return (rest === 10 ? 1 : rest) === digitAt(number, 12);
  },
});

import { bornOn } from '../numbers/births.ts';
import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/**
 * Polish PESEL: YYMMDD, serial, check digit. Month + 80 is of the 19th century, + 20 of the 21st.
 * Source: ustawa o ewidencji ludności, art. 15; https://www.gov.pl/web/gov/czym-jest-numer-pesel
 */
export const pesel = numberOf({
  country: 'PL',
  form: /^\d{11}$/,
  detail: 'date of birth and check digit (mod 10) hold',
  holds: (number) => {
    const month = Number(number.slice(2, 4));
    const century = month > 80 ? 1800 : month > 20 ? 2000 : 1900;
    if (month > 32 && month < 81) return false;
    if (!bornOn(century + Number(number.slice(0, 2)), month % 20, Number(number.slice(4, 6)))) return false;
    return (10 - (weighted(number, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === digitAt(number, 10);
  },
});

import { bornOn } from '../numbers/births.ts';
import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

/**
 * Bulgarian EGN: YYMMDD, region, check digit. Month + 20 is of the 19th century, + 40 of the 21st.
 * Source: Закон за гражданската регистрация, чл. 11; https://www.grao.bg
 */
export const egn = numberOf({
  country: 'BG',
  form: /^\d{10}$/,
  detail: 'date of birth and check digit (mod 11) hold',
  holds: (number) => {
    const month = Number(number.slice(2, 4));
    const century = month > 40 ? 2000 : month > 20 ? 1800 : 1900;
    const year = century + Number(number.slice(0, 2));
    if (!bornOn(year, month % 20, Number(number.slice(4, 6)))) return false;
    return (weighted(number, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10 === digitAt(number, 9);
  },
});

import { bornOn } from '../numbers/births.ts';
import { numberOf } from '../numbers/define.ts';

/** Cuban identity number: YYMMDD, century, serial. Source: Resolución 6/2008 del Ministerio del Interior; OECD, TINs */
export const identidad = numberOf({
  country: 'CU',
  form: /^\d{11}$/,
  detail: 'date of birth holds',
  checked: false,
  holds: (number) => {
    const seventh = Number(number[6]);
    const century = seventh === 9 ? 1800 : seventh < 6 ? 1900 : 2000;
    return bornOn(century + Number(number.slice(0, 2)), Number(number.slice(2, 4)), Number(number.slice(4, 6)));
  },
});

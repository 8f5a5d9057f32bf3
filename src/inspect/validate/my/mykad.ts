import { bornOnShort } from '../numbers/births.ts';
import { numberOf } from '../numbers/define.ts';

/** Codes of states and countries of birth that JPN does not use. */
const unused = /^(?:00|17|18|19|20|69|70|73|8[01]|9[4-7])$/;

/** Malaysian NRIC: YYMMDD, place of birth, four digits. No check digit. Source: National Registration Regulations 1990; https://www.jpn.gov.my */
export const mykad = numberOf({
  country: 'MY',
  form: /^\d{12}$/,
  detail: 'date and place of birth hold',
  checked: false,
  holds: (number) => bornOnShort(number.slice(0, 6)) && !unused.test(number.slice(6, 8)),
});

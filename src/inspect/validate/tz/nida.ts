import { bornOnLong } from '../numbers/births.ts';
import { numberOf } from '../numbers/define.ts';

/** Tanzanian identity number: YYYYMMDD, post code, serial, two digits. Source: Registration and Identification of Persons Act, Cap. 36; https://www.nida.go.tz */
export const nida = numberOf({
  country: 'TZ',
  form: /^(?:19|20)\d{18}$/,
  detail: 'date of birth holds',
  checked: false,
  holds: (number) => bornOnLong(number),
});

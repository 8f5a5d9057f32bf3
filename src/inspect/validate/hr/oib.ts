import { mod1110Holds } from '../numbers/iso7064.ts';
import { numberOf } from '../numbers/define.ts';

/** Croatian OIB: eleven digits, ISO 7064 MOD 11,10. Source: Zakon o osobnom identifikacijskom broju, NN 60/08 */
export const oib = numberOf({
  country: 'HR',
  form: /^\d{11}$/,
  detail: 'check digit (mod 11,10) holds',
  holds: mod1110Holds,
});

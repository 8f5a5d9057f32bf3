import { numberOf } from '../numbers/define.ts';
import { balticHolds } from '../numbers/baltic.ts';

/** Lithuanian personal code, 3 to 6 first. Source: Gyventojų registro įstatymas, I-2237 */
export const asmensKodas = numberOf({
  country: 'LT',
  form: /^[3-6]\d{10}$/,
  detail: 'date of birth and check digit (mod 11) hold',
  holds: balticHolds,
});

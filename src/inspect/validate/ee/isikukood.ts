import { numberOf } from '../numbers/define.ts';
import { balticHolds } from '../numbers/baltic.ts';

/** Estonian personal code. Source: Rahvastikuregistri seadus; EVS 585:2007 */
export const isikukood = numberOf({
  country: 'EE',
  form: /^[1-6]\d{10}$/,
  detail: 'date of birth and check digit (mod 11) hold',
  holds: balticHolds,
});

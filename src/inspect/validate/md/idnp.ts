import { numberOf } from '../numbers/define.ts';
import { digitAt, sum731 } from '../numbers/sums.ts';

/** Moldovan IDNP of persons (0 or 2 first): weights 7 3 1, modulo 10. Source: Hotărârea Guvernului nr. 333/2002 */
export const idnp = numberOf({
  country: 'MD',
  form: /^[02]\d{12}$/,
  detail: 'check digit (7 3 1) holds',
  holds: (number) => sum731(number.slice(0, 12)) % 10 === digitAt(number, 12),
});

import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

const letters: Readonly<Record<string, number>> = { V: 4, E: 8, P: 16 };

/** Venezuelan RIF of persons (V, E, P): eight digits and a check modulo 11. Source: https://www.seniat.gob.ve, Providencia 0048 */
export const rif = numberOf({
  country: 'VE',
  form: /^[VEP]\d{9}$/,
  detail: 'check digit (mod 11) holds',
  holds: (number) => {
    const sum = (letters[number.charAt(0)] ?? 0) + weighted(number.slice(1), [3, 2, 7, 6, 5, 4, 3, 2]);
    const check = 11 - (sum % 11);
    return (check > 9 ? 0 : check) === digitAt(number, 9);
  },
});

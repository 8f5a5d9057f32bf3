import { numberOf } from '../numbers/define.ts';
import { digitAt, weighted } from '../numbers/sums.ts';

const check = (body: string, weights: readonly number[]): number => (11 - (weighted(body, weights) % 11)) % 11;

/** New Zealand IRD number: 10 to 150 million, modulo 11, by a second row of weights where that is 10. Source: https://www.ird.govt.nz, IRD number validation */
export const ird = numberOf({
  country: 'NZ',
  form: /^\d{8,9}$/,
  detail: 'check digit (mod 11) holds',
  holds: (number) => {
    if (Number(number) < 10_000_000 || Number(number) > 150_000_000) return false;
    const long = number.padStart(9, '0');
    const first = check(long, [3, 2, 7, 6, 5, 4, 3, 2]);
    return (first < 10 ? first : check(long, [7, 4, 3, 2, 5, 2, 7, 6])) === digitAt(long, 8);
  },
});

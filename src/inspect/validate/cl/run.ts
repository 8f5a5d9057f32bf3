import { numberOf } from '../numbers/define.ts';
import { weighted } from '../numbers/sums.ts';

/** Chilean RUN of persons: up to 50 million, check digit or K modulo 11. Source: https://www.registrocivil.cl; DFL 3 (SII) */
export const run = numberOf({
  country: 'CL',
  form: /^\d{7,8}[\dK]$/,
  detail: 'check digit (mod 11) holds',
  holds: (number) => {
    const body = number.slice(0, -1).padStart(8, '0');
    if (Number(body) < 1_000_000 || Number(body) >= 50_000_000) return false;
    return '0K987654321'[weighted(body, [3, 2, 7, 6, 5, 4, 3, 2]) % 11] === number.at(-1);
  },
});

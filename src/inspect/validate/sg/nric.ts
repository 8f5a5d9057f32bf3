import { numberOf } from '../numbers/define.ts';
import { weighted } from '../numbers/sums.ts';

/** Check letters by remainder, and what the first letter adds to the sum. */
const series: Readonly<Record<string, readonly [more: number, letters: string]>> = {
  S: [0, 'JZIHGFEDCBA'],
  T: [4, 'JZIHGFEDCBA'],
  F: [0, 'XWUTRQPNMLK'],
  G: [4, 'XWUTRQPNMLK'],
  M: [3, 'XWUTRQPNJLK'],
};

/** Singapore NRIC (S, T) and FIN (F, G, since 2022 M): seven digits, check letter modulo 11. Source: National Registration Act 1965; https://www.ica.gov.sg */
export const nric = numberOf({
  country: 'SG',
  form: /^[STFGM]\d{7}[A-Z]$/,
  detail: 'check letter (mod 11) holds',
  holds: (number) => {
    const [more, letters] = series[number.charAt(0)] ?? [0, ''];
    return letters[(weighted(number.slice(1), [2, 7, 6, 5, 4, 3, 2]) + more) % 11] === number[8];
  },
});

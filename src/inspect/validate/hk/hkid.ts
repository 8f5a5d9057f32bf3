import { numberOf } from '../numbers/define.ts';

/** Hong Kong identity card: one or two letters, six digits, check modulo 11, A for 10. A missing letter counts as a blank (36). Source: https://www.immd.gov.hk; Cap. 177A */
export const hkid = numberOf({
  country: 'HK',
  form: /^[A-Z]{1,2}\d{6}[\dA]$/,
  detail: 'check digit (mod 11) holds',
  holds: (number) => {
    const long = number.padStart(9, ' ');
    let sum = 0;
    for (let at = 0; at < 9; at++) {
      const character = long.charAt(at);
      sum += (9 - at) * (character === ' ' ? 36 : Number.parseInt(character, 36));
    }
    return sum % 11 === 0;
  },
});

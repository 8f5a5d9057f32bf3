import { numberOf } from '../numbers/define.ts';

/**
 * German health insurance number, the part that stays: letter, eight digits, check digit. The letter counts as two digits
 * (A is 01); digits are weighed 1 and 2 in turn from the left, digits of products summed, and the last digit of the sum is the
 * check digit itself, not what it lacks to ten as with Luhn. Source: § 290 SGB V, Anlage 1 der Richtlinie; GKV-Spitzenverband
 */
export const kvnr = numberOf({
  country: 'DE',
  form: /^[A-Z]\d{9}$/,
  detail: 'check digit (mod 10) holds',
  holds: (number) => {
    const digits = String(number.charCodeAt(0) - 64).padStart(2, '0') + number.slice(1, 9);
    let sum = 0;
    for (let at = 0; at < digits.length; at += 1) {
      const product = Number(digits.charAt(at)) * (1 + (at % 2));
      sum += product > 9 ? product - 9 : product;
    }
    return sum % 10 === Number(number.charAt(9));
  },
});

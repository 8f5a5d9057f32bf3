import { luhnHolds } from '../luhn.ts';
import { numberOf } from '../numbers/define.ts';

/**
 * German health insurance number, the part that stays: letter, eight digits, check digit. The letter counts as two digits
 * (A is 01), weights 1 and 2 from the left. Source: § 290 SGB V, Anlage 1 der Richtlinie; GKV-Spitzenverband
 */
export const kvnr = numberOf({
  country: 'DE',
  form: /^[A-Z]\d{9}$/,
  detail: 'check digit (mod 10) holds',
  holds: (number) => luhnHolds(String(number.charCodeAt(0) - 64).padStart(2, '0') + number.slice(1)),
});

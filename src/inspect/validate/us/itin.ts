import type { Validation } from '../validator.ts';

/**
 * US Individual Taxpayer Identification Number: 9, and 50–65, 70–88, 90–92 or 94–99 in the middle. No check digit.
 * Source: https://www.irs.gov/irm/part3/irm_03-021-263r
 */
export function itin(match: string): Validation | undefined {
  const digits = match.replace(/[ -]/g, '');
  if (!/^9\d{2}(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}$/.test(digits) || /^(\d)\1+$/.test(digits)) return undefined;
  return {
    normal: digits,
    checked: /^\d{3}([ -])\d{2}\1\d{4}$/.test(match),
    detail: 'in the ranges that are issued',
    country: 'US',
  };
}

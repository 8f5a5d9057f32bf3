import type { Validation } from '../validator.ts';

/** Printed in advertisements and forms, and voided for that: https://www.ssa.gov/history/ssn/misused.html */
const voided = new Set(['078051120', '219099999', '123456789', '987654321', '111111111', '123121234']);

/**
 * US Social Security number: area 001–899 without 666, group 01–99, serial 0001–9999. There is no check digit.
 * stdnum accepts serial 0000, which is never assigned. Source: https://www.ssa.gov/employer/randomization.html
 */
export function ssn(match: string): Validation | undefined {
  const digits = match.replace(/[ -]/g, '');
  if (!/^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(digits)) return undefined;
  if (voided.has(digits) || /^(\d)\1+$/.test(digits)) return undefined;
  return {
    normal: digits,
    checked: /^\d{3}([ -])\d{2}\1\d{4}$/.test(match),
    detail: 'area, group and serial are assigned',
    country: 'US',
  };
}

import type { Validation } from './validator.ts';

/** Where such words are filled in rather than an account: a day, a telephone number. */
const written = /^(?:\d{4}-\d{2}-\d{2}|\d{1,2}-\d{1,2}-\d{4})$/;

/** Number of an account or bank that a label names: five to twenty digits in groups. No country's check is common to all. */
export function bankNumber(match: string): Validation | undefined {
  const digits = match.replace(/[ ./-]/g, '');
  if (!/^\d{5,20}$/.test(digits) || /^(\d)\1+$/.test(digits) || written.test(match)) return undefined;
  return { normal: digits, checked: false, detail: '' };
}

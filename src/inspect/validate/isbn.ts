import type { Validation } from './validator.ts';

function gtinHolds(digits: string): boolean {
  let sum = 0;
  for (let at = digits.length - 1, weight = 1; at >= 0; at--, weight = 4 - weight) sum += Number(digits[at]) * weight;
  return sum % 10 === 0;
}

/** ISBN-10, ISBN-13 and GTIN (EAN-8, UPC-A, EAN-13, GTIN-14) with their check digits. */
export function articleNumber(match: string): Validation | undefined {
  const compact = match.replace(/[ -]/g, '').toUpperCase();
  if (/^\d{9}[\dX]$/.test(compact)) {
    let sum = 0;
    for (let at = 0; at < 10; at++) sum += (10 - at) * (compact[at] === 'X' ? 10 : Number(compact[at]));
    return sum % 11 === 0 ? { normal: compact, checked: true, detail: 'ISBN-10 check holds' } : undefined;
  }
  if (!/^(?:\d{8}|\d{12,14})$/.test(compact) || !gtinHolds(compact)) return undefined;
  return { normal: compact, checked: true, detail: 'GTIN check digit holds' };
}

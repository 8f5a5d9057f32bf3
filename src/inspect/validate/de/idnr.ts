import type { Validation } from '../validator.ts';

/** Check digit of ISO 7064 MOD 11,10 for a string of digits. */
export function mod1110(digits: string): number {
  let product = 10;
  for (const digit of digits) {
    const sum = (Number(digit) + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (11 - product) % 10;
}

/**
 * Of the first ten digits exactly one occurs twice (numbers before 2016), or three times but never three in a row
 * (numbers since 2016); all others once at most. stdnum does not apply this rule: its test of the counts can never fail.
 */
function repetitionHolds(ten: string): boolean {
  const counts = new Map<string, number>();
  for (const digit of ten) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  const repeated = [...counts.values()].filter((count) => count > 1);
  if (repeated.length !== 1) return false;
  return repeated[0] === 2 || (repeated[0] === 3 && !/(\d)\1\1/.test(ten));
}

/**
 * German tax identification number (§ 139b AO): eleven digits, not from 0.
 * Source: ITZBund/ELSTER, Prüfung der Steuer- und Steueridentifikationsnummer.
 */
export function idnr(match: string): Validation | undefined {
  const digits = match.replace(/[ /-]/g, '');
  if (!/^[1-9]\d{10}$/.test(digits) || !repetitionHolds(digits.slice(0, 10))) return undefined;
  if (mod1110(digits.slice(0, 10)) !== Number(digits[10])) return undefined;
  return { normal: digits, checked: true, detail: 'repetition rule and check digit (mod 11,10) hold', country: 'DE' };
}

import { bornOn } from '../numbers/births.ts';
import { digitAt, weighted } from '../numbers/sums.ts';
import type { Validation } from '../validator.ts';

/** Centuries by the digit for sex: 9 0, 1 2, 3 4; of foreigners 5 6, 7 8. */
const centuries = [1800, 1900, 1900, 2000, 2000, 1900, 1900, 2000, 2000, 1800];

/**
 * Korean resident registration number: YYMMDD, sex and century, six digits. Numbers given since October 2020 have no
 * check digit: they are taken, and do not count as checked. Source: 주민등록법 시행규칙 제2조 (2020.10.5.)
 */
export function rrn(match: string): Validation | undefined {
  const number = match.replace(/[\s-]/g, '');
  if (!/^\d{13}$/.test(number)) return undefined;
  const year = (centuries[digitAt(number, 6)] ?? 0) + Number(number.slice(0, 2));
  if (!bornOn(year, Number(number.slice(2, 4)), Number(number.slice(4, 6)))) return undefined;
  const foreigner = /[5-8]/.test(number.charAt(6));
  const rest = (11 - (weighted(number, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10;
  const checked = (foreigner ? (rest + 2) % 10 : rest) === digitAt(number, 12);
  const detail = checked ? 'date of birth and check digit (mod 11) hold' : 'date of birth holds';
  return { normal: number, checked, detail, country: 'KR' };
}

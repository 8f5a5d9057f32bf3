import { bornOn } from '../numbers/births.ts';
import { weighted } from '../numbers/sums.ts';
import type { Validation } from '../validator.ts';

/** The century by the seventh digit and the year: CPR-kontoret, Personnummeret i CPR. */
function yearOf(seventh: number, short: number): number {
  if (seventh < 4) return 1900 + short;
  if (seventh === 4 || seventh === 9) return short < 37 ? 2000 + short : 1900 + short;
  return short < 58 ? 2000 + short : 1800 + short;
}

/**
 * Danish CPR number: DDMMYY-SSSS. The check modulo 11 is not kept for all since 2007: numbers without it are taken, and
 * do not count as checked. Source: https://www.cpr.dk/cpr-systemet/opbygning-af-cpr-nummeret
 */
export function cpr(match: string): Validation | undefined {
  const number = match.replace(/[\s-]/g, '');
  if (!/^\d{10}$/.test(number)) return undefined;
  const [day, month, short] = [number.slice(0, 2), number.slice(2, 4), number.slice(4, 6)].map(Number);
  if (day === undefined || month === undefined || short === undefined) return undefined;
  if (number.slice(6) === '0000' || !bornOn(yearOf(Number(number[6]), short), month, day)) return undefined;
  const checked = weighted(number, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
  const detail = checked ? 'date of birth and check digit (mod 11) hold' : 'date of birth holds';
  return { normal: number, checked, detail, country: 'DK' };
}

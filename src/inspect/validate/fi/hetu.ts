import { bornOn } from '../numbers/births.ts';
import type { Validation } from '../validator.ts';

const marks = '0123456789ABCDEFHJKLMNPRSTUVWXY';
const centuries: Readonly<Record<string, number>> = { '+': 1800 };
for (const sign of '-YXWVU') Object.assign(centuries, { [sign]: 1900 });
for (const sign of 'ABCDEF') Object.assign(centuries, { [sign]: 2000 });

/**
 * Finnish personal identity code: DDMMYY, sign of the century (since 2023 also Y X W V U and B to F), serial, check
 * character of the nine digits modulo 31. Source: valtioneuvoston asetus 690/2022; https://dvv.fi/hetu-uudistus
 */
export function hetu(match: string): Validation | undefined {
  const code = match.toUpperCase();
  const parts = /^(\d{2})(\d{2})(\d{2})([-+A-FU-Y])(\d{3})([0-9A-Y])$/.exec(code);
  if (parts === null) return undefined;
  const [, day = '', month = '', short = '', sign = '', serial = '', check = ''] = parts;
  const century = centuries[sign];
  if (century === undefined || Number(serial) < 2) return undefined;
  if (!bornOn(century + Number(short), Number(month), Number(day))) return undefined;
  if (marks[Number(day + month + short + serial) % 31] !== check) return undefined;
  return { normal: code, checked: true, detail: 'date of birth and check character (mod 31) hold', country: 'FI' };
}

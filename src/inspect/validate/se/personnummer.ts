import { luhnHolds } from '../luhn.ts';
import { bornOn, bornOnShort } from '../numbers/births.ts';
import type { Validation } from '../validator.ts';

/**
 * Swedish personal identity number: YYMMDD (or YYYYMMDD), a sign, serial, Luhn over the ten digits. Coordination numbers
 * have 60 added to the day; numbers of organisations have a month of 20 or more and are none.
 * `normal` has ten digits, and a plus where it is of somebody over a hundred.
 * Source: folkbokföringslagen (1991:481) § 18; lagen (2022:1697) om samordningsnummer; Skatteverket SKV 704
 */
export function personnummer(match: string): Validation | undefined {
  const parts = /^(18|19|20)?(\d{2})(\d{2})(\d{2})([-+ ]?)(\d{4})$/.exec(match);
  if (parts === null) return undefined;
  const [, century, short = '', month = '', dayText = '', sign, serial = ''] = parts;
  const day = Number(dayText) > 60 ? Number(dayText) - 60 : Number(dayText);
  const born =
    century === undefined
      ? bornOnShort(short + month + String(day).padStart(2, '0'))
      : bornOn(Number(century + short), Number(month), day);
  const ten = short + month + dayText + serial;
  if (!born || serial.startsWith('000') || !luhnHolds(ten)) return undefined;
  const old = sign === '+' || century === '18' ? '+' : '';
  return { normal: `${ten}${old}`, checked: true, detail: 'date of birth and check digit (Luhn) hold', country: 'SE' };
}

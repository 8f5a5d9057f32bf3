import { bornOn } from '../numbers/births.ts';
import { numberOf } from '../numbers/define.ts';

/** The first digit tells sex and century. */
const centuries: Readonly<Record<string, number>> = {
  '1': 1800,
  '2': 1800,
  '3': 1900,
  '4': 1900,
  '5': 2000,
  '6': 2000,
};

/**
 * Belarusian personal number: sex and century, DDMMYY, letter of the region, serial, letters of citizenship, check digit.
 * The form is strong; the last digit is not checked, since its rule is not published. Source: Указ № 200 от 26.04.2010
 */
export const personalNumber = numberOf({
  country: 'BY',
  form: /^[1-6]\d{6}[ABCEHKM]\d{3}(?:PB|BA|BI)\d$/,
  detail: 'date of birth and region hold',
  holds: (number) =>
    bornOn(
      (centuries[number.charAt(0)] ?? 0) + Number(number.slice(5, 7)),
      Number(number.slice(3, 5)),
      Number(number.slice(1, 3)),
    ),
});

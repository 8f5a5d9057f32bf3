import { dayExistsInShortYear } from '../calendar.ts';
import { numberOf } from '../numbers/define.ts';

/**
 * Driver number of Great Britain: five characters of the family name, year and day of birth with the month (women + 50)
 * between them, two initials, a digit and two letters. The letters check the rest by a rule that is not published.
 * Source: https://www.gov.uk, DVLA, driving licence number format
 */
export const driverNumber = numberOf({
  country: 'GB',
  form: /^[A-Z][A-Z9]{4}\d[0156]\d{4}[A-Z][A-Z9][2-9A-Z][A-Z]{2}$/,
  detail: 'the date of birth in it exists',
  holds: (number) => {
    const year = Number(number.charAt(5) + number.charAt(10));
    const month = Number(number.slice(6, 8)) % 50;
    return /^[A-Z]+9*$/.test(number.slice(0, 5)) && dayExistsInShortYear(Number(number.slice(8, 10)), month, year);
  },
});

import { dayExists, dayExistsInShortYear } from '../calendar.ts';

/** The years in which the holder of a number may be born: as for dates of birth, with those whom registers still hold. */
const earliest = 1850;
const latest = 2035;

/** Whether somebody may be born on this day. Counts start at 1. */
export function bornOn(year: number, month: number, day: number): boolean {
  return year >= earliest && year <= latest && dayExists(day, month, year);
}

/** The same for `YYMMDD`, whose century the number leaves open. */
export function bornOnShort(six: string): boolean {
  return dayExistsInShortYear(Number(six.slice(4, 6)), Number(six.slice(2, 4)), Number(six.slice(0, 2)));
}

/** The same for `YYYYMMDD`. */
export function bornOnLong(eight: string): boolean {
  return bornOn(Number(eight.slice(0, 4)), Number(eight.slice(4, 6)), Number(eight.slice(6, 8)));
}

/** `DDMMYY` the other way round. */
export function turnedDay(six: string): string {
  return six.slice(4, 6) + six.slice(2, 4) + six.slice(0, 2);
}

import { dayExists } from '../validate/calendar.ts';

/** A day as a number that sorts as days do: 20190304. */
export type Day = number;

/** What a value says of a day. */
export interface StatedDay {
  /** Day first where day and month could change places; 0 where that is no day. */
  readonly day: Day;
  /** Month first; the same as `day` where the form leaves no doubt. 0 where that is no day. */
  readonly monthFirst: Day;
  /** With a time of day other than midnight, which programs write where they know none. */
  readonly timed: boolean;
}

/** Years of two digits up to this many ahead of 2000 are of this century. */
const pivot = 70;

export function dayOf(year: number, month: number, day: number): Day {
  return dayExists(day, month, year) ? year * 10_000 + month * 100 + day : 0;
}

/** `2019-03-04`. */
export function isoOf(day: Day): string {
  const digits = String(day);
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}

/** The day with day and month exchanged; 0 where there is none. */
export function exchanged(day: Day): Day {
  return dayOf(Math.floor(day / 10_000), day % 100, Math.floor(day / 100) % 100);
}

/**
 * A date in figures at `from`: `2019-03-04T10:22`, `04.03.2019`, `3/4/19 2:15 PM`. Undefined for all else; behind the date
 * there may be a time or nothing, so that versions, addresses and numbers with more dots are none. Goes by characters:
 * a tenth of what a regular expression takes, on each cell of a column of dates.
 */
export function readNumericDay(text: string, from: number, to: number): StatedDay | undefined {
  const first = digitsEnd(text, from, to, 4);
  const mark = text.charCodeAt(first);
  if (first === from || first - from === 3 || first >= to || !isMark(mark)) return undefined;
  const secondAt = afterMark(text, first, to, mark);
  const second = digitsEnd(text, secondAt, to, 2);
  if (second === secondAt || text.charCodeAt(second) !== mark) return undefined;
  const thirdAt = afterMark(text, second, to, mark);
  const third = digitsEnd(text, thirdAt, to, first - from === 4 ? 2 : 4);
  if (third === thirdAt || (third < to && isDigit(text.charCodeAt(third)))) return undefined;
  const timed = timeBehind(text, third, to);
  if (timed === undefined) return undefined;
  const [a, b, c] = [valueOf(text, from, first), valueOf(text, secondAt, second), valueOf(text, thirdAt, third)];
  if (first - from === 4) return certain(dayOf(a, b, c), timed);
  const year = yearOf(c, third - thirdAt, mark);
  if (year === undefined) return undefined;
  const day = dayOf(year, b, a);
  // The dot is never used for month first.
  if (mark === dot) return certain(day, timed);
  const monthFirst = dayOf(year, a, b);
  return day === 0 && monthFirst === 0 ? undefined : { day, monthFirst, timed };
}

const certain = (day: Day, timed: boolean): StatedDay | undefined =>
  day === 0 ? undefined : { day, monthFirst: day, timed };

/** Two digits behind a dash may as well be a day: `19-03-04`. */
function yearOf(value: number, digits: number, mark: number): number | undefined {
  if (digits === 4) return value;
  if (digits !== 2 || mark === dash) return undefined;
  return value + (value < pivot ? 2000 : 1900);
}

const dash = 45;
const dot = 46;
const slash = 47;
const colon = 58;
const blank = 32;

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isMark = (code: number): boolean => code === dash || code === dot || code === slash;

function digitsEnd(text: string, from: number, to: number, most: number): number {
  let at = from;
  while (at < to && at - from < most && isDigit(text.charCodeAt(at))) at += 1;
  return at;
}

/** `4. 3. 2019` has blanks behind its dots. */
function afterMark(text: string, at: number, to: number, mark: number): number {
  return mark === dot && at + 1 < to && text.charCodeAt(at + 1) === blank ? at + 2 : at + 1;
}

function valueOf(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) value = value * 10 + text.charCodeAt(at) - 48;
  return value;
}

/** The longest time behind a date, with its zone: `T10:22:33.123456789+01:00`, ` 02:15:00 PM Central European Time`. */
const longestTime = 48;

/** Whether a time other than midnight stands there; undefined where something else than a time or nothing does. */
function timeBehind(text: string, from: number, to: number): boolean | undefined {
  let at = from;
  while (at < to && isBetween(text.charCodeAt(at))) at += 1;
  if (at === to) return false;
  if (at === from || to - from > longestTime) return undefined;
  const hours = digitsEnd(text, at, to, 2);
  const mark = text.charCodeAt(hours);
  if (hours === at || (mark !== colon && mark !== dot)) return undefined;
  const minutes = digitsEnd(text, hours + 1, to, 2);
  if (minutes !== hours + 3) return undefined;
  for (let place = at; place < to; place++) {
    const code = text.charCodeAt(place);
    // What is behind the seconds is a zone.
    if (code !== colon && code !== dot && !isDigit(code)) break;
    if (code > 48 && code <= 57) return true;
  }
  return false;
}

/** Blanks, `T`, comma and underscore. */
function isBetween(code: number): boolean {
  return code === blank || code === 84 || code === 116 || code === 44 || code === 95 || code === 9 || code === 0xa0;
}

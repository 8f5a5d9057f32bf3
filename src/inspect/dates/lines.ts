import { monthOf } from '../tables/dates.ts';
import type { ColumnDates } from './column-dates.ts';
import type { Places } from './reader.ts';
import { dayOf, readNumericDay } from './stated-day.ts';

/** Characters of a line in which the stamp of a log begins: behind a level, a host, a bracket, and no more than two words. */
const searched = 40;
/** Characters that the stamp has at most. */
const longestStamp = 40;

/**
 * Stamps of logs at the beginning of lines: a date in figures with a time of day behind it.
 *
 * @param told where values begin that a label has told of
 */
export function readLines(text: string, dates: ColumnDates, at: Places, told: ReadonlySet<number>): void {
  if (accessLog.test(text.slice(0, 4096))) readAccessLog(text, dates, at);
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed;
    const from = stampIn(text, start, Math.min(end, start + searched));
    if (from >= 0 && at.isOurs(start) && !told.has(from)) stamp(text, from, end, dates, at);
    start = end + 1;
  }
}

/** Where `dd?`, two figures and the same mark once more stand: `2019-03-04`, `04.03.2019`, `3/4/2019`. Below 0 for nowhere. */
function stampIn(text: string, from: number, to: number): number {
  let blanks = 0;
  for (let place = from; place < to; place++) {
    const code = text.charCodeAt(place);
    if (code === 32 && text.charCodeAt(place - 1) !== 32 && ++blanks > 2) return -1;
    if (code < 48 || code > 57) continue;
    let mark = place + 1;
    while (mark < place + 4 && isDigit(text.charCodeAt(mark))) mark += 1;
    const sign = text.charCodeAt(mark);
    const second = isDigit(text.charCodeAt(mark + 2)) ? mark + 3 : mark + 2;
    if ((sign === 45 || sign === 46 || sign === 47) && text.charCodeAt(second) === sign) return place;
    place = mark;
  }
  return -1;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** `[2019-03-04 10:22:33,123]`: what is behind the time is none of the stamp. */
const clock = /[T ,_]\s?\d{1,2}:\d{2}(?::\d{2})?/y;

function stamp(text: string, from: number, end: number, dates: ColumnDates, at: Places): void {
  let date = from;
  while (date < end && date - from < longestStamp && (isDigit(text.charCodeAt(date)) || isMark(text.charCodeAt(date))))
    date += 1;
  clock.lastIndex = date;
  if (!clock.test(text)) return;
  const stop = Math.min(clock.lastIndex, end);
  const stated = readNumericDay(text, from, stop);
  if (stated !== undefined) dates.stated({ ...stated, timed: true }, () => at.of(from, stop));
}

const isMark = (code: number): boolean => code >= 45 && code <= 47;

/** `[04/Mar/2019:10:22:33 +0000]`, as servers of web pages write it. */
const accessLog = /\[\d{2}\/[A-Z][a-z]{2}\/\d{4}:\d{2}:/u;
const accessStamp = /\[(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):\d{2}:\d{2}/gu;

function readAccessLog(text: string, dates: ColumnDates, at: Places): void {
  for (const match of text.matchAll(accessStamp)) {
    const day = dayOf(Number(match[3]), monthOf((match[2] ?? '').toLowerCase()), Number(match[1]));
    if (day === 0 || !at.isOurs(match.index)) continue;
    const from = match.index + 1;
    dates.stated({ day, monthFirst: day, timed: true }, () => at.of(from, match.index + match[0].length));
  }
}

import { type Dates, newestOf, type Tally } from '#platform/dates';
import { figure, monthsOf } from './words.ts';

const dates = (count: number): string => `${figure(count)} ${count === 1 ? 'date' : 'dates'}`;

/** How new it is, for people: the newest day that others bear out, and what stands alone behind it. */
export function dateLines({ events, documents }: Dates): string {
  const lines = [
    ...(events === undefined ? [] : tallyLines('Newest record', events)),
    ...(documents === undefined ? [] : tallyLines('Newest file', documents)),
  ];
  return lines.length === 0 ? '' : `\nHow new it is\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

/** `2019-03  12`, the newest first. */
export function monthLines(tally: Tally): string[] {
  return monthsOf(tally).map(([period, count]) => `${figure(count).padStart(10)}  ${period}`);
}

function tallyLines(title: string, tally: Tally): string[] {
  const newest = newestOf(tally);
  if (newest === undefined) {
    const years = Object.keys(tally.months).sort();
    return [`${title}: in ${years.at(-1)}; day and month cannot be told apart (${dates(tally.count)})`];
  }
  const { day, inMonth, count, later, unsure } = newest;
  const since = tally.oldest === undefined || tally.oldest.day === day ? '' : ` since ${tally.oldest.day}`;
  const near = count === 1 ? '' : ` (${figure(inMonth)} of ${dates(count)}${since} in the month before it)`;
  const alone = later.reduce((sum, one) => sum + one.count, 0);
  const which = later.map((one) => one.day).join(', ');
  return [
    `${title}: ${day}${near}`,
    ...(alone === 0 ? [] : [`  ${figure(alone)} later, alone: ${which}`]),
    ...(unsure === undefined
      ? []
      : [`  ${dates(unsure.count)} up to ${unsure.upTo} may be newer: day and month cannot be told apart`]),
  ];
}

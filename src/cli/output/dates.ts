import { type Dates, newestOf, type Tally } from '#platform/dates';

const number = new Intl.NumberFormat('en-GB');
const dates = (count: number): string => `${number.format(count)} ${count === 1 ? 'date' : 'dates'}`;

/** How new it is, for people: the newest day that others bear out, and what stands alone behind it. */
export function dateLines({ events, documents }: Dates): string {
  const lines = [
    ...(events === undefined ? [] : tallyLines('Newest record', events)),
    ...(documents === undefined ? [] : tallyLines('Newest file', documents)),
  ];
  return lines.length === 0 ? '' : `\nHow new it is\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function tallyLines(title: string, tally: Tally): string[] {
  const newest = newestOf(tally);
  if (newest === undefined) {
    const years = Object.keys(tally.months).sort();
    return [`${title}: in ${years.at(-1)}; day and month cannot be told apart (${dates(tally.count)})`];
  }
  const { day, inMonth, count, later, unsure } = newest;
  const since = tally.oldest === undefined || tally.oldest.day === day ? '' : ` since ${tally.oldest.day}`;
  const near = count === 1 ? '' : ` (${number.format(inMonth)} of ${dates(count)}${since} in the month before it)`;
  const alone = later.reduce((sum, one) => sum + one.count, 0);
  const which = later.map((one) => one.day).join(', ');
  return [
    `${title}: ${day}${near}`,
    ...(alone === 0 ? [] : [`  ${number.format(alone)} later, alone: ${which}`]),
    ...(unsure === undefined
      ? []
      : [`  ${dates(unsure.count)} up to ${unsure.upTo} may be newer: day and month cannot be told apart`]),
  ];
}

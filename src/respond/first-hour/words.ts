import { daysBetween } from '#platform/dates';

const figures = new Intl.NumberFormat('en-GB');
export const figure = (value: number): string => figures.format(value);
export const many = (value: number, one: string, more = `${one}s`): string =>
  `${figure(value)} ${value === 1 ? one : more}`;

const conjunction = new Intl.ListFormat('en-GB', { type: 'conjunction' });
export const listed = (parts: readonly string[]): string => conjunction.format(parts);

const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
/** `4 March 2019` */
export const dayWords = (day: string): string => days.format(new Date(`${day}T00:00:00Z`));

/** `yesterday`, `12 days ago`, `7 years ago`. East of Greenwich a day begins before it does in UTC. */
export function ago(day: string, today: string): string {
  const past = daysBetween(day, today);
  if (past < 0) return 'a day ahead of UTC, as it is in the east';
  if (past === 0) return 'today';
  if (past === 1) return 'yesterday';
  if (past < 61) return `${past} days ago`;
  // 730 days are a little less than two years.
  return past < 731 ? `${Math.floor(past / 30.44)} months ago` : `${Math.floor(past / 365.25)} years ago`;
}

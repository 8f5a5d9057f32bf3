import type { CountedDay, Tally } from './tally.ts';

/** How new the dates of a tally are. */
export interface Newest {
  /** The newest day that is not alone. */
  readonly day: string;
  readonly onDay: number;
  /** Dates on it and in the six days before, and in the thirty days before. */
  readonly inWeek: number;
  readonly inMonth: number;
  readonly count: number;
  /** Later days that a slip or a test record explains, the newest first. They are shown, and decide nothing. */
  readonly later: readonly CountedDay[];
  /** Dates of the year of the newest day and of later ones whose month is not certain: some of them may be newer. */
  readonly unsure?: { readonly upTo: string; readonly count: number };
}

/** Below this many dates one of them is no exception to the others. */
const fewest = 50;
/** One in so many dates may be a slip. */
const slips = 1000;
/** Days without any date that part exceptions from the rest. */
const gap = 31;
/** A tally keeps forty days: behind so many exceptions there is still a month of them. */
const mostLater = 8;

/**
 * The newest day, as far as the dates bear it out: one date in a thousand, more than a month behind all others, is shown as
 * what it is. Undefined where no day is certain.
 */
export function newestOf({ count, newest, months }: Tally): Newest | undefined {
  const from = count < fewest ? 0 : exceptions(newest, Math.max(1, Math.floor(count / slips)));
  const first = newest[from];
  if (first === undefined) return undefined;
  const within = (days: number): number =>
    newest
      .slice(from)
      .filter(({ day }) => daysBetween(day, first.day) < days)
      .reduce((sum, one) => sum + one.count, 0);
  const later = newest.slice(0, from).map(({ day, count: some }) => ({ day, count: some }));
  const unsure = unsureSince(months, first.day.slice(0, 4));
  const day = { day: first.day, onDay: first.count, inWeek: within(7), inMonth: within(31) };
  return { ...day, count, later, ...(unsure && { unsure }) };
}

function unsureSince(months: Tally['months'], year: string): Newest['unsure'] {
  const years = Object.entries(months).filter(([period]) => period.length === 4 && period >= year);
  const upTo = years
    .map(([period]) => period)
    .toSorted()
    .at(-1);
  return upTo === undefined ? undefined : { upTo, count: years.reduce((sum, [, some]) => sum + some, 0) };
}

/** How many of the newest days stand alone. */
function exceptions(newest: readonly CountedDay[], most: number): number {
  let some = 0;
  let found = 0;
  for (let at = 0; at < Math.min(mostLater, newest.length - 1); at += 1) {
    const [one, next] = [newest[at], newest[at + 1]];
    some += one?.count ?? 0;
    if (one === undefined || next === undefined || some > most) break;
    if (daysBetween(next.day, one.day) > gap) found = at + 1;
  }
  return found;
}

/** Days from one day to a later one. */
export function daysBetween(earlier: string, later: string): number {
  return Math.round((Date.parse(`${later}T00:00:00Z`) - Date.parse(`${earlier}T00:00:00Z`)) / 86_400_000);
}

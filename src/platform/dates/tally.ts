/** A day, `2019-03-04`, and how often it is stated. */
export interface CountedDay {
  readonly day: string;
  readonly count: number;
}

/** Dates by month, with the newest days one by one: what inspection tells of a file, and what adds up over files. */
export interface Tally<D extends CountedDay = CountedDay> {
  readonly count: number;
  /** By month, `2019-03`; by year, `2019`, where the month is not certain. */
  readonly months: Readonly<Record<string, number>>;
  /** The newest days with dates, the newest first; `daysKept` at most. */
  readonly newest: readonly D[];
  readonly oldest?: D | undefined;
}

/** As many as inspection tells of a file: with fewer of one, sums would not be exact. */
export const daysKept = 40;

/**
 * Adds tallies up, exactly: a day that is among the newest of all is among the newest of each that has it. Undefined for
 * none. Of a day that several have, the further fields stay of the one that stands first, so that the order in which parts of
 * a file are read tells nothing.
 *
 * @param startOf where a day stands; without it the first one's fields stay
 */
export function addTallies<D extends CountedDay>(
  tallies: readonly Tally<D>[],
  startOf: (day: D) => number = () => 0,
): Tally<D> | undefined {
  const [first, ...more] = tallies;
  if (first === undefined || more.length === 0) return first;
  const months: Record<string, number> = {};
  const days = new Map<string, D>();
  let oldest: D | undefined;
  let count = 0;
  for (const tally of tallies) {
    count += tally.count;
    for (const [month, some] of Object.entries(tally.months)) months[month] = (months[month] ?? 0) + some;
    for (const one of tally.newest) days.set(one.day, sum(days.get(one.day), one, startOf));
    const known = oldest;
    const last = tally.oldest;
    if (last === undefined) continue;
    if (known === undefined || last.day < known.day) oldest = last;
    else if (last.day === known.day) oldest = sum(known, last, startOf);
  }
  const newest = [...days.values()].sort((a, b) => (a.day > b.day ? -1 : 1)).slice(0, daysKept);
  const ordered = Object.fromEntries(Object.entries(months).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { count, months: ordered, newest, ...(oldest && { oldest }) };
}

function sum<D extends CountedDay>(known: D | undefined, one: D, startOf: (day: D) => number): D {
  if (known === undefined) return one;
  return { ...(startOf(one) < startOf(known) ? one : known), count: known.count + one.count };
}

/** One bar: a month, `2019-03`, or a year. */
export interface Column {
  readonly period: string;
  readonly count: number;
  /** It holds no day but such as stand alone behind the newest that others bear out. */
  readonly isAlone: boolean;
}

interface Borne {
  /** The newest day that others bear out. */
  readonly newest: string | undefined;
  /** Days that stand alone behind it. */
  readonly later: readonly string[];
}

/** Months that are shown one by one; of more, years. */
const mostMonths = 36;

/**
 * The bars of dates by month, with those that are empty between. By year where there are many months, or where of some
 * dates the year alone is certain.
 */
export function columnsOf(months: Readonly<Record<string, number>>, { newest, later }: Borne): Column[] {
  const known = Object.keys(months).sort();
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return [];
  const isByYear = known.some((period) => period.length === 4) || indexOf(last) - indexOf(first) >= mostMonths;
  const counts = new Map<string, number>();
  for (const [month, count] of Object.entries(months)) {
    const period = isByYear ? month.slice(0, 4) : month;
    counts.set(period, (counts.get(period) ?? 0) + count);
  }
  const periods = isByYear
    ? range(Number(first.slice(0, 4)), Number(last.slice(0, 4))).map(String)
    : range(indexOf(first), indexOf(last)).map(monthAt);
  return periods.map((period) => ({
    period,
    count: counts.get(period) ?? 0,
    isAlone:
      newest !== undefined && period > newest.slice(0, period.length) && later.some((day) => day.startsWith(period)),
  }));
}

const indexOf = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
const monthAt = (index: number): string => `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);

const monthWords = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `March 2019`, `2019` */
export const periodInWords = (period: string): string =>
  period.length === 4 ? period : monthWords.format(new Date(`${period}-01T00:00:00Z`));

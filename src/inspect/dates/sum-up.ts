import { type DateTally, type DayCount, type FileDates, newestDays } from '../contract.ts';
import type { DateOrder } from '../tables/dates.ts';
import type { ColumnDates, SeenDay } from './column-dates.ts';
import { type Day, isoOf } from './stated-day.ts';

interface Placed extends SeenDay {
  readonly column: ColumnDates;
}

/** What the columns of a file say together; undefined where they say nothing. */
export function sumUp(columns: readonly ColumnDates[]): FileDates | undefined {
  const order = orderOf(columns);
  const ours = columns.filter((column) => !column.isOfPlans);
  const events = tallyOf(
    ours.filter(({ by }) => by !== 'property'),
    order,
  );
  const documents = tallyOf(
    ours.filter(({ by }) => by === 'property'),
    order,
  );
  if (events === undefined && documents === undefined) return undefined;
  return { ...(events && { events }), ...(documents && { documents }) };
}

/** Programs write all dates of a file in one order. Where two columns prove two orders, none is taken from the other. */
function orderOf(columns: readonly ColumnDates[]): DateOrder | undefined {
  const proven = new Set(columns.map((column) => column.order).filter((order) => order !== undefined));
  return proven.size === 1 ? [...proven][0] : undefined;
}

function tallyOf(columns: readonly ColumnDates[], order: DateOrder | undefined): DateTally | undefined {
  const all = new Map<Day, Placed>();
  const months: Record<string, number> = {};
  let count = 0;
  const inMonth = (name: string, some: number): void => {
    months[name] = (months[name] ?? 0) + some;
    count += some;
  };
  for (const column of columns) {
    const { days, years } = column.settled(order);
    for (const [day, seen] of days) {
      const known = all.get(day);
      if (known === undefined) all.set(day, { ...seen, column });
      else known.count += seen.count;
      inMonth(isoOf(day).slice(0, 7), seen.count);
    }
    for (const [year, some] of years) inMonth(String(year), some);
  }
  if (count === 0) return undefined;
  const sorted = [...all].sort(([a], [b]) => b - a);
  const newest = sorted.slice(0, newestDays).map(dayCount);
  const last = sorted.at(-1);
  const ordered = Object.fromEntries(Object.entries(months).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { count, months: ordered, newest, ...(last && { oldest: dayCount(last) }) };
}

function dayCount([day, { count, at, column }]: [Day, Placed]): DayCount {
  const { by, label } = column;
  return { day: isoOf(day), count, at: { by, ...(label.said === undefined ? {} : { said: label.said }), ...at } };
}

import type { DatePlace } from '../contract.ts';
import type { DateOrder } from '../tables/dates.ts';
import type { DateLabel } from './label-book.ts';
import type { Span } from './span.ts';
import { type Day, exchanged, readNumericDay, type StatedDay } from './stated-day.ts';
import { readDay } from './written-day.ts';

/** How often a day came, and where it stood first. */
export interface SeenDay {
  count: number;
  readonly at: Omit<DatePlace, 'by' | 'said'>;
}

/** Values without any date after which a column is taken for one of something else. */
const mostOther = 64;
/** One in so many values against an order of day and month is a slip. */
const slips = 50;

/**
 * The days that one column, field or kind of line states. All that it holds is kept until the end, since a later value may
 * tell what an earlier one means; that is one entry a day, of 13,000 at most.
 */
export class ColumnDates {
  readonly by: DatePlace['by'];
  readonly label: DateLabel;
  readonly #span: Span;
  readonly #days = new Map<Day, SeenDay>();
  /** Days whose day and month could change places, read day first. */
  readonly #open = new Map<Day, SeenDay>();
  #dayFirst = 0;
  #monthFirst = 0;
  #toCome = 0;
  #read = 0;
  #other = 0;
  /** The last value and what it said: values of logs and exports come in runs. */
  #lastValue = '';
  #lastStated: StatedDay | undefined;

  readonly #sampled: DateOrder | undefined;

  /** @param sampled order of day and month in the first rows, of this column or of another of the file */
  constructor(by: DatePlace['by'], label: DateLabel, span: Span, sampled?: DateOrder) {
    this.by = by;
    this.#sampled = sampled;
    this.label = label;
    this.#span = span;
  }

  /** Not worth asking again. */
  get isOff(): boolean {
    return this.#other >= mostOther && this.#read === 0;
  }

  /** A value at [from, to) of a text; `place` is asked where its day comes for the first time. */
  value(text: string, from: number, to: number, place: () => SeenDay['at']): void {
    const stated = readNumericDay(text, from, to) ?? this.#spelt(text, from, to);
    if (stated === undefined) this.#other += to > from ? 1 : 0;
    else this.stated(stated, place);
  }

  /** In words, or in figures without marks: only where a label says that there is a date. */
  #spelt(text: string, from: number, to: number): StatedDay | undefined {
    if (this.label.role === 'timed' || to - from > 64) return undefined;
    const value = text.slice(from, to);
    if (value === this.#lastValue) return this.#lastStated;
    this.#lastValue = value;
    this.#lastStated = readDay(value);
    return this.#lastStated;
  }

  stated({ day, monthFirst, timed }: StatedDay, place: () => SeenDay['at']): void {
    this.#read += 1;
    if (this.label.role === 'timed' && !timed) return;
    const first = this.#span.holds(day);
    const second = this.#span.holds(monthFirst);
    if (day === monthFirst) {
      if (first) note(this.#days, day, place);
      else if (this.#span.isToCome(day)) this.#toCome += 1;
      return;
    }
    if (day === 0) this.#monthFirst += 1;
    if (monthFirst === 0) this.#dayFirst += 1;
    if (first && second) note(this.#open, day, place);
    // A day to come was not written yet: the other reading is meant, unless the column is one of plans.
    else if (first || second) note(this.#days, first ? day : monthFirst, place);
    if ((day === 0 || !first) && (monthFirst === 0 || !second)) {
      if (this.#span.isToCome(Math.max(day, monthFirst))) this.#toCome += 1;
    }
  }

  /** The order of day and month, as far as this column proves it. */
  get order(): DateOrder | undefined {
    if (this.#dayFirst > slips * this.#monthFirst) return 'dmy';
    return this.#monthFirst > slips * this.#dayFirst ? 'mdy' : undefined;
  }

  /**
   * Days to come in a column show what it holds: plans. What of it is past by now was written before, nobody knows when. A
   * label that says that something was done is believed; a wrong clock then wrote the days to come.
   */
  get isOfPlans(): boolean {
    return this.label.role !== 'happened' && this.#toCome > 0 && this.#toCome * slips > this.#read;
  }

  /** Days that are certain, by the order given where the column leaves it open, and years of the rest. */
  settled(order: DateOrder | undefined): { days: ReadonlyMap<Day, SeenDay>; years: ReadonlyMap<number, number> } {
    const known = this.order ?? order ?? this.#sampled;
    const years = new Map<number, number>();
    for (const [day, seen] of this.#open) {
      if (known === 'dmy') add(this.#days, day, seen);
      else if (known === 'mdy') add(this.#days, exchanged(day), seen);
      else {
        const year = Math.floor(day / 10_000);
        years.set(year, (years.get(year) ?? 0) + seen.count);
      }
    }
    this.#open.clear();
    return { days: this.#days, years };
  }
}

function note(days: Map<Day, SeenDay>, day: Day, place: () => SeenDay['at']): void {
  const seen = days.get(day);
  if (seen === undefined) days.set(day, { count: 1, at: place() });
  else seen.count += 1;
}

/** Adds what was seen of a day to what is known; the first place stays. */
function add(days: Map<Day, SeenDay>, day: Day, { count, at }: SeenDay): void {
  const known = days.get(day);
  if (known === undefined) days.set(day, { count, at });
  else known.count += count;
}

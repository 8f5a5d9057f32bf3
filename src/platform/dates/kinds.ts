import { addTallies, type CountedDay, type Tally } from './tally.ts';

/** The dates of what happened, and those of documents, which say when somebody changed or packed them. */
export interface Dates<D extends CountedDay = CountedDay> {
  readonly events?: Tally<D> | undefined;
  readonly documents?: Tally<D> | undefined;
}

/** What several files, or parts of one, say together; see `addTallies`. */
export function addDates<D extends CountedDay>(all: readonly Dates<D>[], startOf?: (day: D) => number): Dates<D> {
  const events = addTallies(
    all.flatMap((dates) => dates.events ?? []),
    startOf,
  );
  const documents = addTallies(
    all.flatMap((dates) => dates.documents ?? []),
    startOf,
  );
  return { ...(events && { events }), ...(documents && { documents }) };
}

/** The same with each day told otherwise: without its place, say. */
export function mapDays<D extends CountedDay, E extends CountedDay>(dates: Dates<D>, told: (day: D) => E): Dates<E> {
  const tally = ({ count, months, newest, oldest }: Tally<D>): Tally<E> => ({
    count,
    months,
    newest: newest.map(told),
    ...(oldest && { oldest: told(oldest) }),
  });
  const { events, documents } = dates;
  return { ...(events && { events: tally(events) }), ...(documents && { documents: tally(documents) }) };
}

/** The day and its count alone: what a sum over files can say. */
export const dayAlone = ({ day, count }: CountedDay): CountedDay => ({ day, count });

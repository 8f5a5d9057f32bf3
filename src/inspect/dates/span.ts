import type { Day } from './stated-day.ts';
import { dayOf } from './stated-day.ts';

/** Before this, systems whose data leaks today wrote nothing: 1970-01-01 and 1900-01-01 mean that there is no date. */
const earliest: Day = 19900101;
/** From here on a date means that there is none: 9999-12-31, 2999-12-31, 2100-01-01. */
const none: Day = 21000101;

/** Between which days a date says when data was written. */
export interface Span {
  holds(day: Day): boolean;
  /** Whether a day is yet to come, and no mark for none. */
  isToCome(day: Day): boolean;
}

/** @param asOf the day of inspection, `2026-03-04`; the next one counts too, since it may have begun elsewhere */
export function spanUntil(asOf: string): Span {
  const next = new Date(Date.parse(`${asOf}T00:00:00Z`) + 86_400_000);
  const latest = dayOf(next.getUTCFullYear(), next.getUTCMonth() + 1, next.getUTCDate());
  return {
    holds: (day) => day >= earliest && day <= latest,
    isToCome: (day) => day > latest && day < none,
  };
}

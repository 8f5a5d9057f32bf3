export { addDates, type Dates, dayAlone, mapDays } from './kinds.ts';
export { daysBetween, type Newest, newestOf } from './newest.ts';
export { addTallies, type CountedDay, daysKept, type Tally } from './tally.ts';

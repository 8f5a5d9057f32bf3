import { daysBetween, type Newest, newestOf } from '#platform/dates';
import type { Overview } from '../impact/contract.ts';
import type { Question } from './contract.ts';
import type { Facts } from './facts.ts';
import { nothingYet, partly } from './not-yet.ts';
import { ago, dayWords, figure, listed, many } from './words.ts';

/**
 * Is it new? The newest date in the data is a bound: it was taken on that day or later, if the date is true. What is dated
 * later and stands alone is shown, and decides nothing.
 */
export function isNew(facts: Facts): Question {
  const nothing = nothingYet(facts);
  if (nothing !== undefined) return nothing;
  const { overview, inspectedAt: changedAt } = facts;
  const { events, documents, isComplete } = overview.dates;
  const newest = newestIn(events);
  const changed = newestIn(documents);
  if (newest === undefined && changed === undefined) return undated(facts);
  const from = [
    newest === undefined ? 'Dates of documents and files' : 'Dates of what happened, and of documents and files',
    ...(isComplete ? [] : ['some of it was inspected before dates were read: inspect it again']),
    partly(facts),
  ].join('; ');
  if (newest === undefined) {
    const answer = `When its records were written was not recognised. ${documentWords(changed, facts.today)}`;
    return { certainty: 'partial', answer, from, changedAt };
  }
  const isPlain = newest.later.length === 0 && newest.unsure === undefined;
  const isCertain = overview.searchedInWhole && isComplete && isPlain && newest.count > 1;
  const answer = [
    `The newest entry in it${newest.unsure === undefined ? '' : ' whose day is certain'} is of ${dayWords(newest.day)}, ${ago(newest.day, facts.today)}: it was taken then or later.`,
    nearWords(newest),
    laterWords(newest),
    unsureWords(newest),
    changed !== undefined && changed.day > newest.day ? documentWords(changed, facts.today) : '',
  ];
  return {
    certainty: isCertain ? 'known' : 'partial',
    answer: answer.filter((one) => one !== '').join(' '),
    from,
    changedAt,
  };
}

type Shown = Overview['dates']['events'];

export function newestIn(tally: Shown): Newest | undefined {
  return tally === null ? undefined : newestOf({ ...tally, oldest: tally.oldest ?? undefined });
}

/** How many bear it out: one date alone says less than a thousand. */
function nearWords({ count, inMonth, inWeek }: Newest): string {
  if (count === 1) return 'It is the only date in it.';
  const week = inWeek === inMonth ? '' : `, ${figure(inWeek)} of them in the last week of it`;
  return `${figure(inMonth)} of ${many(count, 'date')} ${inMonth === 1 ? 'is' : 'are'} of that day and the month before${week}.`;
}

function laterWords({ later }: Newest): string {
  if (later.length === 0) return '';
  const count = later.reduce((sum, one) => sum + one.count, 0);
  const days = listed(later.map(({ day }) => dayWords(day)));
  return count === 1
    ? `One date is later and stands alone, ${days}: often a slip or a test record. Look at it.`
    : `${figure(count)} dates are later and stand alone, ${days}: often slips or test records. Look at them.`;
}

function unsureWords({ unsure }: Newest): string {
  if (unsure === undefined) return '';
  const { count, upTo } = unsure;
  return `${many(count, 'date')} up to ${upTo} may be newer: nothing tells which figure of them is the month.`;
}

function documentWords(changed: Newest | undefined, today: string): string {
  if (changed === undefined) return '';
  return `The newest file in it was changed on ${dayWords(changed.day)}, ${ago(changed.day, today)}.`;
}

/** No day is certain. */
function undated(facts: Facts): Question {
  const { dates } = facts.overview;
  const changedAt = facts.inspectedAt;
  const from = `Dates read; ${partly(facts)}`;
  const years = Object.keys(dates.events?.months ?? {}).sort();
  const last = years.at(-1);
  if (last !== undefined) {
    const answer = `The newest entry in it is of ${last.slice(0, 4)}. The day is not certain: nothing tells which figure of its dates is the month.`;
    return { certainty: 'partial', answer, from, changedAt };
  }
  const answer = dates.isComplete
    ? 'No date in it says when it was written. Look for the newest order, entry or sign-in in it, and ask your own system since when its values are so.'
    : 'It was inspected before dates were read. Inspect it again, and this is answered.';
  return { certainty: 'unknown', answer, from: `${from}; dates of birth and of expiry say nothing of it`, changedAt };
}

/** What speaks for data that still leaves, in sentences; none where nothing does. */
export function signsOfFlow({ overview: { dates }, aware, dated }: Facts): string[] {
  const signs: string[] = [];
  const newest = newestIn(dates.events);
  if (newest !== undefined && aware !== null && daysBetween(aware, newest.day) >= 1) {
    signs.push(
      `Entries in it are of ${dayWords(newest.day)}, after you became aware on ${dayWords(aware)}: it may still flow.`,
    );
  }
  const [first, last] = [dated[0], dated.at(-1)];
  const isRising =
    dated.length > 1 && dated.every((item, at) => at === 0 || item.newest > (dated[at - 1]?.newest ?? ''));
  // Exports of three years, handed in one after the other, rise as well: what flows was written since the first of them came.
  const isSince =
    first !== undefined && last !== undefined && daysBetween(first.handedInAt.slice(0, 10), last.newest) >= 1;
  if (isRising && isSince) {
    signs.push(
      `Each of ${many(dated.length, 'hand-in')} is newer than the one before, the last with entries up to ${dayWords(last.newest)}: it may still flow.`,
    );
  }
  return signs;
}

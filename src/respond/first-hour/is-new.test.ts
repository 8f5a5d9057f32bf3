import { expect, test } from 'vitest';
import type { Overview } from '../impact/contract.ts';
import type { Facts } from './facts.ts';
import { isNew } from './is-new.ts';
import { flowing } from './questions.ts';

type Dates = Overview['dates'];
const tally = (newest: Record<string, number>, more: Record<string, number> = {}): NonNullable<Dates['events']> => {
  const days = Object.entries(newest).map(([day, count]) => ({ day, count }));
  const months = { ...more };
  for (const { day, count } of days) months[day.slice(0, 7)] = (months[day.slice(0, 7)] ?? 0) + count;
  return {
    count: Object.values(months).reduce((sum, count) => sum + count, 0),
    months,
    newest: days,
    oldest: days.at(-1) ?? null,
  };
};
const facts = (dates: Partial<Dates>, rest: Partial<Facts> & { whole?: boolean } = {}): Facts => ({
  overview: {
    items: { whole: 1, sample: 0, waiting: 0, notSearched: 0, uploading: 0, sealedOff: 0 },
    searchedInWhole: rest.whole ?? true,
    rulesOff: [],
    bytes: 1,
    bytesRead: 1,
    files: { inspected: 1, partial: 0, unreadable: 0, reading: 0 },
    reasons: {},
    formats: {},
    elements: {},
    records: 1,
    persons: [],
    counting: false,
    dates: { events: null, documents: null, isComplete: true, ...dates },
  },
  rosterAt: null,
  credentials: [],
  inspectedAt: '2026-03-10T09:00:00.000Z',
  dated: [],
  aware: null,
  today: '2026-03-10',
  ...rest,
});

test.each<[string, Facts, string, RegExp]>([
  [
    'entries of many days',
    facts({ events: tally({ '2026-03-04': 12, '2026-02-20': 30 }, { '2019-01': 958 }) }),
    'known',
    /^The newest entry in it is of 4 March 2026, 6 days ago: it was taken then or later\. 42 of 1,000 dates are of that day and the month before, 12 of them in the last week of it\.$/,
  ],
  [
    'one date that stands alone',
    facts({ events: tally({ '2026-03-04': 1, '2019-03-04': 5000 }) }),
    'partial',
    /of 4 March 2019, 7 years ago.*One date is later and stands alone, 4 March 2026: often a slip or a test record/,
  ],
  ['a single date', facts({ events: tally({ '2026-03-09': 1 }) }), 'partial', /9 March 2026, yesterday.*the only date/],
  ['a part of the evidence', facts({ events: tally({ '2026-03-09': 5 }) }, { whole: false }), 'partial', /yesterday/],
  [
    'a day ahead, elsewhere',
    facts({ events: tally({ '2026-03-11': 5 }) }),
    'known',
    /11 March 2026, a day ahead of UTC/,
  ],
  ['years alone', facts({ events: tally({}, { '2019': 7 }) }), 'partial', /of 2019\. The day is not certain/],
  [
    'documents alone',
    facts({ documents: tally({ '2025-03-04': 1 }) }),
    'partial',
    /not recognised\. The newest file .* 12 months ago/,
  ],
  [
    'a later year whose months nobody can tell',
    facts({ events: tally({ '2019-03-04': 60 }, { '2018': 9, '2025': 500 }) }),
    'partial',
    /^The newest entry in it whose day is certain is of 4 March 2019.* 500 dates up to 2025 may be newer: nothing tells which/,
  ],
  [
    'an earlier year whose months nobody can tell',
    facts({ events: tally({ '2019-03-04': 60 }, { '2018': 9 }) }),
    'known',
    /^The newest entry in it is of 4 March 2019/,
  ],
  ['two years less a day', facts({ documents: tally({ '2024-03-10': 1 }) }), 'partial', /23 months ago/],
  [
    'a document that is newer',
    facts({ events: tally({ '2019-03-04': 5 }), documents: tally({ '2026-03-04': 1 }) }),
    'known',
    /4 March 2019.*newest file in it was changed on 4 March 2026/,
  ],
  ['no date', facts({}), 'unknown', /No date in it says when it was written/],
  ['what an earlier version read', facts({ isComplete: false }), 'unknown', /Inspect it again/],
])('how new it is, from %s', (_, known, certainty, answer) => {
  const told = isNew(known);
  expect(told.certainty).toBe(certainty);
  expect(told.answer).toMatch(answer);
  expect(told.changedAt).toBe('2026-03-10T09:00:00.000Z');
});

test('entries after the day on which somebody became aware say that it may still flow', () => {
  const events = tally({ '2026-03-04': 12, '2026-02-20': 30 });
  expect(flowing(facts({ events }, { aware: '2026-03-02' }))).toMatchObject({
    certainty: 'partial',
    answer: expect.stringMatching(/^Entries in it are of 4 March 2026, after you became aware on 2 March 2026: it may/),
  });
  const { answer } = flowing(facts({ events }, { aware: '2026-03-04' }));
  expect(answer).toMatch(/dated after you became aware, which does not prove that it stopped\.$/);
  expect(answer).not.toMatch(/still flow/);
  const unsure = tally({ '2026-03-04': 12 }, { '2026': 3 });
  expect(flowing(facts({ events: unsure }, { aware: '2026-03-04' })).answer).not.toMatch(/does not prove/);
});

test('a slip in the future of the leak is no sign that it flows', () => {
  const events = tally({ '2026-03-04': 1, '2019-03-04': 5000 });
  expect(flowing(facts({ events }, { aware: '2026-03-02' })).answer).not.toMatch(/still flow/);
});

test('hand-ins of which each is newer than the one before say so, and no others', () => {
  const item = (newest: string, day: number) => ({
    evidence: 'x',
    handedInAt: `2026-03-0${day}T00:00:00.000Z`,
    newest,
  });
  const events = tally({ '2026-03-04': 12 });
  const rising = [item('2026-02-20', 1), item('2026-03-01', 2), item('2026-03-04', 3)];
  expect(flowing(facts({ events }, { dated: rising })).answer).toMatch(
    /^Each of 3 hand-ins is newer than the one before/,
  );
  const old = [item('2019-05-06', 1), item('2020-05-06', 2), item('2021-05-06', 3)];
  for (const dated of [rising.toReversed(), rising.slice(0, 1), [...rising, item('2026-03-04', 4)], old]) {
    expect(flowing(facts({ events }, { dated })).answer).not.toMatch(/newer than the one before/);
  }
});

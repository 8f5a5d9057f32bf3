import { expect, test } from 'vitest';
import type { Overview, PersonCount } from '../impact/contract.ts';
import type { Facts } from './facts.ts';
import { avoid, preserve } from './lists.ts';
import { isNew } from './is-new.ts';
import { flowing, ours, real } from './questions.ts';

const at = '2026-01-01T09:00:00.000Z';
const count = (input: Partial<PersonCount> = {}): PersonCount => ({
  id: 'x',
  compartment: 'facts',
  entity: null,
  countedAt: at,
  version: 1,
  certain: 100,
  possible: 100,
  atLeast: false,
  relations: { customer: 62, unknown: 38 },
  countries: {},
  elements: {},
  minors: 0,
  ...input,
});
const items = { whole: 1, sample: 0, waiting: 0, notSearched: 0, uploading: 0, sealedOff: 0 };
const facts = (overview: Partial<Overview> = {}, rest: Partial<Facts> = {}): Facts => ({
  overview: {
    items,
    searchedInWhole: true,
    rulesOff: [],
    bytes: 1,
    bytesRead: 1,
    files: { inspected: 1, partial: 0, unreadable: 0, reading: 0 },
    reasons: {},
    formats: {},
    elements: {},
    records: 100,
    persons: [count()],
    counting: false,
    dates: { events: null, documents: null, isComplete: true },
    ...overview,
  },
  rosterAt: '2025-12-01T00:00:00.000Z',
  credentials: [],
  inspectedAt: at,
  dated: [],
  aware: null,
  today: '2026-01-01',
  ...rest,
});
const none = { ...items, whole: 0 };

test.each([real, ours, isNew, flowing])('%o says nothing of data that nobody read', (ask) => {
  expect(ask(facts({ items: none }))).toMatchObject({ certainty: 'unknown', answer: 'Nothing was handed in yet.' });
  expect(ask(facts({ items: { ...none, waiting: 2 } }))).toMatchObject({ certainty: 'unknown' });
  expect(ask(facts({ items: { ...none, notSearched: 1 } })).answer).toMatch(/could be searched/);
});

test.each<[string, Facts, string, RegExp]>([
  ['a share', facts(), 'known', /^62% of the persons .* 62 of 100 persons\.$/],
  [
    'a range',
    facts({ persons: [count({ certain: 80, possible: 100 })] }),
    'known',
    /^62% to 78% .* 62 of 80 to 100 persons/,
  ],
  [
    'all but one is not all',
    facts({ persons: [count({ certain: 1000, possible: 1000, relations: { customer: 999, unknown: 1 } })] }),
    'known',
    /^99% /,
  ],
  [
    'few',
    facts({ persons: [count({ certain: 5000, possible: 5000, relations: { employee: 3, unknown: 4997 } })] }),
    'known',
    /^Less than 1% /,
  ],
  ['there may be more', facts({ persons: [count({ atLeast: true })], searchedInWhole: false }), 'partial', /62 of 100/],
  ['being counted', facts({ counting: true }), 'partial', /62 of 100/],
  ['an older count', facts({}, { rosterAt: '2026-01-02T00:00:00.000Z' }), 'partial', /62 of 100/],
  ['nobody', facts({ persons: [count({ relations: { unknown: 100 } })] }), 'partial', /^Nobody of 100 persons/],
  [
    'no roster',
    facts({ persons: [count({ relations: { unknown: 100 } })] }, { rosterAt: null }),
    'unknown',
    /No roster is loaded/,
  ],
  ['no persons', facts({ persons: [] }), 'unknown', /No person was found/],
  [
    'two places',
    facts({ persons: [count({ possible: 5, certain: 5, relations: { customer: 5 } }), count()] }),
    'known',
    /62 of 100/,
  ],
])('ours: %s', (_, given, certainty, answer) => {
  const question = ours(given);
  expect(question.certainty).toBe(certainty);
  expect(question.answer).toMatch(answer);
});

test.each<[string, Facts, string, RegExp]>([
  ['persons of the roster', facts(), 'partial', /62 persons of the roster were recognised/],
  [
    'one',
    facts({ persons: [count({ relations: { customer: 1, unknown: 99 } })] }),
    'partial',
    /1 person of the roster was/,
  ],
  ['check digits', facts({ persons: [], elements: { iban: 3, 'tax-id': 1 } }), 'partial', /check digits of 4 numbers/],
  ['mail addresses alone', facts({ persons: [], elements: { email: 50 } }), 'unknown', /Nothing in it shows/],
])('real: %s', (_, given, certainty, answer) => {
  const question = real(given);
  expect([question.certainty, question.answer]).toEqual([certainty, expect.stringMatching(answer)]);
});

test('flowing: credentials by kind and number; none found is no all-clear', () => {
  const credentials = [
    { element: 'access-token', findings: 2, files: 1 },
    { element: 'password', findings: 1, files: 1 },
  ] as const;
  expect(flowing(facts({}, { credentials }))).toMatchObject({
    certainty: 'partial',
    answer: expect.stringContaining('2 access tokens and 1 password.') as string,
  });
  expect(flowing(facts())).toMatchObject({ certainty: 'partial' });
  expect(flowing(facts({ searchedInWhole: false }))).toMatchObject({ certainty: 'unknown' });
});

test('what says that not all was read says so in each answer', () => {
  for (const ask of [real, ours, flowing]) expect(ask(facts({ searchedInWhole: false })).from).toMatch(/not all of it/);
});

test('what is gone soonest stands first, each with its source, and each id once', () => {
  const hours = preserve.map(({ kept }) =>
    Temporal.Duration.from(kept).total({ unit: 'hours', relativeTo: '2026-01-01T00:00' }),
  );
  expect(hours).toEqual(hours.toSorted((a, b) => a - b));
  expect(preserve.length).toBeGreaterThan(15);
  expect(avoid.length).toBeGreaterThan(8);
  for (const list of [preserve, avoid]) expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
  for (const { says } of preserve) expect(says).toMatch(/^[^A-Z].*[^.]$/);
  for (const { dont, because } of avoid)
    expect([dont, because]).toEqual([expect.stringMatching(/^Do not .*\.$/), expect.stringMatching(/\.$/)]);
});

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { transact } from '#platform/db';
import { incidentKey } from '../../incident-key.ts';
import { openTestDesk, openTestIncident, type TestDesk } from '../../testing/desk.ts';
import { groups } from './groups.ts';
import { list, type ListPersons } from './list.ts';
import { matches } from './matches.ts';
import { relations } from './subject.ts';
import { type CountedSubject, writeCount } from './write-count.ts';

let here: TestDesk;
let incident: string;
const persons = 1000;
const countries = ['DE', 'FR', undefined];
/** Nobody has the last element but three, far apart. */
const rare = [3, 600, 999];

const subjects = Array.from({ length: persons }, (_, index): CountedSubject => {
  const number = index + 1;
  const country = countries[number % 3];
  return {
    number,
    relation: relations[number % 5] ?? 'unknown',
    ...(country !== undefined && { country }),
    ...(number % 4 !== 0 && { minor: number % 4 === 1 }),
    records: 1,
    files: 1,
    elements: 1 | (number % 7 === 0 ? 1 << 7 : 0) | (rare.includes(number) ? 1 << 15 : 0),
    mark: 1,
    span: { start: 0, end: 1 },
    name: `Person ${number}`,
    contact: '',
  };
});

beforeAll(async () => {
  here = await openTestDesk();
  incident = await openTestIncident(here, [
    { name: 'comms', role: 'comms' },
    { name: 'dpo', role: 'dpo', compartments: ['counsel'] },
  ]);
  const { desk, people, worker } = here;
  const key = await transact(desk.pool, { person: people.lead }, (c) => incidentKey(c, desk.master, incident));
  await writeCount({ ...desk, pool: worker }, key, {
    place: { incident, compartment: 'facts', evidence: [], runs: [], atLeast: false },
    certain: persons,
    possible: persons,
    subjects: (async function* () {
      yield* subjects;
    })(),
    summary: () => ({ relations: {}, countries: {}, elements: {}, minors: 0 }),
    version: 0,
  });
});
afterAll(() => here.close());

type Asked = Partial<Pick<ListPersons, 'relation' | 'country' | 'minor' | 'element'>>;
const asLead = () => ({ person: here.people.lead });

const bits = new Map([
  ['iban', 1 << 7],
  ['access-token', 1 << 15],
  ['email', 1 << 3],
]);
/** What a filter means, said once more. */
const fits =
  ({ relation, country, minor, element }: Asked) =>
  (one: CountedSubject): boolean =>
    (relation === undefined || one.relation === relation) &&
    (country === undefined || (one.country ?? 'unknown') === country) &&
    (minor === undefined || one.minor === (minor === 'true')) &&
    (element === undefined || (one.elements & (bits.get(element) ?? 0)) !== 0);

const asked: fc.Arbitrary<Asked> = fc.record(
  {
    relation: fc.constantFrom(...relations),
    country: fc.constantFrom('DE', 'FR', 'IT', 'unknown'),
    minor: fc.constantFrom('true' as const, 'false' as const),
    element: fc.constantFrom('iban', 'access-token', 'email'),
  },
  { requiredKeys: [] },
);

test('the person at any place of a filtered list is reached by the number that the matches give', async () => {
  await fc.assert(
    fc.asyncProperty(asked, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), async (filter, at) => {
      const expected = subjects.filter(fits(filter)).map(({ number }) => number);
      const found = await matches(here.desk, asLead(), { incident, ...filter });
      expect(found.persons).toBe(expected.length);
      expect(found.matches.reduce((sum, one) => sum + one, 0)).toBe(expected.length);
      if (expected.length === 0) return;
      const place = Math.floor(at * expected.length);
      let [block, before] = [0, 0];
      while (before + (found.matches[block] ?? 0) <= place) before += found.matches[block++] ?? 0;
      const from = block * found.together + 1;
      const { items, version } = await list(here.desk, asLead(), { incident, ...filter, from, limit: 300 });
      expect(version).toBe(found.version);
      expect(items[place - before]?.number).toBe(expected[place]);
    }),
    { numRuns: 60 },
  );
});

test('from any number the list goes on to its end by its cursor', async () => {
  const first = await list(here.desk, asLead(), { incident, from: 500, limit: 300, element: 'iban' });
  const numbers = first.items.map(({ number }) => number);
  expect(numbers).toEqual(
    subjects.filter(({ number }) => number >= 500 && number % 7 === 0).map(({ number }) => number),
  );
  // One at a time, and each time the rest of a block is empty, or the next.
  const few: number[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await list(here.desk, asLead(), { incident, element: 'access-token', limit: 1, cursor });
    few.push(...page.items.map(({ number }) => number));
    if (page.next === null) break;
    cursor = page.next;
  }
  expect(few).toEqual(rare);
  const pages = [await list(here.desk, asLead(), { incident, from: 900, limit: 60 })];
  const next = pages[0]?.next ?? '';
  pages.push(await list(here.desk, asLead(), { incident, from: 1, cursor: next, limit: 60 }));
  expect(pages.flatMap(({ items }) => items.map(({ number }) => number))).toEqual(
    Array.from({ length: 101 }, (_, index) => 900 + index),
  );
  expect(pages[1]?.next).toBeNull();
});

test('groups hold every person once, and of each group those who have an element', async () => {
  const { groups: found } = await groups(here.desk, asLead(), { incident });
  expect(found).toEqual(
    relations.map((relation) => {
      const own = subjects.filter((one) => one.relation === relation);
      const having = (bit: number): number => own.filter(({ elements }) => elements & (1 << bit)).length;
      const elements = { 'person-name': own.length, iban: having(7), 'access-token': having(15) };
      return {
        relation,
        persons: own.length,
        elements: Object.fromEntries(Object.entries(elements).filter(([, count]) => count > 0)),
      };
    }),
  );
});

test('sums are for every member who sees the place, places in the list for those who work with persons', async () => {
  const { desk, people } = here;
  const codeOf = (asking: Promise<unknown>): Promise<unknown> =>
    asking.then(
      () => 'answered',
      (error: unknown) => (error as { code?: unknown }).code,
    );
  for (const [name, ofGroups, ofMatches] of [
    ['comms', 'answered', 'role-lacking'],
    ['dpo', 'nothing-there', 'nothing-there'],
    ['stranger', 'nothing-there', 'nothing-there'],
  ] as const) {
    const asker = { person: people[name] };
    expect(await codeOf(groups(desk, asker, { incident })), name).toBe(ofGroups);
    expect(await codeOf(matches(desk, asker, { incident })), name).toBe(ofMatches);
  }
});

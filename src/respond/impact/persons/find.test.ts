import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { transact } from '#platform/db';
import { incidentKey } from '../../incident-key.ts';
import { openTestDesk, openTestIncident, type TestDesk } from '../../testing/desk.ts';
import { findPersons } from './find.ts';
import { countOf, elementBits, relationOf } from './rows.ts';
import { relations } from './subject.ts';
import { type CountedSubject, writeCount } from './write-count.ts';

let t: TestDesk;
let incident: string;
/** Three blocks and a part of a fourth; what few have is in some of them alone. */
const subjects: readonly CountedSubject[] = Array.from({ length: 900 }, (_, at) => ({
  number: at + 1,
  relation: at % 300 === 7 ? 'partner' : at % 3 === 0 ? 'unknown' : 'customer',
  ...(at % 2 === 0 && { standing: 'current' as const }),
  ...(at % 5 !== 0 && { country: at === 899 ? 'LI' : 'DE' }),
  ...(at % 4 !== 0 && { minor: at % 400 === 99 }),
  records: 1 + (at % 7),
  files: 1 + (at % 2),
  elements: 0b1001 | (at > 600 && at % 50 === 1 ? 1 << 14 : 0),
  mark: 2 ** 40 + at,
  span: { start: at * 80, end: at * 80 + 70 },
  name: `Person ${at}`,
  contact: '',
}));

beforeAll(async () => {
  t = await openTestDesk();
  incident = await openTestIncident(t);
  const key = await transact(t.desk.pool, { person: t.people.lead }, (client) =>
    incidentKey(client, t.desk.master, incident),
  );
  await writeCount({ ...t.desk, pool: t.worker }, key, {
    place: { incident, compartment: 'facts', evidence: [], runs: [], atLeast: false },
    certain: subjects.length,
    possible: subjects.length,
    subjects: ReadableStream.from(subjects),
    summary: () => ({ relations: {}, countries: {}, elements: {}, minors: 0 }),
    version: 0,
  });
});
afterAll(() => t.close());

const filter = fc.record(
  {
    relation: fc.constantFrom(...relations),
    country: fc.constantFrom('DE', 'LI', 'FR', 'unknown'),
    minor: fc.constantFrom('true', 'false'),
    element: fc.constantFrom('person-name' as const, 'private-key' as const, 'iban' as const),
  },
  { requiredKeys: [] },
);

test('whoever has all that is asked for is found, in order, from any number on, and nobody else', async () => {
  await transact(t.desk.pool, { person: t.people.lead }, async (client) => {
    const count = await countOf(client, incident);
    const property = fc.asyncProperty(
      filter,
      fc.integer({ min: 0, max: 1000 }),
      fc.integer({ min: 1, max: 300 }),
      async (asked, after, limit) => {
        const found = await findPersons(client, count, { ...asked, after, limit });
        const { relation, country, minor, element } = asked;
        const bit = element === undefined ? 0 : 1 << elementBits.indexOf(element);
        const expected = subjects.filter(
          (one) =>
            one.number > after &&
            (relation === undefined || one.relation === relation) &&
            (country === undefined || (one.country ?? 'unknown') === country) &&
            (minor === undefined || one.minor === (minor === 'true')) &&
            (bit === 0 || (one.elements & bit) !== 0),
        );
        expect(found.map(({ number }) => number)).toEqual(expected.slice(0, limit).map(({ number }) => number));
        for (const row of found) {
          const { country: from = null, minor: isMinor = null, ...one } = subjects[row.number - 1] ?? expect.fail();
          expect(relationOf(row)).toBe(one.relation);
          expect([row.country, row.minor, row.records, row.files]).toEqual([from, isMinor, one.records, one.files]);
          expect([row.mark, row.span_start, row.span_end].map(Number)).toEqual([
            one.mark,
            one.span.start,
            one.span.end,
          ]);
        }
      },
    );
    await fc.assert(property, { numRuns: 100 });
  });
});

test('somebody who is no member finds nobody', async () => {
  const count = await transact(t.desk.pool, { person: t.people.lead }, (client) => countOf(client, incident));
  const found = await transact(t.desk.pool, { person: t.people.stranger }, (client) =>
    findPersons(client, count, { after: 0, limit: 10 }),
  );
  expect(found).toEqual([]);
});

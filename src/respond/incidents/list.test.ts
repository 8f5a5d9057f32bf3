import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '#platform/db';
import { listIncidents } from '../contract.ts';
import { openTestDesk, type TestDesk } from '../testing/desk.ts';
import { list, listSql } from './list.ts';

const incidents = 10_000;
let t: TestDesk;
/** Is a member of every eightieth, and of all respectively. */
const [some, all] = [randomUUID(), randomUUID()];

beforeAll(async () => {
  t = await openTestDesk();
  const { owner } = t.database;
  await owner.query(
    `insert into cofferdam.person (id, name, mail, created_at)
     select case n when 0 then $1::uuid when 1 then $2::uuid else gen_random_uuid() end, 'p' || n, 'p' || n, now()
     from generate_series(0, 199) n`,
    [some, all],
  );
  // Ten at the same time, so that pages end between equal ones.
  await owner.query(
    `insert into cofferdam.incident (id, title, code_name, severity, phase, opened_at, opened_by)
     select gen_random_uuid(), 'Number ' || n || case when n % 800 = 0 then ' 100%_\\ sure' else '' end, 'Code ' || n,
       (enum_range(null::cofferdam.severity))[1 + n % 5], (enum_range(null::cofferdam.phase))[1 + n % 5],
       '2025-01-01Z'::timestamptz + (n / 10) * interval '1.234567 hours', $1
     from generate_series(1, $2::int) n`,
    [all, incidents],
  );
  await owner.query(
    `insert into cofferdam.membership (id, incident_id, person_id, role, compartments, created_at, created_by)
     select gen_random_uuid(), i.id, p.id, 'analyst', '{facts}', now(), p.id
     from cofferdam.incident i join cofferdam.person p on p.id = $1
       or (p.name like 'p%' and (substr(i.code_name, 6)::int + substr(p.name, 2)::int) % 80 = 0)
     on conflict do nothing`,
    [all],
  );
  await owner.query('analyze');
});
afterAll(() => t.close());

const page = (person: string, query: Record<string, unknown> = {}) =>
  list(t.desk, { person }, listIncidents.query.parse(query));

async function every(person: string, query: Record<string, unknown>): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const { items, next } = await page(person, { ...query, cursor });
    ids.push(...items.map(({ id }) => id));
    if (next === null) return ids;
    cursor = next;
  }
}

test('one sees one\u2019s own, newest first, on pages of any size', async () => {
  const { items, next } = await page(some, { limit: 500 });
  expect(items).toHaveLength(125);
  expect(next).toBeNull();
  const times = items.map(({ openedAt }) => Date.parse(openedAt));
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  for (const limit of [7, 25, 125]) expect(await every(some, { limit })).toEqual(items.map(({ id }) => id));
  expect(await page(t.people.stranger)).toEqual({ items: [], next: null, total: null });
  const whole = await every(all, { limit: 500 });
  expect(new Set(whole).size).toBe(incidents);
});

test('an incident that is opened meanwhile moves no page', async () => {
  const first = await page(all, { limit: 10 });
  await t.database.owner.query(
    `with i as (
       insert into cofferdam.incident (id, title, code_name, opened_at, opened_by)
       values (gen_random_uuid(), 'New', 'New', '2030-01-01Z', $1) returning id)
     insert into cofferdam.membership (id, incident_id, person_id, role, compartments, created_at, created_by)
     select gen_random_uuid(), id, $1, 'lead', '{facts}', now(), $1 from i`,
    [all],
  );
  const second = await page(all, { limit: 10, cursor: first.next });
  const again = await page(all, { limit: 21 });
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(again.items.slice(1).map(({ id }) => id));
});

test('the last rows are there by themselves, and how many rows there are is told to each', async () => {
  const { items, total } = await page(all, { limit: 10, skip: incidents - 4, total: 'true' });
  expect(items.map(({ id }) => id)).toEqual((await every(all, { limit: 500 })).slice(-items.length));
  expect(total).toBe(incidents - 4 + items.length);
  expect(await page(some, { limit: 1, severity: 'unknown', total: 'true' })).toMatchObject({ total: 125 });
});

describe('filters', () => {
  test.each<[string, Record<string, unknown>, number]>([
    ['severity', { severity: 'high' }, 0],
    ['severity of which there are some', { severity: 'unknown' }, 125],
    ['phase and severity', { severity: 'unknown', phase: 'assess' }, 125],
    ['a part of the title, in another case', { title: 'NUMBER 80' }, 4],
    ['signs that patterns are made of', { title: '100%_\\' }, 12],
    ['a percent sign alone', { title: '%' }, 12],
    ['an underscore alone', { title: '_' }, 12],
    ['opened from', { openedFrom: '2025-02-01T00:00:00Z' }, 50],
    ['opened before', { openedBefore: '2025-02-01T01:00:00+01:00' }, 75],
    ['nothing in between', { openedFrom: '2025-02-01T00:00:00Z', openedBefore: '2025-02-01T00:00:00Z' }, 0],
  ])('%s', async (_, query, count) => {
    expect((await page(some, { ...query, limit: 500 })).items).toHaveLength(count);
  });

  test.each(['', 'x', Buffer.from('["2025-13-01T00:00:00.000000Z","x"]').toString('base64url'), 'e30', 'null'])(
    'a cursor that is none: %j',
    async (cursor) => {
      await expect((async () => page(some, { cursor }))()).rejects.toMatchObject({ code: 'request-invalid' });
    },
  );
});

interface Node {
  readonly 'Actual Loops': number;
  readonly 'Node Type': string;
  readonly Plans?: readonly Node[];
}

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

test.each([
  ['some', some],
  ['all', all],
])('tables are gone through once for a list, not once for each row: a member of %s', async (_, person) => {
  const [plan] = await transact(t.desk.pool, { person }, async (client) => {
    const { rows } = await client.query<{ 'QUERY PLAN': { Plan: Node }[] }>(
      `explain (analyze, format json) ${listSql(false)}`,
      [null, null, null, null, null, 51, 0],
    );
    return rows[0]?.['QUERY PLAN'] ?? [];
  });
  const scans = plan === undefined ? [] : nodesOf(plan.Plan).filter((node) => node['Node Type'].includes('Scan'));
  expect(scans).not.toEqual([]);
  expect(scans.filter((node) => node['Actual Loops'] > 51)).toEqual([]);
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { transact } from '#platform/db';
import { openTestDesk, openTestIncident, type TestDesk, type TestPerson } from '../../testing/desk.ts';
import { actsOf } from '../testing/log.ts';
import { add } from './add.ts';
import { list } from './list.ts';
import { takeOver } from './take-over.ts';

let t: TestDesk;
let incident = '';
beforeAll(async () => {
  t = await openTestDesk();
});
afterAll(() => t.close());
beforeEach(async () => {
  await t.database.owner.query('update cofferdam.person set disabled_at = null');
  incident = await openTestIncident(t, [
    { name: 'analyst', role: 'analyst', compartments: ['facts'] },
    { name: 'dpo', role: 'dpo' },
    { name: 'hr', role: 'hr' },
  ]);
});

const as = (name: TestPerson) => ({ person: t.people[name] });
const take = (name: TestPerson) => takeOver(t.desk, as(name), incident, { reason: 'She left, and nobody can act.' });
const leads = async () =>
  (await list(t.desk, as('dpo'), incident)).members
    .filter(({ role, standing }) => role === 'lead' && standing === 'active')
    .map(({ name }) => name);

const ends = [
  ['was shut out', 'update cofferdam.person set disabled_at = now() where id = $2 and $1::uuid is not null'],
  ['is over', `update cofferdam.membership set expires_at = now() where incident_id = $1 and person_id = $2`],
  ['was removed', `update cofferdam.membership set removed_at = now() where incident_id = $1 and person_id = $2`],
] as const;
const end = (sql: string) => t.database.owner.query(sql, [incident, t.people.lead]);

test.each(ends)('where the only lead %s, a member takes over, lets others in, and the log says why', async (_, sql) => {
  await end(sql);
  expect(await take('analyst')).toMatchObject({ role: 'lead', compartments: ['facts'], version: 2 });
  expect(await leads()).toEqual(['analyst']);
  expect((await actsOf(t, incident)).at(-1)?.act).toEqual({
    type: 'lead-taken-over',
    reason: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  const grant = { person: t.people.legal, role: 'legal', entities: null, sponsor: null, expires: null } as const;
  await add(t.desk, as('analyst'), incident, { ...grant, compartments: ['facts'] });
  // Nobody sees more by it.
  const more = add(t.desk, as('analyst'), incident, { ...grant, person: t.people.comms, compartments: ['counsel'] });
  await expect(more).rejects.toMatchObject({ code: 'compartment-lacking' });
});

test.each([
  ['analyst', 'lead-present'],
  ['hr', 'role-lacking'],
  ['lead', 'role-lacking'],
  ['stranger', 'nothing-there'],
] as const)('while there is a lead, %s is refused: %s', async (name, code) => {
  await expect(take(name)).rejects.toMatchObject({ code });
  expect(await leads()).toEqual(['lead']);
});

test.each(Array.from({ length: 5 }, (_, at) => at))('of two at once, round %i, one becomes lead', async () => {
  await end(ends[0][1]);
  const both = await Promise.allSettled([take('analyst'), take('dpo')]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'lead-present' } });
  expect(await leads()).toHaveLength(1);
});

describe('the database itself', () => {
  const rise = (name: TestPerson, more = '') =>
    transact(t.desk.pool, as(name), async (client) => {
      const sql = `update cofferdam.membership set role = 'lead'${more} where incident_id = $1 and person_id = $2`;
      return (await client.query(sql, [incident, t.people[name]])).rowCount;
    });

  test('makes nobody lead where there is one', async () => {
    await expect(rise('dpo')).rejects.toThrow(/the incident has a lead/);
  });

  test.each(['hr', 'stranger'] as const)('makes no lead of %s', async (name) => {
    await end(ends[0][1]);
    expect(await rise(name)).toBe(0);
  });

  test.each([`, compartments = '{facts,counsel}'`, `, entities = '{}'`, `, created_by = person_id`])(
    'changes with it nothing else: %s',
    async (more) => {
      await end(ends[0][1]);
      await expect(rise('analyst', more)).rejects.toThrow(/permission denied/);
    },
  );

  test('of two at once it takes one', async () => {
    await end(ends[0][1]);
    const both = await Promise.allSettled([rise('analyst'), rise('dpo')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('a member who is over takes nothing over', async () => {
    await end(ends[0][1]);
    await t.database.owner.query(
      'update cofferdam.membership set expires_at = now() where incident_id = $1 and person_id = $2',
      [incident, t.people.dpo],
    );
    expect(await rise('dpo')).toBe(0);
  });
});

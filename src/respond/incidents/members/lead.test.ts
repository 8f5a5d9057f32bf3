import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '#platform/db';
import { openTestDesk, openTestIncident, type TestDesk, type TestPerson } from '../../testing/desk.ts';
import { change } from './change.ts';
import { list } from './list.ts';
import { remove } from './remove.ts';

let t: TestDesk;
beforeAll(async () => {
  t = await openTestDesk();
});
afterAll(() => t.close());

const as = (name: TestPerson) => ({ person: t.people[name] });
const later = '2099-01-01T00:00:00Z';
const lastLead = expect.objectContaining({ code: 'last-lead' });
const of = (incident: string, name: TestPerson) => ({ incident, person: t.people[name], version: 1 });

describe('the last lead stays', () => {
  test.each([
    ['steps down', { role: 'analyst' }],
    ['gets an end', { expires: later }],
  ] as const)('%s', async (_, changes) => {
    const incident = await openTestIncident(t, [{ name: 'analyst', role: 'analyst' }]);
    await expect(change(t.desk, as('lead'), { ...of(incident, 'lead'), changes })).rejects.toEqual(lastLead);
  });

  test('leaves', async () => {
    const incident = await openTestIncident(t, [{ name: 'analyst', role: 'analyst' }]);
    await expect(remove(t.desk, as('lead'), { ...of(incident, 'lead'), reason: 'done' })).rejects.toEqual(lastLead);
  });

  test.each([
    ['a lead whose time ends', `update cofferdam.membership set expires_at = '2099-01-01Z' where person_id = $1`],
    ['a lead who was shut out', 'update cofferdam.person set disabled_at = now() where id = $1'],
  ])('%s is none that counts', async (_, sql) => {
    const incident = await openTestIncident(t, [{ name: 'dpo', role: 'lead' }]);
    await t.database.owner.query(sql, [t.people.dpo]);
    await expect(remove(t.desk, as('lead'), { ...of(incident, 'lead'), reason: 'done' })).rejects.toEqual(lastLead);
    await t.database.owner.query('update cofferdam.person set disabled_at = null');
  });
});

test('a lead steps down or leaves where another stays, and the log has it', async () => {
  const incident = await openTestIncident(t, [{ name: 'dpo', role: 'lead' }]);
  const changes = { role: 'analyst', compartments: ['facts'] } as const;
  const after = await change(t.desk, as('lead'), {
    ...of(incident, 'lead'),
    changes: { ...changes, compartments: ['facts'] },
  });
  expect(after).toMatchObject({ role: 'analyst', compartments: ['facts'] });
  const other = await openTestIncident(t, [{ name: 'dpo', role: 'lead' }]);
  await remove(t.desk, as('lead'), { ...of(other, 'lead'), reason: 'done' });
  expect((await list(t.desk, as('dpo'), other)).members).toHaveLength(1);
});

test.each(Array.from({ length: 10 }, (_, at) => at))(
  'two leads take each other out at once, round %i: one stays',
  async () => {
    const incident = await openTestIncident(t, [{ name: 'dpo', role: 'lead' }]);
    const results = await Promise.allSettled([
      remove(t.desk, as('lead'), { ...of(incident, 'dpo'), reason: 'x' }),
      change(t.desk, as('dpo'), { ...of(incident, 'lead'), changes: { role: 'hr' } }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const { rows } = await t.database.owner.query(
      `select from cofferdam.membership where incident_id = $1 and role = 'lead' and removed_at is null`,
      [incident],
    );
    expect(rows).toHaveLength(1);
  },
);

test('the database itself keeps the last of two leads who step down at once', async () => {
  const incident = await openTestIncident(t, [{ name: 'dpo', role: 'lead' }]);
  const stepDown = (name: TestPerson) =>
    transact(t.desk.pool, as(name), (client) =>
      client.query(`update cofferdam.membership set role = 'hr' where incident_id = $1 and person_id = $2`, [
        incident,
        t.people[name],
      ]),
    );
  const results = await Promise.allSettled([stepDown('lead'), stepDown('dpo')]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await expect(stepDown('lead').then(() => stepDown('dpo'))).rejects.toThrow(/an incident has a lead/);
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '#platform/db';
import { addMember } from '../../contract.ts';
import { openTestDesk, openTestIncident, type TestDesk, type TestPerson } from '../../testing/desk.ts';
import { show } from '../show.ts';
import { lastAct } from '../testing/log.ts';
import { add } from './add.ts';
import { change } from './change.ts';
import { list } from './list.ts';
import { remove } from './remove.ts';

let t: TestDesk;
const [home, abroad] = [randomUUID(), randomUUID()];
beforeAll(async () => {
  t = await openTestDesk();
  await t.database.owner.query(
    `insert into cofferdam.legal_entity (id, name, country, role, listed, created_at)
     values ($1, 'Home', 'DE', 'controller', false, now()), ($2, 'Abroad', 'FR', 'controller', true, now())`,
    [home, abroad],
  );
});
afterAll(() => t.close());

const all = ['facts', 'counsel', 'person-concerned'];
const later = '2099-01-01T00:00:00+01:00';
const as = (name: TestPerson) => ({ person: t.people[name] });
const addAs = (by: TestPerson, incident: string, name: TestPerson, given: Record<string, unknown> = {}) =>
  add(
    t.desk,
    as(by),
    incident,
    addMember.body.parse({ person: t.people[name], role: 'analyst', compartments: ['facts'], ...given }),
  );
const refusal = (code: string) => expect.objectContaining({ code });

test('a member is let in, listed, changed and taken out, and each is in the log', async () => {
  const incident = await openTestIncident(t);
  const added = await addAs('lead', incident, 'analyst', { compartments: ['counsel', 'facts'], entities: [home] });
  expect(added).toMatchObject({ name: 'analyst', standing: 'active', version: 1, entities: [home] });
  expect((await list(t.desk, as('analyst'), incident)).members.map(({ name }) => name)).toContain('analyst');
  expect((await lastAct(t, incident))?.act).toEqual({
    type: 'member-added',
    person: t.people.analyst,
    role: 'analyst',
    compartments: ['counsel', 'facts'],
    entities: [home],
    sponsor: null,
    expires: null,
  });

  const person = t.people.analyst;
  const changes = { role: 'legal', entities: null, expires: later } as const;
  const changed = await change(t.desk, as('lead'), { incident, person, version: 1, changes });
  expect(changed).toMatchObject({ role: 'legal', entities: null, expires: '2098-12-31T23:00:00.000Z', version: 2 });
  expect((await lastAct(t, incident))?.act).toMatchObject({ type: 'member-role-changed', role: 'legal' });
  await expect(change(t.desk, as('lead'), { incident, person, version: 1, changes })).rejects.toEqual(
    refusal('changed-meanwhile'),
  );

  await remove(t.desk, as('lead'), { incident, person, reason: 'Sold the list himself' });
  const last = await lastAct(t, incident);
  expect(last?.act).toMatchObject({ type: 'member-removed', person });
  expect(JSON.stringify(last)).not.toContain('Sold');
  await expect(show(t.desk, as('analyst'), incident)).rejects.toEqual(refusal('nothing-there'));
  await expect(remove(t.desk, as('lead'), { incident, person, reason: 'x' })).rejects.toEqual(refusal('nothing-there'));
  expect(await addAs('lead', incident, 'analyst')).toMatchObject({ version: 1 });
});

describe('who is let in, and how', () => {
  test.each<[string, TestPerson, Record<string, unknown>, string | undefined]>([
    ['an admin without a reason', 'admin', {}, 'reason-missing'],
    ['an admin with a reason', 'admin', { reason: 'Runs the mail server' }, undefined],
    ['an auditor', 'auditor', { reason: 'x' }, 'auditor-not-member'],
    ['a member again', 'lead', {}, 'member-already'],
    ['a guest without an end', 'guest', { role: 'guest', sponsor: 'lead' }, 'guest-incomplete'],
    ['a guest without a sponsor', 'guest', { role: 'guest', expires: later }, 'guest-incomplete'],
    ['a guest of a stranger', 'guest', { role: 'guest', expires: later, sponsor: 'stranger' }, 'guest-incomplete'],
    ['a guest of a guest', 'stranger', { role: 'guest', expires: later, sponsor: 'executive' }, 'guest-incomplete'],
    ['a guest', 'guest', { role: 'guest', expires: later, sponsor: 'lead' }, undefined],
    ['a sponsor for no guest', 'guest', { sponsor: 'lead' }, 'guest-incomplete'],
    ['an end in the past', 'hr', { expires: '2025-12-31T00:00:00Z' }, 'time-over'],
    ['an entity that is none', 'hr', { entities: [randomUUID()] }, 'entity-unknown'],
  ])('%s', async (_, name, given, code) => {
    const incident = await openTestIncident(t, [{ name: 'executive', role: 'guest' }]);
    const sponsor = given['sponsor'] as TestPerson | undefined;
    const made = addAs('lead', incident, name, { ...given, ...(sponsor && { sponsor: t.people[sponsor] }) });
    if (code === undefined) await expect(made).resolves.toMatchObject({ person: t.people[name] });
    else await expect(made).rejects.toEqual(refusal(code));
  });

  test('nobody who is not there, or was shut out', async () => {
    const incident = await openTestIncident(t);
    const body = { role: 'analyst', compartments: ['facts'] };
    const ghost = addMember.body.parse({ ...body, person: randomUUID() });
    await expect(add(t.desk, as('lead'), incident, ghost)).rejects.toEqual(refusal('person-unknown'));
    await t.database.owner.query('update cofferdam.person set disabled_at = now() where id = $1', [t.people.comms]);
    await expect(addAs('lead', incident, 'comms')).rejects.toEqual(refusal('person-unknown'));
    await t.database.owner.query('update cofferdam.person set disabled_at = null where id = $1', [t.people.comms]);
  });

  test('that an admin came in stands in the log as such', async () => {
    const incident = await openTestIncident(t);
    await addAs('lead', incident, 'admin', { reason: 'Runs the mail server' });
    const last = await lastAct(t, incident);
    expect(last?.act).toMatchObject({ type: 'admin-added', person: t.people.admin });
    expect(JSON.stringify(last)).not.toContain('mail');
  });
});

describe('a lead who may not see everything', () => {
  const partly = async (): Promise<string> => {
    const incident = await openTestIncident(t);
    await addAs('lead', incident, 'dpo', { role: 'lead', compartments: ['facts'], entities: [home] });
    await addAs('lead', incident, 'legal', { role: 'legal', compartments: all });
    return incident;
  };

  test.each<[string, Record<string, unknown>]>([
    ['another compartment', { compartments: ['facts', 'counsel'], entities: [home] }],
    ['another entity', { entities: [home, abroad] }],
    ['all entities', { entities: null }],
  ])('lets nobody into %s, himself neither', async (_, given) => {
    const incident = await partly();
    await expect(addAs('dpo', incident, 'hr', given)).rejects.toEqual(refusal('compartment-lacking'));
    await expect(
      change(t.desk, as('dpo'), { incident, person: t.people.dpo, version: 1, changes: given }),
    ).rejects.toEqual(refusal('compartment-lacking'));
  });

  test('lets others in to what he sees, and may take out who sees more', async () => {
    const incident = await partly();
    expect(await addAs('dpo', incident, 'hr', { entities: [home] })).toMatchObject({ name: 'hr' });
    await remove(t.desk, as('dpo'), { incident, person: t.people.legal, reason: 'left' });
    expect((await list(t.desk, as('dpo'), incident)).members).toHaveLength(3);
  });

  test('the database itself refuses it', async () => {
    const incident = await partly();
    const widen = transact(t.desk.pool, as('dpo'), (client) =>
      client.query(
        `update cofferdam.membership set compartments = '{facts,counsel}' where incident_id = $1 and person_id = $2`,
        [incident, t.people.dpo],
      ),
    );
    await expect(widen).rejects.toThrow(/row-level security/);
    const insert = transact(t.desk.pool, as('dpo'), (client) =>
      client.query(
        `insert into cofferdam.membership (id, incident_id, person_id, role, compartments, created_at, created_by)
         values (gen_random_uuid(), $1, $2, 'lead', '{facts,counsel}', now(), $3)`,
        [incident, t.people.stranger, t.people.dpo],
      ),
    );
    await expect(insert).rejects.toThrow(/row-level security/);
  });
});

test('two who let the same person in at once: one does, and the other is told', async () => {
  const incident = await openTestIncident(t, [{ name: 'dpo', role: 'lead' }]);
  const both = await Promise.allSettled([addAs('lead', incident, 'hr'), addAs('dpo', incident, 'hr')]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'member-already' } });
});

test('who was removed cannot be brought back by a change of the row', async () => {
  const incident = await openTestIncident(t, [{ name: 'hr', role: 'hr' }]);
  await remove(t.desk, as('lead'), { incident, person: t.people.hr, reason: 'left' });
  const back = await transact(t.desk.pool, as('lead'), (client) =>
    client.query('update cofferdam.membership set removed_at = null where incident_id = $1 and person_id = $2', [
      incident,
      t.people.hr,
    ]),
  );
  expect(back.rowCount).toBe(0);
});

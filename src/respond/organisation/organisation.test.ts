import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '#platform/db';
import { addContact as contactOperation, addEntity as entityOperation } from '../contract.ts';
import { actsOf } from '../incidents/testing/log.ts';
import { openTestDesk, type TestDesk, type TestPerson } from '../testing/desk.ts';
import { addContact, addEntity, changeContact, changeEntity, edit, endEntity, removeContact, show } from './index.ts';

let t: TestDesk;
beforeAll(async () => {
  t = await openTestDesk();
});
afterAll(() => t.close());

const as = (name: TestPerson) => ({ person: t.people[name] });
const refusal = (code: string) => expect.objectContaining({ code });
const entity = (given: Record<string, unknown> = {}) =>
  entityOperation.body.parse({ name: 'Hansa GmbH', country: 'DE', role: 'controller', listed: false, ...given });
const contact = (given: Record<string, unknown> = {}) =>
  contactOperation.body.parse({
    name: 'Vera Lang',
    function: 'counsel',
    first: { kind: 'mail', address: 'vera@hansa.example' },
    second: { kind: 'phone', address: '+49 (30) 123-4567' },
    ...given,
  });

test('an admin names the organisation, everybody reads it, and of two edits one is made', async () => {
  expect(await show(t.desk, as('stranger'))).toMatchObject({ name: null, version: 1, entities: [], contacts: [] });
  const both = await Promise.allSettled([
    edit(t.desk, as('admin'), { name: 'Hansa', version: 1 }),
    edit(t.desk, as('admin'), { name: 'Hansa Group', version: 1 }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'changed-meanwhile' } });
  expect(await show(t.desk, as('auditor'))).toMatchObject({ name: expect.stringContaining('Hansa'), version: 2 });
});

test('a legal entity is added, changed and ended, and stays; the log tells ids alone', async () => {
  const before = (await actsOf(t, 'log')).length;
  const added = await addEntity(t.desk, as('admin'), entity({ sector: 'health', listed: true }));
  expect(added).toMatchObject({ sector: 'health', endedAt: null, version: 1 });
  const changed = await changeEntity(t.desk, as('admin'), {
    entity: added.id,
    version: 1,
    changes: { country: 'FR', role: 'both' },
  });
  expect(changed).toMatchObject({ name: 'Hansa GmbH', country: 'FR', role: 'both', version: 2 });
  await expect(endEntity(t.desk, as('admin'), { entity: added.id, version: 1 })).rejects.toEqual(
    refusal('changed-meanwhile'),
  );
  const ended = await endEntity(t.desk, as('admin'), { entity: added.id, version: 2 });
  expect(ended.endedAt).not.toBeNull();
  expect(await endEntity(t.desk, as('admin'), { entity: added.id, version: 3 })).toEqual(ended);
  expect((await show(t.desk, as('lead'))).entities).toContainEqual(ended);
  const acts = (await actsOf(t, 'log')).slice(before).map(({ act }) => act);
  expect(acts.map(({ type, change }) => [type, change])).toEqual([
    ['organisation-changed', 'added'],
    ['organisation-changed', 'changed'],
    ['organisation-changed', 'removed'],
  ]);
  expect(JSON.stringify(acts)).not.toContain('Hansa');
});

test('a person to call is added, changed and removed; nothing is left of the name and the numbers', async () => {
  const added = await addContact(t.desk, as('admin'), contact());
  expect(added.second).toEqual({ kind: 'phone', address: '+49301234567' });
  const first = { kind: 'phone', address: '+49301234568' } as const;
  const changed = await changeContact(t.desk, as('admin'), { contact: added.id, version: 1, changes: { first } });
  expect(changed).toMatchObject({ first, name: 'Vera Lang', version: 2 });
  await expect(
    changeContact(t.desk, as('admin'), {
      contact: added.id,
      version: 2,
      changes: { second: first },
    }),
  ).rejects.toEqual(refusal('channels-same'));
  await removeContact(t.desk, as('admin'), { contact: added.id, version: 2 });
  expect((await show(t.desk, as('lead'))).contacts).toEqual([]);
  const { rows } = await t.database.owner.query('select * from cofferdam.contact');
  expect(JSON.stringify(rows)).not.toMatch(/Vera|hansa|4930/);
  await expect(removeContact(t.desk, as('admin'), { contact: added.id, version: 3 })).rejects.toEqual(
    refusal('nothing-there'),
  );
});

test('people are called in their order', async () => {
  for (const [name, position] of [
    ['Third', 2],
    ['First', 1],
    ['Second', 2],
  ] as const) {
    await addContact(t.desk, as('admin'), contact({ name, position, function: 'dpo' }));
  }
  const names = (await show(t.desk, as('hr'))).contacts.map(({ name }) => name);
  expect(names).toEqual(['First', 'Second', 'Third']);
});

describe('what is no entity or contact', () => {
  test.each<[string, () => unknown]>([
    ['a country that is none', () => entity({ country: 'XX' })],
    ['a country of the union', () => entity({ country: 'EU' })],
    ['a country in small letters', () => entity({ country: 'de' })],
    ['a second channel that is mail', () => contact({ second: { kind: 'mail', address: 'v@other.example' } })],
    ['a first channel that is a pager', () => contact({ first: { kind: 'pager', address: '77' } })],
    ['no second channel', () => contact({ second: undefined })],
    ['a number without its country', () => contact({ second: { kind: 'phone', address: '030 1234567' } })],
    ['an address that is none', () => contact({ first: { kind: 'mail', address: 'vera' } })],
    ['a function that is none', () => contact({ function: 'friend' })],
    [
      'the same number twice',
      () =>
        contact({
          first: { kind: 'phone', address: '+49 30 1234567' },
          second: { kind: 'phone', address: '+49-30-1234567' },
        }),
    ],
  ])('%s', (_, parse) => {
    expect(parse).toThrow();
  });

  test('a contact of an entity that is none', async () => {
    await expect(addContact(t.desk, as('admin'), contact({ entity: randomUUID() }))).rejects.toEqual(
      refusal('entity-unknown'),
    );
  });
});

describe.each(['lead', 'auditor', 'stranger'] as const)('%s changes nothing', (name) => {
  test.each<[string, () => Promise<unknown>]>([
    ['the name', () => edit(t.desk, as(name), { name: 'x', version: 2 })],
    ['an entity added', () => addEntity(t.desk, as(name), entity())],
    ['a contact added', () => addContact(t.desk, as(name), contact())],
    ['an entity changed', () => changeEntity(t.desk, as(name), { entity: randomUUID(), version: 1, changes: {} })],
    ['an entity ended', () => endEntity(t.desk, as(name), { entity: randomUUID(), version: 1 })],
    ['a contact changed', () => changeContact(t.desk, as(name), { contact: randomUUID(), version: 1, changes: {} })],
    ['a contact removed', () => removeContact(t.desk, as(name), { contact: randomUUID(), version: 1 })],
  ])('%s', async (_, attempt) => {
    await expect(attempt()).rejects.toEqual(refusal('role-lacking'));
  });

  test('the database itself refuses it', async () => {
    const run = (sql: string) => transact(t.desk.pool, as(name), (client) => client.query(sql));
    for (const sql of [
      `update cofferdam.organisation set name = 'x'`,
      `update cofferdam.legal_entity set name = 'x'`,
      `update cofferdam.contact set first_address = 'x'`,
    ]) {
      expect((await run(sql)).rowCount).toBe(0);
    }
    await expect(
      run(`insert into cofferdam.legal_entity (id, name, country, role, listed, created_at)
           values (gen_random_uuid(), 'x', 'DE', 'both', false, now())`),
    ).rejects.toThrow(/row-level security/);
    await expect(run('delete from cofferdam.contact')).rejects.toThrow(/permission denied/);
  });
});

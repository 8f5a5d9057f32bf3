import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '#platform/db';
import { openIncident } from '../contract.ts';
import { incidentKey } from '../incident-key.ts';
import { openTestDesk, type TestDesk } from '../testing/desk.ts';
import { open } from './open.ts';
import { show } from './show.ts';

let t: TestDesk;
beforeAll(async () => {
  t = await openTestDesk();
});
afterAll(() => t.close());

const input = (given: Record<string, unknown> = {}) =>
  openIncident.body.parse({ title: 'A list of customers', ...given });

test('whoever opens an incident is its lead, has its key, and the log tells it without the title', async () => {
  const asker = { person: t.people.analyst };
  const incident = await open(t.desk, asker, input({ title: 'Schmidt sold the list', severity: 'high' }));
  expect(incident).toMatchObject({ severity: 'high', phase: 'assess', version: 1, openedBy: asker.person });
  expect(await show(t.desk, asker, incident.id)).toEqual({
    ...incident,
    own: { role: 'lead', compartments: ['facts', 'counsel', 'person-concerned'], entities: null },
  });
  const key = await transact(t.desk.pool, asker, (client) => incidentKey(client, t.desk.master, incident.id));
  expect(key.incident).toBe(incident.id);
  const { rows } = await t.database.owner.query<{ body: string }>(
    'select body from cofferdam.log_entry where chain = $1',
    [incident.id],
  );
  expect(rows).toHaveLength(1);
  expect(JSON.parse(rows[0]?.body ?? '')).toMatchObject({ act: { type: 'incident-opened', severity: 'high' } });
  expect(rows[0]?.body).not.toContain('Schmidt');
});

describe('code names', () => {
  test('one that is given is taken once, in whatever case', async () => {
    const asker = { person: t.people.lead };
    expect(await open(t.desk, asker, input({ codeName: 'Blue Heron' }))).toMatchObject({ codeName: 'Blue Heron' });
    await expect(open(t.desk, asker, input({ codeName: 'blue heron' }))).rejects.toMatchObject({
      code: 'code-name-taken',
    });
  });

  test('a hundred that are chosen are all different and say nothing of the incident', async () => {
    const opened = await Promise.all(
      Array.from({ length: 100 }, () => open(t.desk, { person: t.people.dpo }, input())),
    );
    expect(new Set(opened.map(({ codeName }) => codeName)).size).toBe(100);
    for (const { codeName } of opened) expect(codeName).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+( \d+)?$/);
  });
});

test('a request that is made twice with its key opens one incident', async () => {
  const once = { key: 'one', fingerprint: 'a'.repeat(64) };
  const asker = { person: t.people.legal, once };
  const both = await Promise.all([open(t.desk, asker, input()), open(t.desk, asker, input())]);
  expect(both[1]).toEqual(both[0]);
  await expect(
    open(t.desk, { ...asker, once: { ...once, fingerprint: 'b'.repeat(64) } }, input()),
  ).rejects.toMatchObject({ code: 'idempotency-key-reused' });
});

test.each(['admin', 'auditor'] as const)('%s of the installation opens none', async (name) => {
  await expect(open(t.desk, { person: t.people[name] }, input())).rejects.toMatchObject({ code: 'role-lacking' });
});

test('somebody else does not see it, nor that it is there', async () => {
  const { id } = await open(t.desk, { person: t.people.lead }, input());
  await expect(show(t.desk, { person: t.people.stranger }, id)).rejects.toMatchObject({ code: 'nothing-there' });
});

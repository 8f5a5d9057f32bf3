import { afterAll, beforeAll, expect, test } from 'vitest';
import { transact } from '#platform/db';
import { editIncident } from '../contract.ts';
import { openTestDesk, openTestIncident, type TestDesk } from '../testing/desk.ts';
import { edit } from './edit.ts';
import { show } from './show.ts';
import { actsOf, lastAct } from './testing/log.ts';

let t: TestDesk;
beforeAll(async () => {
  t = await openTestDesk();
});
afterAll(() => t.close());

const fresh = () =>
  openTestIncident(t, [
    { name: 'analyst', role: 'analyst' },
    { name: 'dpo', role: 'dpo' },
    { name: 'hr', role: 'hr' },
  ]);

test('an edit makes the next version; the log tells what changed, and of a title only that it did', async () => {
  const incident = await fresh();
  const changes = { title: 'Müller has the list', severity: 'critical', phase: 'contain' } as const;
  const after = await edit(t.desk, { person: t.people.analyst }, { incident, version: 1, changes });
  expect(after).toMatchObject({ ...changes, version: 2 });
  expect(await show(t.desk, { person: t.people.lead }, incident)).toMatchObject(after);
  const last = await lastAct(t, incident);
  expect(last).toMatchObject({
    actor: { kind: 'person', id: t.people.analyst },
    act: { type: 'incident-edited', version: 2, changed: { severity: 'critical', phase: 'contain' } },
  });
  expect(JSON.stringify(last)).not.toContain('Müller');
});

test('what is so already is no change', async () => {
  const incident = await fresh();
  const changes = { severity: 'unknown', title: 'A list of customers' } as const;
  expect(await edit(t.desk, { person: t.people.lead }, { incident, version: 1, changes })).toMatchObject({
    version: 1,
  });
  expect(await actsOf(t, incident)).toHaveLength(1);
});

test('of ten edits of one version one is made, and the others are told', async () => {
  const incident = await fresh();
  const tries = Array.from({ length: 10 }, (_, at) =>
    edit(t.desk, { person: t.people.lead }, { incident, version: 1, changes: { title: `Title ${at}` } }),
  );
  const results = await Promise.allSettled(tries);
  const refused = results.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(9);
  for (const one of refused) expect(one).toMatchObject({ reason: { code: 'changed-meanwhile' } });
  expect(await actsOf(t, incident)).toHaveLength(2);
});

test.each([
  ['severity', 'dpo', { severity: 'low' }, undefined],
  ['title', 'dpo', { title: 'x' }, 'role-lacking'],
  ['phase beside severity', 'dpo', { severity: 'low', phase: 'learn' }, 'role-lacking'],
  ['severity', 'hr', { severity: 'low' }, 'role-lacking'],
  ['anything', 'stranger', { severity: 'low' }, 'nothing-there'],
] as const)('%s by %s', async (_, name, changes, code) => {
  const incident = await fresh();
  const made = edit(t.desk, { person: t.people[name] }, { incident, version: 1, changes });
  if (code === undefined) await expect(made).resolves.toMatchObject({ version: 2 });
  else await expect(made).rejects.toMatchObject({ code });
});

test.each([
  ['title', `title = 'x', version = version + 1`, /permission denied/],
  ['phase', `phase = 'learn', version = version + 1`, /permission denied/],
  ['severity without a version', `severity = 'low'`, /next version/],
])('the database itself keeps a data protection officer off: %s', async (_, set, refusal) => {
  const incident = await fresh();
  const written = transact(t.desk.pool, { person: t.people.dpo }, (client) =>
    client.query(`update cofferdam.incident set ${set} where id = $1`, [incident]),
  );
  await expect(written).rejects.toThrow(refusal);
});

test('a body without a change, or with a field that is none, is refused', () => {
  for (const body of [{}, { codeName: 'x' }, { severity: 'huge' }, { title: ' ' }]) {
    expect(editIncident.body.safeParse(body).success).toBe(false);
  }
});

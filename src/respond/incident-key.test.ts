import { afterAll, beforeAll, expect, test } from 'vitest';
import { transact, transactJob } from '#platform/db';
import { incidentKey } from './incident-key.ts';
import { openTestDesk, openTestIncident, type TestDesk } from './testing/desk.ts';

let test_: TestDesk;
let incident: string;
beforeAll(async () => {
  test_ = await openTestDesk();
  incident = await openTestIncident(test_, [{ name: 'analyst', role: 'analyst' }]);
});
afterAll(() => test_.close());

test('members and the jobs of an incident get its key, and it is the same', async () => {
  const { desk, people, worker } = test_;
  const key = await transact(desk.pool, { person: people.analyst }, (c) => incidentKey(c, desk.master, incident));
  const again = await transactJob(worker, { incident }, (c) => incidentKey(c, desk.master, incident));
  expect(again.secret.equals(key.secret)).toBe(true);
});

test('others get none, nor does a job of another incident', async () => {
  const { desk, people, worker } = test_;
  const other = await openTestIncident(test_);
  await expect(
    transact(desk.pool, { person: people.stranger }, (c) => incidentKey(c, desk.master, incident)),
  ).rejects.toThrow(expect.objectContaining({ code: 'nothing-there' }));
  await expect(transactJob(worker, { incident: other }, (c) => incidentKey(c, desk.master, incident))).rejects.toThrow(
    expect.objectContaining({ code: 'nothing-there' }),
  );
});

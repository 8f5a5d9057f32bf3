import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDesk, openTestIncident, type TestDesk } from '../../testing/desk.ts';
import { show } from '../show.ts';
import { actsOf } from '../testing/log.ts';
import { change } from './change.ts';
import { recordExpired } from './expire.ts';
import { list } from './list.ts';
import { remove } from './remove.ts';

let t: TestDesk;
beforeAll(async () => {
  t = await openTestDesk();
});
afterAll(() => t.close());

const sweep = () => recordExpired({ worker: t.worker, now: t.desk.now });
/** Rights end by the clock of the database. */
const end = (incident: string, person: string) =>
  t.database.owner.query(
    `update cofferdam.membership set expires_at = now() - interval '1 second' where incident_id = $1 and person_id = $2`,
    [incident, person],
  );
const ends = async (incident: string) =>
  (await actsOf(t, incident))
    .filter(({ act }) => act.type === 'member-expired')
    .map(({ act }) => String(act['person']));

test('whose time is over sees nothing from then on; the log says so once, and again for another end', async () => {
  const { people, desk } = t;
  const incident = await openTestIncident(t, [
    { name: 'guest', role: 'guest' },
    { name: 'hr', role: 'hr' },
    { name: 'comms', role: 'comms' },
  ]);
  await end(incident, people.guest);
  await end(incident, people.hr);
  await expect(show(desk, { person: people.guest }, incident)).rejects.toMatchObject({ code: 'nothing-there' });
  const { members } = await list(desk, { person: people.lead }, incident);
  expect(
    members
      .filter(({ standing }) => standing === 'expired')
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['guest', 'hr']);

  const counts = await Promise.all([sweep(), sweep(), sweep()]);
  expect(counts.reduce((sum, one) => sum + one, 0)).toBe(2);
  expect((await ends(incident)).sort()).toEqual([people.guest, people.hr].sort());
  expect(await sweep()).toBe(0);

  await change(
    desk,
    { person: people.lead },
    {
      incident,
      person: people.hr,
      version: 1,
      changes: { expires: '2099-01-01T00:00:00Z' },
    },
  );
  expect(await show(desk, { person: people.hr }, incident)).toMatchObject({ own: { role: 'hr' } });
  await end(incident, people.hr);
  expect(await sweep()).toBe(1);
  expect(await ends(incident)).toHaveLength(3);
});

test('who was removed before does not expire', async () => {
  const incident = await openTestIncident(t, [{ name: 'guest', role: 'guest' }]);
  await remove(t.desk, { person: t.people.lead }, { incident, person: t.people.guest, reason: 'x' });
  await end(incident, t.people.guest);
  expect(await sweep()).toBe(0);
});

test('the sweep and leads who take the same members out do not block each other', async () => {
  const names = ['guest', 'hr', 'comms', 'executive', 'legal'] as const;
  for (let round = 0; round < 5; round += 1) {
    const incident = await openTestIncident(
      t,
      names.map((name) => ({ name, role: 'guest' as const })),
    );
    for (const name of names) await end(incident, t.people[name]);
    await Promise.all([
      sweep(),
      ...names.map((name) =>
        remove(t.desk, { person: t.people.lead }, { incident, person: t.people[name], reason: 'x' }),
      ),
      sweep(),
    ]);
    const types = (await actsOf(t, incident)).map(({ act }) => act.type);
    expect(types.filter((type) => type === 'member-removed')).toHaveLength(names.length);
  }
});

test('a job sees of memberships who expired, and nothing else', async () => {
  const incident = await openTestIncident(t, [{ name: 'guest', role: 'guest' }]);
  const seen = await t.worker.query('select person_id from cofferdam.membership where incident_id = $1', [incident]);
  expect(seen.rows).toEqual([]);
  await expect(t.worker.query('select role from cofferdam.membership')).rejects.toThrow(/permission denied/);
});

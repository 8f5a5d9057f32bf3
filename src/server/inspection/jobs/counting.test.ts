import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { installJobs } from '#platform/jobs';
import { evidence as handIn, impact } from '#respond';
import { openTestDesk, openTestIncident, type TestDesk } from '../../../respond/testing/desk.ts';
import { handInItem, settled, until } from '../testing/evidence.ts';
import { openWorker, type Worker } from '../worker.ts';

let here: TestDesk;
let worker: Worker | undefined;
beforeAll(async () => {
  here = await openTestDesk();
  await installJobs(here.worker);
});
const start = async (): Promise<void> => {
  worker = await openWorker({
    ...here.desk,
    connection: here.database.worker,
    children: 1,
    beatMilliseconds: 50,
    onTrouble: () => undefined,
  });
};
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
});
afterAll(() => here.close());

const csv = (...names: string[]): string =>
  ['name,email', ...names.map((name) => `${name},${name.replace(' ', '.').toLowerCase()}@kunde.example`)].join('\n');
const shown = async (incident: string) => {
  const { counting, persons, items } = await impact.overview(here.desk, { person: here.people.lead }, incident);
  return { counting, possible: persons.map(({ possible }) => possible), ...items };
};
const ended = `select bool_and(ended_at is not null) from cofferdam.inspection_run where incident_id = $1`;

test('persons are being counted until the count holds all that was read', async () => {
  const incident = await openTestIncident(here);
  expect(await shown(incident)).toMatchObject({ counting: false, possible: [] });
  await handInItem(here, incident, { name: 'a.csv', bytes: csv('Erika Muster', 'Jan Beispiel') });
  expect(await shown(incident)).toMatchObject({ counting: true, possible: [] });
  await start();
  await until(here, settled);
  expect(await shown(incident)).toMatchObject({ counting: false, possible: [2] });

  // The clock of the desk stands still, so that no time could tell; the count waits for this row.
  const other = await here.worker.connect();
  await other.query('begin');
  await other.query(`select set_config('cofferdam.job_incident', $1, true)`, [incident]);
  await other.query('select from cofferdam.subject_count where incident_id = $1 for update', [incident]);
  await handInItem(here, incident, { name: 'b.csv', bytes: csv('Ole Neu') });
  await until(here, ended, [incident]);
  expect(await shown(incident)).toMatchObject({ counting: true, possible: [2], whole: 2, waiting: 0 });
  await other.query('commit');
  other.release();
  await until(here, settled);
  expect(await shown(incident)).toMatchObject({ counting: false, possible: [3] });
});

test.each([
  ['is cancelled', 'cancelled'],
  ['fails', 'failed'],
] as const)('a run that %s before anything of it is shown: the count says that there may be more', async (_, state) => {
  const incident = await openTestIncident(here);
  await handInItem(here, incident, { name: 'a.csv', bytes: csv('Erika Muster') });
  await start();
  await until(here, settled);
  await worker?.stop();
  const evidence = await handInItem(here, incident, { name: 'b.csv', bytes: csv('Ole Neu') });
  const asker = { person: here.people.lead };
  if (state === 'failed') {
    for await (const { place } of here.desk.store.list(incident)) await here.desk.store.remove(place);
  } else {
    const { items } = await impact.listOfRuns(here.desk, asker, { incident, limit: 10 });
    const run = items.find((one) => one.evidence === evidence);
    expect(await impact.cancel(here.desk, asker, { incident, run: run?.id ?? '' })).toMatchObject({ state, evidence });
  }
  await start();
  await until(here, settled);
  expect(await shown(incident)).toMatchObject({ counting: false, possible: [1], notSearched: 1 });
  const { persons } = await impact.overview(here.desk, asker, incident);
  expect(persons).toMatchObject([{ atLeast: true }]);
});

test('beside an item that is sealed off nobody is told that all persons are known', async () => {
  const incident = await openTestIncident(here);
  await start();
  await handInItem(here, incident, { name: 'a.csv', bytes: csv('Erika Muster') });
  await until(here, settled);
  const atLeast = async () =>
    (await impact.overview(here.desk, { person: here.people.lead }, incident)).persons.map((count) => count.atLeast);
  expect(await atLeast()).toEqual([false]);
  await worker?.stop();
  const evidence = await handInItem(here, incident, { name: 'b.csv', bytes: csv('Ole Neu') });
  const intake = handIn.openIntake({
    desk: here.desk,
    home: 'counting',
    onComplete: async () => 0,
    onSealedOff: (client) => impact.recount(client, incident),
  });
  const { lead } = here.people;
  const reason = 'seen on its first page';
  await handIn.sealOff(intake, { person: lead }, { incident, evidence, why: 'illegal', people: [lead], reason });
  await start();
  await until(here, settled);
  expect(await shown(incident)).toMatchObject({ counting: false, possible: [1], sealedOff: 1 });
  expect(await atLeast()).toEqual([true]);
});

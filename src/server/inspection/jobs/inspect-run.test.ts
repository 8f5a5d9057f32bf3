import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '#platform/db';
import { fail } from '#platform/errors';
import { installJobs } from '#platform/jobs';
import { openFolderStore } from '#platform/vault';
import { impact } from '#respond';
import { openTestDesk, openTestIncident, type TestDesk } from '../../../respond/testing/desk.ts';
import { defaultLimits } from '../limits.ts';
import { handInItem, settled, until } from '../testing/evidence.ts';
import { openWorker, type Worker, type WorkerInit } from '../worker.ts';
import { inspectRun } from './inspect-run.ts';

let here: TestDesk;
beforeAll(async () => {
  here = await openTestDesk();
  await installJobs(here.worker);
});
const workers: Worker[] = [];
afterEach(async () => {
  for (const one of workers.splice(0)) await one.stop();
});
afterAll(() => here.close());

const troubles: string[] = [];
async function startWorker(init: Partial<WorkerInit> = {}): Promise<Worker> {
  const worker = await openWorker({
    ...here.desk,
    connection: here.database.worker,
    children: 1,
    beatMilliseconds: 50,
    onTrouble: (what) => void troubles.push(what),
    ...init,
  });
  workers.push(worker);
  return worker;
}

const people = [
  ['Erika Mustermann', 'erika.mustermann@example.com', '1980-02-03', 'DE89370400440532013000'],
  ['Jonas Beispiel', 'jonas.beispiel@example.com', '2015-06-07', 'FR1420041010050500013M02606'],
  ['Amina Example', 'amina.example@example.org', '1975-11-12', 'GB29NWBK60161331926819'],
] as const;
const csv = (some: readonly (readonly string[])[] = people): string =>
  ['name,email,date of birth,iban', ...some.map((row) => row.join(','))].join('\n') + '\n';

const runsOf = async (incident: string) =>
  (
    await here.database.owner.query<Record<string, unknown>>(
      `select id, state, code, stage, attempt, summary, bytes_read = bytes as all_read from cofferdam.inspection_run
       where incident_id = $1 order by queued_at, id`,
      [incident],
    )
  ).rows;
const logOf = async (incident: string) =>
  (
    await here.database.owner.query<{ body: string }>(
      'select body from cofferdam.log_entry where chain = $1 order by seq',
      [incident],
    )
  ).rows.map(({ body }) => JSON.parse(body) as { actor: unknown; act: Record<string, unknown> });
const seenBy = async (person: string, sql: string) =>
  transact(here.desk.pool, { person }, async (client) => (await client.query<Record<string, unknown>>(sql)).rows);

test('a file is inspected: results, persons, log, and nothing personal in clear', async () => {
  const incident = await openTestIncident(here, [{ name: 'analyst', role: 'analyst' }]);
  await handInItem(here, incident, { name: 'customers of Erika Mustermann.csv', bytes: csv() });
  await startWorker();
  await until(here, settled);
  expect(await runsOf(incident)).toMatchObject([
    {
      state: 'complete',
      stage: 'whole',
      attempt: 1,
      all_read: true,
      summary: {
        files: { inspected: 1, partial: 0, unreadable: 0, reading: 0 },
        elements: { email: 3, iban: 3, 'person-name': 3, 'date-of-birth': 3 },
        records: 3,
      },
    },
  ]);
  const acts = (await logOf(incident)).map(({ act }) => act['type']);
  expect(acts).toEqual(['incident-opened', 'inspection-started', 'inspection-finished']);
  const { analyst, stranger } = here.people;
  const count = 'select certain, possible, at_least, summary from cofferdam.subject_count';
  expect(await seenBy(analyst, count)).toEqual([
    {
      certain: '3',
      possible: '3',
      at_least: false,
      summary: {
        relations: { unknown: 3 },
        countries: expect.anything(),
        elements: { email: 3, iban: 3, 'person-name': 3, 'date-of-birth': 3 },
        minors: 1,
      },
    },
  ]);
  for (const table of [
    'inspection_run',
    'inspected_file',
    'finding_batch',
    'subject_count',
    'data_subject',
    'subject_block',
  ]) {
    expect(await seenBy(stranger, `select 1 from cofferdam.${table}`), table).toEqual([]);
    expect((await seenBy(analyst, `select 1 from cofferdam.${table}`)).length, table).toBeGreaterThan(0);
  }
  const { rows } = await here.database.owner.query<{ dump: string }>(
    `select string_agg(t::text, '') || (select string_agg(encode(x.sealed, 'escape'), '')
       from (select sealed from cofferdam.finding_batch union all select sealed from cofferdam.person_batch
         union all select labels as sealed from cofferdam.subject_block) x) as dump
     from (select r::text from cofferdam.inspection_run r union all select f::text from cofferdam.inspected_file f
       union all select s::text from cofferdam.data_subject s union all select c::text from cofferdam.subject_count c
       union all select j::text from graphile_worker._private_jobs j) t`,
  );
  expect(rows[0]?.dump.length).toBeGreaterThan(1000);
  for (const value of people.flat()) expect(rows[0]?.dump).not.toContain(value);
});

test('the same bytes are inspected once; the same persons in two files are counted once', async () => {
  const incident = await openTestIncident(here);
  await handInItem(here, incident, { name: 'a.csv', bytes: csv() });
  await handInItem(here, incident, { name: 'copy of a.csv', bytes: csv() });
  await handInItem(here, incident, {
    name: 'b.csv',
    bytes: csv([...people.slice(1), ['Ole Neu', 'ole.neu@example.com', '1990-01-01', 'BE68539007547034']]),
  });
  await startWorker();
  await until(here, settled);
  expect((await runsOf(incident)).map(({ state }) => state)).toEqual(['complete', 'complete']);
  expect(
    await seenBy(
      here.people.lead,
      `select certain, possible, cardinality(evidence) as items from cofferdam.subject_count where incident_id = '${incident}'`,
    ),
  ).toEqual([{ certain: '4', possible: '4', items: 3 }]);
});

test('a roster tells what persons are to the organisation', async () => {
  const incident = await openTestIncident(here);
  await handInItem(here, incident, { name: 'a.csv', bytes: csv() });
  const roster =
    'name,email,relation\nErika Mustermann,erika.mustermann@example.com,employee\nNobody Here,no@example.com,customer\n';
  await startWorker({ roster: async () => new Blob([roster]).stream() as unknown as AsyncIterable<Uint8Array> });
  await until(here, settled);
  expect(
    await seenBy(
      here.people.lead,
      `select possible, summary -> 'relations' as relations from cofferdam.subject_count where incident_id = '${incident}'`,
    ),
  ).toEqual([{ possible: '3', relations: { employee: 1, unknown: 2 } }]);
});

test('files inside of a container are files too, each with its path', async () => {
  const incident = await openTestIncident(here);
  const writer = new ZipWriter(new Uint8ArrayWriter());
  await writer.add('people/a.csv', new TextReader(csv()));
  await writer.add('notes.txt', new TextReader('nothing in it'));
  await handInItem(here, incident, { name: 'all.zip', bytes: await writer.close() });
  await startWorker();
  await until(here, settled);
  const { items } = await impact.files(here.desk, { person: here.people.lead }, { incident, limit: 50 });
  expect(items.map(({ number, path, status }) => [number, path, status])).toEqual([
    [0, '', 'inspected'],
    [1, '!/people/a.csv', 'inspected'],
    [2, '!/notes.txt', 'inspected'],
  ]);
});

test('whoever may see the facts alone is told of no person that only counsel knows', async () => {
  const incident = await openTestIncident(here, [
    { name: 'analyst', role: 'analyst', compartments: ['facts'] },
    { name: 'legal', role: 'legal' },
  ]);
  await handInItem(here, incident, { name: 'facts.csv', bytes: csv(people.slice(0, 1)) });
  await handInItem(here, incident, { name: 'counsel.csv', bytes: csv(people.slice(1)), compartment: 'counsel' });
  await startWorker();
  await until(here, settled);
  const counts = `select compartment, possible from cofferdam.subject_count where incident_id = '${incident}' order by 1`;
  expect(await seenBy(here.people.analyst, counts)).toEqual([{ compartment: 'facts', possible: '1' }]);
  expect(await seenBy(here.people.legal, counts)).toEqual([
    { compartment: 'facts', possible: '1' },
    { compartment: 'counsel', possible: '2' },
  ]);
  const files = `select f.run_id from cofferdam.inspected_file f join cofferdam.inspection_run r on r.id = f.run_id where r.incident_id = '${incident}'`;
  expect(await seenBy(here.people.analyst, files)).toHaveLength(1);
  expect(await seenBy(here.people.legal, files)).toHaveLength(2);
});

describe('a run that is broken off', () => {
  /** `cofferdam inspect` finds 29,776 records in 30,000 of them. Lines for long enough that a run is under way when it is broken off. */
  async function* many(rows: number): AsyncGenerator<Uint8Array> {
    yield Buffer.from('name,email\n');
    for (let at = 0; at < rows; at += 1000) {
      yield Buffer.from(
        Array.from({ length: 1000 }, (_, i) => `Person Number${at + i},p${at + i}@example.com\n`).join(''),
      );
    }
  }
  const underWay = `select exists (select from cofferdam.person_batch where incident_id = $1)`;

  test('is done by whoever comes next, and nothing is there twice', async () => {
    const incident = await openTestIncident(here);
    await handInItem(here, incident, { name: 'many.csv', bytes: many(30_000) });
    const first = await startWorker({ sampleMilliseconds: 0 });
    await until(here, underWay, [incident]);
    await first.stop();
    workers.splice(0);
    expect((await runsOf(incident))[0]).toMatchObject({ state: 'running', attempt: 1 });
    await startWorker();
    await until(here, settled);
    expect((await runsOf(incident))[0]).toMatchObject({
      code: null,
      state: 'complete',
      attempt: 2,
      summary: { elements: { email: 30_000 }, records: 29_776 },
    });
    const acts = (await logOf(incident)).map(({ act }) => act['type']);
    expect(acts).toEqual(['incident-opened', 'inspection-started', 'inspection-finished']);
    const [count] = await seenBy(
      here.people.lead,
      `select possible from cofferdam.subject_count where incident_id = '${incident}'`,
    );
    expect(count).toEqual({ possible: '29776' });
  });

  test('is taken over within seconds where its worker is killed, readers and all', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cofferdam-vault-'));
    const store = await openFolderStore(folder);
    const there: TestDesk = { ...here, desk: { ...here.desk, store } };
    const incident = await openTestIncident(there);
    await handInItem(there, incident, { name: 'many.csv', bytes: many(100_000) });
    const script = fileURLToPath(new URL('../testing/worker.ts', import.meta.url));
    const init = JSON.stringify({ connection: here.database.worker, folder });
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, init], {
      env: { ...process.env, COFFERDAM_MASTER_KEY: here.desk.master.secret.export().toString('base64') },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    await until(here, underWay, [incident]);
    child.kill('SIGKILL');
    await startWorker({ store });
    await until(here, settled);
    expect((await runsOf(incident))[0]).toMatchObject({ state: 'complete', code: null, attempt: 2 });
    const [count] = await seenBy(
      here.people.lead,
      `select c.possible = (r.summary ->> 'records')::bigint as same from cofferdam.subject_count c
       join cofferdam.inspection_run r using (incident_id) where incident_id = '${incident}'`,
    );
    expect(count).toEqual({ same: true });
    await rm(folder, { recursive: true });
  });

  test('shows a sample before it ends, and it is called one', async () => {
    const incident = await openTestIncident(here);
    await handInItem(here, incident, { name: 'many.csv', bytes: many(400_000) });
    await startWorker({ sampleMilliseconds: 0 });
    await until(
      here,
      `select exists (select from cofferdam.inspection_run where incident_id = $1 and stage = 'sample' and (summary ->> 'records')::int > 0)`,
      [incident],
    );
    const [run] = await seenBy(
      here.people.lead,
      `select stage, state from cofferdam.inspection_run where incident_id = '${incident}'`,
    );
    expect(run).toEqual({ stage: 'sample', state: 'running' });
    expect(
      await seenBy(here.people.lead, `select status from cofferdam.inspected_file where incident_id = '${incident}'`),
    ).toEqual([{ status: 'reading' }]);
    await until(here, settled);
    expect((await runsOf(incident))[0]).toMatchObject({ state: 'complete', stage: 'whole' });
  });

  test.each([
    [
      'a person cancels it',
      `update cofferdam.inspection_run set state = 'cancelled', ended_at = now() where incident_id = $1`,
      null,
    ],
    [
      'its evidence is sealed off',
      `update cofferdam.evidence_item set sealed_off = 'illegal', sealed_people = array[handed_in_by], sealed_reason = 'x',
         sealed_at = now(), sealed_by = handed_in_by where incident_id = $1`,
      'evidence-sealed-off',
    ],
  ])('ends at once where %s', async (_, sql, code) => {
    const incident = await openTestIncident(here);
    await handInItem(here, incident, { name: 'many.csv', bytes: many(400_000) });
    await startWorker({ sampleMilliseconds: 0 });
    await until(here, underWay, [incident]);
    await here.database.owner.query(sql, [incident]);
    await until(here, settled);
    expect((await runsOf(incident))[0]).toMatchObject({ state: 'cancelled', code, all_read: false });
  });
});

test('two workers at once: each run is done by one of them', async () => {
  const incident = await openTestIncident(here);
  for (const [index, row] of people.entries())
    await handInItem(here, incident, { name: `${index}.csv`, bytes: csv([row]) });
  await startWorker();
  await startWorker();
  await until(here, settled);
  expect((await runsOf(incident)).map(({ state, attempt }) => [state, attempt])).toEqual(
    Array.from({ length: 3 }, () => ['complete', 1]),
  );
});

test('bytes that are gone from the vault fail the run, with its code in the log', async () => {
  const incident = await openTestIncident(here);
  await handInItem(here, incident, { name: 'gone.csv', bytes: csv() });
  for await (const { place } of here.desk.store.list(incident)) await here.desk.store.remove(place);
  await startWorker();
  await until(here, settled);
  expect((await runsOf(incident))[0]).toMatchObject({ state: 'failed', code: 'blob-missing' });
  expect((await logOf(incident)).at(-1)?.act).toMatchObject({ type: 'inspection-failed', code: 'blob-missing' });
});

test('where no reader can be started the run is tried again, several times, and is never called clean', async () => {
  const incident = await openTestIncident(here);
  await handInItem(here, incident, { name: 'a.csv', bytes: csv() });
  const [queued] = await runsOf(incident);
  const parts = {
    desk: { ...here.desk, pool: here.worker },
    children: 1,
    limits: defaultLimits,
    // As the pool of readers says it when the kernel ends each of them while it starts.
    inspections: { use: async () => fail('sandbox-unavailable'), close: async () => undefined },
    onTrouble: (what: string) => void troubles.push(what),
  };
  const attempt = () => inspectRun(parts, { incident, run: String(queued?.['id']) }, new AbortController().signal);
  for (let times = 1; times < 10; times += 1) {
    await expect(attempt()).rejects.toMatchObject({ code: 'sandbox-unavailable' });
    expect(await runsOf(incident)).toMatchObject([{ state: 'running', attempt: times, code: null }]);
  }
  await attempt();
  expect(await runsOf(incident)).toMatchObject([{ state: 'failed', attempt: 10, code: 'sandbox-unavailable' }]);
  expect((await logOf(incident)).at(-1)?.act).toMatchObject({ type: 'inspection-failed', code: 'sandbox-unavailable' });
});

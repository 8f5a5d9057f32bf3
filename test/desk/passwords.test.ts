import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonical } from '#platform/audit';
import { transact, transactJob } from '#platform/db';
import { fail } from '#platform/errors';
import { openFolderStore } from '#platform/vault';
import { impact } from '#respond';
import { openWorker } from '#server/inspection';
import { hashRules } from '../../src/server/inspection/jobs/rules-hash.ts';
import { handInItem, settled, until } from '../../src/server/inspection/testing/evidence.ts';
import { openTestIncident, type TestDesk } from '../../src/respond/testing/desk.ts';
import { openTestServer, type Reply, type TestServer } from '../../src/server/testing/server.ts';
import { inspectAll } from './testing/inspect-all.ts';
import { findIn, marking, type Place } from './testing/markers.ts';
import { tablesOf } from './testing/places.ts';
import { type Sample, sample } from './testing/process.ts';

// Protected evidence, and the passwords that people give to have it read.

const mark = marking();
// What is typed counts as it is, spaces and all.
const right = `${mark.secret('right password')} ü `;
const wrong = mark.secret('wrong password');

let server: TestServer;
let session = '';
let rules = '';
beforeAll(async () => {
  server = await openTestServer();
  session = await server.session('analyst');
  rules = await hashRules();
});
afterAll(() => server.close());

const list = 'name,email\nErika Mustermann,erika@kunde.example\nJan Beispiel,jan@kunde.example\n';
async function protectedZip(text = list): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter());
  await writer.add(`${randomUUID()}.csv`, new TextReader(text), { password: right, encryptionStrength: 3 });
  return writer.close();
}

interface Begun {
  readonly incident: string;
  readonly run: string;
  readonly bytes: Uint8Array;
}
/** An incident with a protected item that was not inspected yet. */
async function handedIn(bytes?: Uint8Array): Promise<Begun> {
  const incident = await openTestIncident(server, [
    { name: 'analyst', role: 'analyst' },
    { name: 'comms', role: 'comms' },
  ]);
  const content = bytes ?? (await protectedZip());
  await handInItem(server, incident, { name: 'protected.zip', bytes: content }, rules);
  const [run] = await runsOf(incident);
  return { incident, run: run?.id ?? '', bytes: content };
}

/** The same, inspected without a password. */
async function inspected(): Promise<Begun> {
  const begun = await handedIn();
  await inspectAll(server);
  return begun;
}

/** As `inspected`, without the reading, for what does not depend on it. */
async function ended(): Promise<Begun> {
  const begun = await handedIn();
  await server.database.owner.query(
    `update cofferdam.inspection_run set state = 'complete', stage = 'whole', ended_at = now(), shown_attempt = 1,
       shown_part = 1, summary = $2 where id = $1`,
    [begun.run, { files: { unreadable: 1 }, reasons: { 'wrong-password': 1 }, formats: {}, elements: {}, records: 0 }],
  );
  return begun;
}

const restart = (
  { incident, run }: Pick<Begun, 'incident' | 'run'>,
  passwords: readonly string[],
  key?: string,
): Promise<Reply<typeof impact.restartRun>> =>
  server.ask(
    impact.restartRun,
    { params: { incident, run }, body: { passwords: [...passwords] } },
    { session, ...(key !== undefined && { headers: { 'idempotency-key': key } }) },
  );
const runsOf = async (incident: string): Promise<impact.Run[]> =>
  (await server.ask(impact.listRuns, { params: { incident } }, { session })).answer.items;
const showRun = async (incident: string, run: string): Promise<impact.Run> =>
  (await server.ask(impact.showRun, { params: { incident, run } }, { session })).answer;
const overview = async (incident: string): Promise<impact.Overview> =>
  (await server.ask(impact.showImpact, { params: { incident } }, { session })).answer;
const kept = async (incident: string): Promise<number> =>
  (
    await server.database.owner.query(
      'select from cofferdam.inspection_run where incident_id = $1 and passwords is not null',
      [incident],
    )
  ).rowCount ?? 0;
const actsOf = async (incident: string): Promise<{ actor: unknown; act: Record<string, unknown> }[]> =>
  (
    await server.database.owner.query<{ body: string }>(
      'select body from cofferdam.log_entry where chain = $1 order by seq',
      [incident],
    )
  ).rows.map(({ body }) => JSON.parse(body) as { actor: unknown; act: Record<string, unknown> });
/** Everything that the database and the log of the server hold. */
const everywhere = async (): Promise<Place[]> => [
  ...(await tablesOf(server.database.owner)),
  { name: 'log of the server', bytes: Buffer.from(server.logged()) },
];

test('what is protected is read with the right password, which is forgotten then', async () => {
  const { incident, run } = await inspected();
  expect(await overview(incident)).toMatchObject({
    reasons: { 'wrong-password': 1 },
    elements: {},
    searchedInWhole: false,
  });
  expect(await showRun(incident, run)).toMatchObject({
    state: 'complete',
    reasons: { 'wrong-password': 1 },
    passwords: 0,
  });

  const first = await restart({ incident, run }, [wrong]);
  expect([first.status, first.answer]).toEqual([202, expect.objectContaining({ state: 'queued', passwords: 1 })]);
  expect(await kept(incident)).toBe(1);
  // The old results stay until there are new ones.
  expect(await overview(incident)).toMatchObject({ items: { whole: 1 }, reasons: { 'wrong-password': 1 } });
  await inspectAll(server);
  expect(await showRun(incident, run)).toMatchObject({ state: 'replaced' });
  expect(await showRun(incident, first.answer.id)).toMatchObject({
    state: 'complete',
    reasons: { 'wrong-password': 1 },
  });
  expect(await kept(incident)).toBe(0);

  const second = await restart({ incident, run: first.answer.id }, [wrong, right, wrong]);
  expect(findIn(await everywhere(), mark.markers)).toEqual([]);
  await inspectAll(server);
  expect(await showRun(incident, first.answer.id)).toMatchObject({ state: 'replaced' });
  expect(await showRun(incident, second.answer.id)).toMatchObject({ state: 'complete', reasons: {}, passwords: 2 });
  expect(await overview(incident)).toMatchObject({
    reasons: {},
    elements: { email: 2 },
    persons: [{ certain: 2, possible: 2 }],
    searchedInWhole: true,
  });
  expect(await kept(incident)).toBe(0);
  expect(findIn(await everywhere(), mark.markers)).toEqual([]);

  const acts = await actsOf(incident);
  expect(acts.filter(({ act }) => act['type'] === 'inspection-restarted')).toEqual([
    expect.objectContaining({
      actor: { kind: 'person', id: server.people.analyst },
      act: { type: 'inspection-restarted', run: first.answer.id, evidence: first.answer.evidence, passwords: 1 },
    }),
    expect.objectContaining({
      act: { type: 'inspection-restarted', run: second.answer.id, evidence: second.answer.evidence, passwords: 2 },
    }),
  ]);
});

test('the same bytes handed in later share what passwords opened, by newer rules too; asked for anew they need them again', async () => {
  const { incident, run, bytes } = await inspected();
  const opened = await restart({ incident, run }, [right]);
  // While it waits, and when it is complete.
  await handInItem(server, incident, { name: 'copy.zip', bytes }, rules);
  await inspectAll(server);
  await handInItem(server, incident, { name: 'copy of a copy.zip', bytes }, rules);
  await handInItem(server, incident, { name: 'after an update.zip', bytes }, 'b'.repeat(64));
  await inspectAll(server);
  const states = Object.fromEntries((await runsOf(incident)).map(({ id, state }) => [id, state]));
  expect(states).toEqual({ [run]: 'replaced', [opened.answer.id]: 'complete' });
  expect(await overview(incident)).toMatchObject({ items: { whole: 4 }, reasons: {}, elements: { email: 2 } });

  const asker = { person: server.people.analyst };
  await impact.restart(server.desk, asker, { incident, run: opened.answer.id, rules: 'c'.repeat(64) });
  await inspectAll(server);
  expect(await overview(incident)).toMatchObject({ reasons: { 'wrong-password': 1 }, elements: {} });
});

describe('passwords are forgotten with a run that', () => {
  test('fails', async () => {
    const { incident, run } = await ended();
    const { answer } = await restart({ incident, run }, [right]);
    for await (const { place } of server.desk.store.list(incident)) await server.desk.store.remove(place);
    await inspectAll(server);
    expect([await showRun(incident, answer.id), await kept(incident)]).toEqual([
      expect.objectContaining({ state: 'failed', code: 'blob-missing' }),
      0,
    ]);
  });

  test('ends since its evidence was sealed off', async () => {
    const { incident, run } = await ended();
    const { answer } = await restart({ incident, run }, [right]);
    await server.database.owner.query(
      `update cofferdam.evidence_item set sealed_off = 'illegal', sealed_people = array[handed_in_by], sealed_reason = 'x',
         sealed_at = now(), sealed_by = handed_in_by where incident_id = $1`,
      [incident],
    );
    await inspectAll(server);
    const { rows } = await server.database.owner.query<{ code: string; passwords: null }>(
      'select code, passwords from cofferdam.inspection_run where id = $1',
      [answer.id],
    );
    expect(rows).toEqual([{ code: 'evidence-sealed-off', passwords: null }]);
    expect((await restart({ incident, run }, [right])).code).toBe('nothing-there');
  });

  test('somebody cancels', async () => {
    const { incident, run } = await ended();
    const { answer } = await restart({ incident, run }, [right]);
    await server.ask(impact.cancelRun, { params: { incident, run: answer.id }, body: {} }, { session });
    expect([await showRun(incident, answer.id), await kept(incident)]).toEqual([
      expect.objectContaining({ state: 'cancelled', passwords: 1 }),
      0,
    ]);
    // What was complete before still is, and can be tried again.
    expect(await overview(incident)).toMatchObject({ items: { whole: 1 } });
    expect((await restart({ incident, run: answer.id }, [right])).status).toBe(202);
  });
});

describe('while a run with passwords waits', () => {
  let begun: Begun;
  let waits: Reply<typeof impact.restartRun>;
  const key = randomUUID();
  beforeAll(async () => {
    begun = await ended();
    waits = await restart(begun, [right], key);
  });

  test('the same request again is met once, and another with that key is refused', async () => {
    expect((await restart(begun, [right], key)).answer).toEqual(waits.answer);
    expect((await restart(begun, [wrong], key)).code).toBe('idempotency-key-reused');
    expect((await runsOf(begun.incident)).filter(({ state }) => state === 'queued')).toHaveLength(1);
  });

  test('what is kept of the request cannot be tried against', async () => {
    const { incident, run } = begun;
    const said = [impact.restartRun.id, { params: { incident, run }, body: { passwords: [right] } }];
    const query = {};
    for (const guess of [said, [said[0], { params: { incident, run }, query, body: { passwords: [right] } }]]) {
      const hash = createHash('sha256').update(canonical(guess)).digest('hex');
      const { rowCount } = await server.database.owner.query(
        'select from cofferdam.request_once where fingerprint = $1',
        [hash],
      );
      expect(rowCount).toBe(0);
    }
  });

  test('no other inspection of these bytes begins, with passwords or without', async () => {
    expect((await restart(begun, [wrong])).code).toBe('run-under-way');
    const { incident, run } = begun;
    for (const body of [undefined, null, {}]) {
      const by = {
        session,
        ...(body === null && { payload: 'null', headers: { 'content-type': 'application/json' } }),
      };
      const given = { params: { incident, run }, ...(body && { body }) };
      expect((await server.ask(impact.restartRun, given, by)).code).toBe('run-under-way');
    }
  });

  test('its sealed passwords tell nothing by their length', async () => {
    const { rows } = await server.database.owner.query<{ length: number }>(
      'select length(passwords) from cofferdam.inspection_run where incident_id = $1 and passwords is not null',
      [begun.incident],
    );
    expect(rows).toEqual([{ length: 1024 + 28 }]);
  });

  const run = 'cofferdam.inspection_run';
  test.each([
    ['read', `select passwords from ${run}`],
    ['read with all else', `select * from ${run}`],
    ['looked for', `select id from ${run} where passwords is not null`],
    ['changed', `update ${run} set passwords = null`],
  ])('the role of the server cannot have them %s', async (_, sql) => {
    const asked = transact(server.desk.pool, { person: server.people.analyst }, (client) => client.query(sql));
    await expect(asked).rejects.toThrow(/permission denied/);
  });

  test('a job of another incident sees none, and none can change them', async () => {
    const other = await openTestIncident(server);
    const passwords = `select from ${run} where passwords is not null`;
    const seen = (incident: string) =>
      transactJob(server.worker, { incident }, async (client) => (await client.query(passwords)).rowCount);
    expect([await seen(other), await seen(begun.incident)]).toEqual([0, 1]);
    const change = (value: string) =>
      transactJob(server.worker, begun, (client) =>
        client.query(`update ${run} set passwords = ${value} where passwords is not null`),
      );
    for (const value of ['null', `'\\x00'`]) await expect(change(value)).rejects.toThrow(/do not change/);
  });

  test('in the database itself nobody begins one who does not decide', async () => {
    const { incident } = await ended();
    const insert = `insert into ${run}
        (id, incident_id, compartment, entity_id, evidence_id, content, rules, queued_at, bytes, passwords, password_count)
      select gen_random_uuid(), e.incident_id, e.compartment, e.entity_id, e.id, b.blob, repeat('f', 64), now(), e.size, '\\x00', 1
      from cofferdam.evidence_item e join cofferdam.evidence_bytes b on b.evidence_id = e.id where e.incident_id = $1`;
    const as = (name: 'comms' | 'analyst') =>
      transact(server.desk.pool, { person: server.people[name] }, async (client) => {
        const { rowCount } = await client.query(insert, [incident]);
        await client.query('rollback; begin');
        return rowCount;
      });
    await expect(as('comms')).rejects.toThrow(/row-level security/);
    expect(await as('analyst')).toBe(1);
  });
});

test('of two who give passwords at once, one begins a run', async () => {
  const begun = await ended();
  const both = await Promise.all([restart(begun, [right]), restart(begun, [wrong])]);
  expect(new Set(both.map(({ status }) => status))).toEqual(new Set([202, 409]));
  expect(await kept(begun.incident)).toBe(1);
});

describe('a body that is none', () => {
  let begun: Begun;
  beforeAll(async () => {
    begun = await ended();
  });
  test.each([
    ['no password', { passwords: [] }],
    ['51 passwords', { passwords: Array.from({ length: 51 }, (_, index) => `${wrong}${index}`) }],
    ['an empty one', { passwords: [''] }],
    ['one that is too long', { passwords: [wrong.repeat(40)] }],
    ['a number', { passwords: [wrong, 4711] }],
    ['text', { passwords: wrong }],
    ['half a character', { passwords: [`${wrong}\ud800`] }],
    ['another name', { password: wrong }],
    ['a password as a name', { [wrong]: true }],
    ['a list', [wrong]],
  ])('%s: refused, and not repeated', async (_, body) => {
    const { incident, run } = begun;
    const payload = JSON.stringify(body);
    const headers = { 'content-type': 'application/json' };
    const reply = await server.ask(impact.restartRun, { params: { incident, run } }, { session, headers, payload });
    expect([reply.status, reply.code]).toEqual([400, 'request-invalid']);
    expect(JSON.parse(reply.body)).toMatchObject({ where: expect.stringMatching(/^body/) });
    expect(findIn([{ name: 'refusal', bytes: Buffer.from(reply.body) }], mark.markers)).toEqual([]);
    expect(await runsOf(incident)).toHaveLength(1);
  });
  test('nothing of them is left anywhere', async () => {
    expect(findIn(await everywhere(), mark.markers)).toEqual([]);
  });
  test('fifty of a thousand characters are taken', async () => {
    const many = Array.from({ length: 50 }, (_, index) => String(index).padStart(1024, 'ß'));
    expect((await restart(begun, many)).answer.passwords).toBe(50);
  });
});

test('a run whose worker is killed is done again with its passwords, which no process shows', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cofferdam-vault-'));
  const store = await openFolderStore(folder);
  const there: TestDesk = { ...server, desk: { ...server.desk, store } };
  const incident = await openTestIncident(server, [{ name: 'analyst', role: 'analyst' }]);
  const rows = Array.from({ length: 20_000 }, (_, at) => `Person Number${at},p${at}@example.com\n`);
  const bytes = await protectedZip(`name,email\n${rows.join('')}`);
  await handInItem(there, incident, { name: 'protected.zip', bytes }, rules);
  const [first] = await runsOf(incident);
  await server.ask(impact.cancelRun, { params: { incident, run: first?.id ?? '' }, body: {} }, { session });
  const { answer } = await restart({ incident, run: first?.id ?? '' }, [wrong, right]);
  const script = fileURLToPath(new URL('../../src/server/inspection/testing/worker.ts', import.meta.url));
  const init = JSON.stringify({ connection: server.database.worker, folder });
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, init], {
    env: { ...process.env, COFFERDAM_MASTER_KEY: server.desk.master.secret.export().toString('base64') },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  await until(server, 'select exists (select from cofferdam.person_batch where incident_id = $1)', [incident]);
  const samples: Sample[] = sample(child.pid ?? 0);
  const dead = once(child, 'exit');
  child.kill('SIGKILL');
  await dead;
  expect(samples.some(({ command }) => command.includes('--permission'))).toBe(true);
  expect(
    findIn(
      samples.flatMap(({ places }) => places),
      mark.markers,
    ),
  ).toEqual([]);
  expect(await kept(incident)).toBe(1);
  const connection = server.database.worker;
  const worker = await openWorker({
    ...there.desk,
    connection,
    children: 1,
    onTrouble: (what) => fail('internal', what),
  });
  await until(server, settled);
  await worker.stop();
  expect(await showRun(incident, answer.id)).toMatchObject({ state: 'complete', reasons: {} });
  expect(await overview(incident)).toMatchObject({ elements: { email: 20_000 }, searchedInWhole: true });
  expect(await kept(incident)).toBe(0);
  expect(findIn(await everywhere(), mark.markers)).toEqual([]);
  await rm(folder, { recursive: true });
});

import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identityContract } from '#platform/auth';
import { createClient, operations } from '#server/client';
import { codeOf, type Ran, type Running, runProgram, type RunningServer, startServer } from './running.ts';

// A server that does no job itself, and workers in processes of their own beside it, as somebody runs them.

const password = 'seven grey herons on one leg';
let folder: string;
let data: string;
let server: RunningServer;
const workers: Running[] = [];

/** Signs in for good, with an app. */
async function enrol(address: string, session: string | undefined): Promise<string> {
  const client = createClient({ address, session });
  const { answer } = await client.call(identityContract.enrolTotp);
  const confirmed = await client.call(identityContract.confirmTotp, { body: { code: codeOf(answer.secret) } });
  return confirmed.session ?? session ?? '';
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cofferdam-worker-'));
  data = join(folder, 'data');
  server = await startServer({ COFFERDAM_DATA: data, COFFERDAM_JOBS: '0' });
  const { address } = server;
  const nobody = createClient({ address });
  const first = { code: server.setUpCode, name: 'Ada', mail: 'ada@desk.example', password };
  const { session } = await nobody.call(identityContract.makeSetUp, { body: first });
  const admin = createClient({ address, session: await enrol(address, session) });
  const { answer } = await admin.call(identityContract.invitePerson, {
    body: { name: 'Lea', mail: 'lea@desk.example', installationRole: 'none' },
  });
  const joined = await nobody.call(identityContract.joinPeople, { body: { token: answer.token, password } });
  const login = join(folder, 'home/.config/cofferdam');
  mkdirSync(login, { recursive: true });
  const own = { address, session: await enrol(address, joined.session) };
  writeFileSync(join(login, 'login.json'), JSON.stringify(own), { mode: 0o600 });
  await createClient(own).call(operations.respond.openIncident, {
    body: { title: 'A list', codeName: 'Amber Gate', severity: 'unknown' },
  });
});
afterAll(async () => {
  for (const { child, ended } of workers) {
    child.kill('SIGKILL');
    await ended;
  }
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: string[]): Promise<Ran> => runProgram(args, { home: join(folder, 'home') }).ended;
const startWorker = (): Running => {
  const worker = runProgram(['worker', '--data', data, '--jobs', '1'], { home: join(folder, 'home') });
  workers.push(worker);
  return worker;
};
interface Found {
  readonly items: Readonly<Record<'whole' | 'waiting', number>>;
  readonly records: number;
  readonly counting: boolean;
  readonly persons: readonly { readonly possible: number }[];
  readonly bytesRead: number;
}
const impact = async (...args: string[]): Promise<Found> => {
  const { out, err } = await run('impact', 'Amber Gate', '--format', 'json', ...args);
  expect(err).toBe('');
  return JSON.parse(out) as Found;
};

/** As many lines as take a worker some seconds. */
async function writeLarge(path: string, lines: number): Promise<void> {
  const file = createWriteStream(path);
  file.write('name,email\n');
  for (let at = 0; at < lines; at += 1000) {
    const some = Array.from({ length: 1000 }, (_, i) => `Person Number${at + i},p${at + i}@kunde.example\n`).join('');
    if (!file.write(some)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

test('what is handed in waits for a worker, which inspects it and counts', async () => {
  const leak = join(folder, 'customers.csv');
  writeFileSync(leak, 'name,email\nErika Mustermann,erika@example.com\nMax Muster,max@example.com\n');
  expect(await run('hand-in', 'Amber Gate', leak)).toMatchObject({ code: 0, err: '' });
  expect(await impact()).toMatchObject({ items: { whole: 0, waiting: 1 }, counting: true, persons: [] });
  const worker = startWorker();
  expect(await impact('--wait')).toMatchObject({ items: { whole: 1 }, counting: false, persons: [{ possible: 2 }] });
  worker.child.kill('SIGTERM');
  expect(await worker.ended).toMatchObject({ code: 0, out: '' });
});

test('a worker that is killed in the middle: another does it again, and nothing is there twice', async () => {
  const large = join(folder, 'large.csv');
  await writeLarge(large, 300_000);
  const first = startWorker();
  expect((await run('hand-in', 'Amber Gate', large)).code).toBe(0);
  let read = (await impact()).bytesRead;
  for (const before = read; read <= before + 1000; ) read = (await impact()).bytesRead;
  first.child.kill('SIGKILL');
  await first.ended;
  expect(await impact()).toMatchObject({ items: { whole: 1 }, counting: true });
  startWorker();
  const { items, records, persons, counting } = await impact('--wait');
  expect(items).toMatchObject({ whole: 2, waiting: 0 });
  expect(records).toBeGreaterThan(290_000);
  expect([counting, persons.map(({ possible }) => possible)]).toEqual([false, [records]]);
});

describe('a worker of another version than the database refuses', () => {
  const steps = 'cofferdam.schema_step';
  test.each([
    ['a newer one', `insert into ${steps} values (9999, repeat('0', 64))`, 'made by a newer Cofferdam'],
    ['an older one', `delete from ${steps} where number = (select max(number) from ${steps})`, 'an older Cofferdam'],
    [
      'one that was changed',
      `update ${steps} set sha256 = repeat('0', 64) where number = 3`,
      'another migration than this program has',
    ],
  ])('%s', async (_, sql, told) => {
    const owner = new Client({ host: join(data, 'postgres/socket'), user: 'postgres', database: 'cofferdam' });
    await owner.connect();
    await owner.query('create temp table kept as table cofferdam.schema_step');
    try {
      await owner.query(sql);
      const { child, ended } = startWorker();
      const { code, err } = await ended;
      expect([code, err]).toEqual([1, expect.stringContaining(told)]);
      expect(child.pid).toBeGreaterThan(0);
    } finally {
      await owner.query(`truncate ${steps}; insert into ${steps} table kept`);
      await owner.end();
    }
  });

  test('and says so where there is no server', async () => {
    const { code, err } = await run('worker', '--data', join(folder, 'nowhere'));
    expect([code, err]).toEqual([1, expect.stringContaining('The database does not answer')]);
  });
});

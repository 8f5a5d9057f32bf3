import { mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identityContract } from '#platform/auth';
import { openFolder, startPostgres } from '#platform/db';
import { createClient } from '#server/client';
import { runProgram, type RunningServer, startServer } from './running.ts';

// Servers and a worker in processes of their own, on one PostgreSQL that DATABASE_URL names.

let folder: string;
let url: string;
const ends: (() => unknown)[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cofferdam-two-'));
  const place = await openFolder(join(folder, 'engine'));
  const postgres = await startPostgres({ folder: place });
  ends.push(
    () => postgres.stop(),
    () => place.close(),
  );
  url = `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(postgres.connection.host)}`;
});
const running: RunningServer[] = [];
afterAll(async () => {
  for (const server of running) await server.stop();
  for (const end of ends) await end();
  rmSync(folder, { recursive: true, force: true });
});

const other = randomBytes(32).toString('base64');
const at = (name: string): string => join(folder, name);
async function start(name: string, env: Readonly<Record<string, string>> = {}): Promise<RunningServer> {
  const own = { COFFERDAM_DATA: at(name), DATABASE_URL: url, COFFERDAM_JOBS: '0', ...env };
  const server = await startServer(own, 'set up');
  running.push(server);
  return server;
}
const isReady = async ({ address }: RunningServer): Promise<number> => (await fetch(`${address}/readyz`)).status;

test('a second server on the database of one that works is refused, and that one works on', async () => {
  const first = await start('one');
  expect(await isReady(first)).toBe(200);
  const second = await start('two');
  expect([second.address, await second.stop()]).toEqual(['', 1]);
  expect(second.said()).toContain('Another server works on this database');
  expect(second.said()).not.toContain(url);
  // It has not begun anything: no key with which it would seal.
  expect(readdirSync(at('two'))).not.toContain('keys');
  expect(await isReady(first)).toBe(200);
  const code = /^Set-up code[^:]*: (\S+)$/m;
  while (!code.test(first.said())) await isReady(first);
  const body = { name: 'Ada', mail: 'ada@desk.example', password: 'three owls over the old barn' };
  await createClient({ address: first.address }).call(identityContract.makeSetUp, {
    body: { ...body, code: code.exec(first.said())?.[1] ?? '' },
  });
  process.kill(first.pid, 'SIGKILL');
  await first.stop();
});

test.each([
  ['a key of its own', 'three', {}, 'There is no master key'],
  ['another key in the environment', 'four', { COFFERDAM_MASTER_KEY: other }, 'sealed with another key'],
  ['the right key, and none of the files', 'five', 'right', 'The database was set up with another data folder'],
] as const)('where nothing works, a server with another folder and %s is refused', async (_, name, env, message) => {
  const key = readFileSync(at('one/keys/master.key'), 'utf8').trim();
  const server = await start(name, env === 'right' ? { COFFERDAM_MASTER_KEY: key } : env);
  expect([server.address, await server.stop()]).toEqual(['', 1]);
  expect(server.said()).toContain(message);
});

test('the server whose database it is starts again at once, also after SIGKILL', async () => {
  const again = await start('one');
  expect(await isReady(again)).toBe(200);
  process.kill(again.pid, 'SIGKILL');
  await again.stop();
  const third = await start('one');
  expect(await isReady(third)).toBe(200);
  expect(await third.stop()).toBe(0);
});

test.each([
  ['another key', { COFFERDAM_MASTER_KEY: other }, 'sealed with another key'],
  ['no vault', 'right', 'The vault of the server is not there'],
] as const)('a worker with %s takes no job, and says so', async (what, env, message) => {
  const key = readFileSync(at('one/keys/master.key'), 'utf8').trim();
  const data = what === 'no vault' ? at('six') : at('one');
  const away = at('one/keys/away');
  // The key of the environment alone counts, where there is no file.
  renameSync(at('one/keys/master.key'), away);
  try {
    const given = env === 'right' ? { COFFERDAM_MASTER_KEY: key } : env;
    const args = ['worker', '--data', data];
    const { code, err } = await runProgram(args, { home: folder, env: { DATABASE_URL: url, ...given } }).ended;
    expect([code, err]).toEqual([1, expect.stringContaining(message)]);
  } finally {
    renameSync(away, at('one/keys/master.key'));
  }
});

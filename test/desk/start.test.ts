import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identityContract } from '#platform/auth';
import { createClient } from '#server/client';
import { descendants, isRunning } from '../cli/run.ts';
import { type RunningServer, startServer } from './running.ts';

// What a start meets before anybody set it up is in src/server/start.test.ts: a folder in use, a port that is taken, settings.

let folder: string;
let data: string;
let file: string;
let key: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cofferdam-keys-'));
  data = join(folder, 'data');
  file = join(data, 'keys/master.key');
  const server = await startServer({ COFFERDAM_DATA: data, COFFERDAM_JOBS: '0' });
  const body = {
    code: server.setUpCode,
    name: 'Ada',
    mail: 'ada@desk.example',
    password: 'a long walk by the harbour',
  };
  await createClient({ address: server.address }).call(identityContract.makeSetUp, { body });
  key = readFileSync(file, 'utf8');
  expect(await stopped(server)).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = (env: Readonly<Record<string, string>> = {}): Promise<RunningServer> =>
  startServer({ COFFERDAM_DATA: data, COFFERDAM_JOBS: '1', ...env }, 'set up');

/** Stops it, and leaves no process behind: neither PostgreSQL nor a reader. */
async function stopped(server: RunningServer): Promise<number | null> {
  const below = descendants(server.pid);
  expect(below.length).toBeGreaterThan(0);
  const code = await server.stop();
  expect(below.filter(isRunning)).toEqual([]);
  return code;
}

const other = randomBytes(32).toString('base64');
const away = (): void => renameSync(file, `${file}.away`);
const back = (): void => {
  writeFileSync(file, key, { mode: 0o600 });
  chmodSync(file, 0o600);
};

test.each<[string, () => void, Record<string, string>, string]>([
  ['the key file is gone', away, {}, 'There is no master key'],
  ['another key in the environment', away, { COFFERDAM_MASTER_KEY: other }, 'sealed with another key'],
  ['a key in both places', () => undefined, { COFFERDAM_MASTER_KEY: other }, 'There are two master keys'],
  ['a key that is none', away, { COFFERDAM_MASTER_KEY: 'geheim' }, 'This is no master key'],
  ['a file with another key', () => writeFileSync(file, `${other}\n`), {}, 'sealed with another key'],
  ['a file that others can read', () => chmodSync(file, 0o644), {}, 'can be read by others'],
  ['an empty file', () => writeFileSync(file, ''), {}, 'This is no master key'],
])('%s: it does not start, says why, and makes no other key', async (_, spoil, env, message) => {
  spoil();
  try {
    const before = `${file}.away`;
    const server = await start(env);
    expect([server.address, await server.stop()]).toEqual(['', 1]);
    expect(server.said()).toContain(message);
    for (const secret of [key.trim(), other, 'geheim']) expect(server.said()).not.toContain(secret);
    if (spoil === away)
      expect([() => readFileSync(file), readFileSync(before, 'utf8')]).toEqual([expect.any(Function), key]);
    if (spoil === away) expect(() => readFileSync(file)).toThrow('ENOENT');
  } finally {
    back();
  }
});

test('the key may be in the environment alone, and is not seen in what was started by it', async () => {
  away();
  try {
    const server = await start({ COFFERDAM_MASTER_KEY: key.trim() });
    expect((await fetch(`${server.address}/readyz`)).status).toBe(200);
    for (const pid of descendants(server.pid)) {
      expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).not.toContain(key.trim());
    }
    expect(await stopped(server)).toBe(0);
  } finally {
    back();
  }
});

test('it starts with its key again, and is set up', async () => {
  const server = await start();
  expect([server.setUpCode, server.said()]).toEqual(['', expect.not.stringContaining('Set-up code')]);
  expect(await (await fetch(`${server.address}/v1/set-up`)).json()).toEqual({ done: true });
  expect(await stopped(server)).toBe(0);
});

test('a data folder that is a file, or lies below one, is named', async () => {
  const taken = join(folder, 'file');
  writeFileSync(taken, '');
  for (const path of [taken, join(taken, 'below')]) {
    const server = await start({ COFFERDAM_DATA: path });
    expect([server.address, await server.stop()]).toEqual(['', 1]);
    expect(server.said()).toContain(path);
  }
});

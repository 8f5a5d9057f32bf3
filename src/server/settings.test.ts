import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSettings } from './settings.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'settings-'));
});
afterAll(() => rm(folder, { recursive: true }));

const fileWith = async (text: string): Promise<string> => {
  const path = join(folder, 'settings.yaml');
  await writeFile(path, text);
  return path;
};

test('without any, a server of this machine alone with a folder of its own', async () => {
  expect(await readSettings({ XDG_DATA_HOME: folder })).toEqual({
    data: join(folder, 'cofferdam'),
    host: '127.0.0.1',
    port: 7420,
    databaseUrl: undefined,
    logLevel: 'info',
    jobs: 2,
    trustedProxies: [],
    sessionIdle: 30 * 60_000,
    sessionLength: 12 * 3_600_000,
  });
  expect((await readSettings({ COFFERDAM_DATA: 'here' })).data).toBe(join(process.cwd(), 'here'));
  expect((await readSettings({ XDG_DATA_HOME: 'not/absolute' })).data).toBe(join(homedir(), '.local/share/cofferdam'));
});

test('the environment goes before the file, the file before what is built in', async () => {
  const COFFERDAM_CONFIG = await fileWith('port: 8000\nlog_level: debug\ndata: /srv/desk\n');
  const settings = await readSettings({ COFFERDAM_CONFIG, COFFERDAM_PORT: '9000' });
  expect(settings).toMatchObject({ port: 9000, logLevel: 'debug', data: '/srv/desk', host: '127.0.0.1' });
});

test('a file in the data folder is read without being named', async () => {
  await writeFile(join(folder, 'cofferdam.yaml'), 'host: localhost\n');
  expect(await readSettings({ COFFERDAM_DATA: folder })).toMatchObject({ data: folder, host: 'localhost' });
  await rm(join(folder, 'cofferdam.yaml'));
});

test('DATABASE_URL counts unless ours is there', async () => {
  const DATABASE_URL = 'postgresql://desk@db.example/desk';
  expect((await readSettings({ DATABASE_URL })).databaseUrl).toBe(DATABASE_URL);
  expect((await readSettings({ DATABASE_URL, COFFERDAM_DATABASE_URL: 'postgres://own/desk' })).databaseUrl).toBe(
    'postgres://own/desk',
  );
});

test.each<[string, Record<string, string>, string]>([
  ['a port that is no number', { COFFERDAM_PORT: 'http' }, 'COFFERDAM_PORT: a number'],
  ['a port beyond the last', { COFFERDAM_PORT: '70000' }, 'COFFERDAM_PORT: at most 65535'],
  ['half a port', { COFFERDAM_PORT: '80.5' }, 'COFFERDAM_PORT: a whole number'],
  ['a host that is a name', { COFFERDAM_HOST: 'desk.example' }, 'COFFERDAM_HOST: an IP address or localhost'],
  [
    'another database',
    { DATABASE_URL: 'mysql://root:geheim@db/x' },
    'DATABASE_URL: a URL that begins with postgresql://',
  ],
  ['a level that is none', { COFFERDAM_LOG_LEVEL: 'loud' }, 'COFFERDAM_LOG_LEVEL: one of error, warn, info, debug'],
  ['a name mistyped', { COFFERDAM_PROT: '80' }, 'COFFERDAM_PROT: there is no such setting'],
  ['a file that is not there', { COFFERDAM_CONFIG: '/no/such/file' }, 'the file /no/such/file cannot be read'],
])('%s is named, and its value is not told', async (_, env, message) => {
  const failure = readSettings(env);
  await expect(failure).rejects.toMatchObject({ code: 'setting-invalid', message: expect.stringContaining(message) });
  await expect(failure).rejects.not.toThrow('geheim');
});

test.each([
  ['port: many', 'port in PATH: a number'],
  ['prot: 80', 'prot in PATH: there is no such setting'],
  ['- port', 'PATH: a list of settings and values is expected'],
  ['data: "geheim\nport: 1', 'PATH, line 2: this is not YAML'],
])('a file with %j is refused, with its place', async (text, message) => {
  const path = await fileWith(text);
  const failure = readSettings({ COFFERDAM_CONFIG: path });
  await expect(failure).rejects.toMatchObject({
    code: 'setting-invalid',
    message: expect.stringContaining(message.replace('PATH', path)),
  });
  await expect(failure).rejects.not.toThrow('geheim');
});

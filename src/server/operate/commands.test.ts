import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addIncident, makeFolder, openInstallation, type TestInstallation } from './testing/installation.ts';
import { recordRecovery } from './keys.ts';
import { placesIn } from './places.ts';

let on: TestInstallation;
let work = '';
beforeAll(async () => {
  on = await openInstallation();
  work = await makeFolder();
  await addIncident(on);
});
afterAll(async () => {
  await on.stop();
  await rm(join(on.data, '..'), { recursive: true });
  await rm(work, { recursive: true });
});

const program = join(import.meta.dirname, '../../cli/testing/operate.ts');
const place = (name: string): string => join(work, name);

async function run(args: readonly string[], input = '', env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...args], {
    env: { PATH: process.env['PATH'], HOME: work, ...env },
    stdio: 'pipe',
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (said.out += String(chunk)));
  child.stderr.on('data', (chunk) => (said.err += String(chunk)));
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...said };
}

test('backup beside a server that runs, keys apart, and restore with the key that was kept', async () => {
  const made = await run(['backup', place('backup'), '--data', on.data, '--with-keys', place('keys')]);
  expect([made.code, made.err]).toEqual([0, '']);
  expect(JSON.parse(made.out)).toMatchObject({ blobs: { count: 1 }, missing: 0 });
  expect((await stat(place('keys/master.key'))).mode & 0o777).toBe(0o600);
  const restored = await run(['restore', place('backup'), '--data', place('data'), '--key', place('keys/master.key')]);
  expect([restored.code, restored.err]).toEqual([0, '']);
  expect(JSON.parse(restored.out)).toMatchObject({ log: { verdict: 'whole' }, blobs: { count: 1 } });
  expect(await readFile(placesIn(place('data')).masterKey, 'utf8')).toBe(
    await readFile(placesIn(on.data).masterKey, 'utf8'),
  );

  // The new one does not run: the command starts its database, and stops it again.
  const again = await run(['backup', place('of-stopped'), '--data', place('data')]);
  expect([again.code, again.err]).toEqual([0, '']);
});

test('a key in the environment is not written anywhere', async () => {
  const key = (await readFile(placesIn(on.data).masterKey, 'utf8')).trim();
  await run(['backup', place('backup-env'), '--data', on.data]);
  const restored = await run(['restore', place('backup-env'), '--data', place('data-env')], '', {
    COFFERDAM_MASTER_KEY: key,
  });
  expect([restored.code, restored.err]).toEqual([0, '']);
  await expect(stat(placesIn(place('data-env')).masterKey)).rejects.toMatchObject({ code: 'ENOENT' });
});

test.each([
  [['--with-keys', 'same'], 'keys and backup lie together'],
  [['--with-keys', 'same/keys'], 'keys and backup lie together'],
])('backup same %j: %s', async (args, message) => {
  const [option = '', folder = ''] = args;
  const { code, err } = await run(['backup', place('same'), '--data', on.data, option, place(folder)]);
  expect([code, err]).toEqual([1, expect.stringContaining(message)]);
  await expect(stat(place('same'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('restore without a key says where one is looked for', async () => {
  const { code, err } = await run(['restore', place('backup'), '--data', place('keyless')]);
  expect([code, err]).toEqual([1, expect.stringContaining('neither --key nor COFFERDAM_MASTER_KEY')]);
});

test('two people restore a lost master key, and the log tells of it', async () => {
  const { masterKey } = placesIn(on.data);
  const [a, b] = on.halves;
  const key = await readFile(masterKey, 'utf8');
  const there = await run(['recover-key', '--data', on.data], `${a}\n${b}\n`);
  expect([there.code, there.err]).toEqual([1, expect.stringContaining('There is a master key already')]);
  await rm(masterKey);
  const typed = b.toLowerCase().replaceAll('-', ' ');
  const restored = await run(['recover-key', '--data', on.data], `${typed}\n${a.replaceAll('\n', '-')}\n`);
  expect([restored.code, restored.out]).toEqual([0, '']);
  expect(restored.err).toContain(on.master.id);
  expect(await readFile(masterKey, 'utf8')).toBe(key);
  expect((await stat(masterKey)).mode & 0o777).toBe(0o600);
  const init = { data: on.data, pool: on.pool, now: on.now };
  await recordRecovery(init);
  const { rows } = await on.pool.query("select seq from cofferdam.log_head where chain = 'log'");
  await recordRecovery(init);
  expect((await on.pool.query("select seq from cofferdam.log_head where chain = 'log'")).rows).toEqual(rows);
});

test('a key is restored out of a backup where the machine is gone', async () => {
  const [a, b] = on.halves;
  await run(['backup', place('far'), '--data', on.data]);
  const { code } = await run(['recover-key', '--backup', place('far'), '--to', place('far.key')], `${a}\n\n${b}`);
  expect(code).toBe(0);
  expect(await readFile(place('far.key'), 'utf8')).toBe(await readFile(placesIn(on.data).masterKey, 'utf8'));
});

test.each([
  ['the first half with a wrong letter', (a: string, b: string) => `${wrong(a, 7)}\n${b}`, 'first half, group 2'],
  ['the second half with a wrong letter', (a: string, b: string) => `${a}\n${wrong(b, 0)}`, 'second half, group 1'],
  ['a half that is cut', (a: string, b: string) => `${a.slice(0, 40)}\n\n${b}`, 'first half, group'],
  ['one half twice', (a: string) => `${a}\n${a}`, 'both are half A'],
  ['nothing', () => '', 'first half, group 1'],
])('%s is named, without what was typed', async (_, type, message) => {
  const [a, b] = on.halves;
  const { code, err } = await run(['recover-key', '--backup', place('far'), '--to', place('no.key')], type(a, b));
  expect([code, err]).toEqual([1, expect.stringContaining(message)]);
  for (const group of `${a}\n${b}`.split(/[-\n]/)) expect(err).not.toContain(group);
  await expect(stat(place('no.key'))).rejects.toMatchObject({ code: 'ENOENT' });
});

function wrong(half: string, at: number): string {
  return half.slice(0, at) + (half[at] === 'Z' ? 'Y' : 'Z') + half.slice(at + 1);
}

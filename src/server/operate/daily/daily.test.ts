import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Code } from '#platform/errors';
import { makeBackup } from '../backup/make.ts';
import { checkBackup } from '../backup/check.ts';
import { makeFolder, openInstallation, type TestInstallation } from '../testing/installation.ts';
import { askForBackup } from './ask.ts';
import { startBackups } from './backups.ts';
import { checkWith } from './check.ts';
import { setBackup } from './set.ts';
import { showBackupSetting } from './show.ts';

let on: TestInstallation;
let work = '';
let admin = { person: '' };
let time = Date.UTC(2026, 1, 2, 9);
beforeAll(async () => {
  on = await openInstallation();
  work = await makeFolder();
  admin = { person: on.admin };
});
afterAll(async () => {
  await on.stop();
  await rm(join(on.data, '..'), { recursive: true });
  await rm(work, { recursive: true });
});

const now = (): number => time;
const wait = (milliseconds: number): void => void (time += milliseconds);
const hour = 3_600_000;
const desk = () => ({ pool: on.pool, now });
const show = () => showBackupSetting(desk(), admin);
const name = async (folder: string | null) =>
  setBackup(desk(), admin, { folder, version: (await show()).version }, checkWith({ ...on, pool: on.pool }));

/** A server that looks once whether something is due, and stops when that is done. */
async function round(home = 'a server'): Promise<Code[]> {
  const failures: Code[] = [];
  const passed = Promise.withResolvers<void>();
  const backups = startBackups({
    worker: on.worker,
    now,
    home,
    make: (to, signal) => makeBackup({ data: on.data, master: on.master, to, program: '0.0.0', now: on.now, signal }),
    onFailure: (code) => failures.push(code),
    wait: (signal) => {
      passed.resolve();
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    },
  });
  await passed.promise;
  await backups.stop();
  return failures;
}

test('no folder, no backup; one follows as soon as a folder is named, the next a day later', async () => {
  expect(await show()).toMatchObject({ folder: null, state: 'none', whole: null, next: null });
  expect(await round()).toEqual([]);
  const folder = join(work, 'daily');
  expect(await name(folder)).toMatchObject({ folder, state: 'waiting', version: 2 });
  await round();
  const first = await show();
  expect(first).toMatchObject({ state: 'whole', failed: null, whole: { missing: 0, files: 0 } });
  expect(first.next).toBe(new Date(now() + 24 * hour).toISOString());
  const made = async () => (await checkBackup(folder, on.master)).manifest.id;
  const before = await made();
  wait(23 * hour);
  await round();
  expect(await made()).toBe(before);
  wait(hour);
  await round();
  expect(await made()).not.toBe(before);
});

test('an admin asks for one out of turn, and only where it could go somewhere', async () => {
  const made = (await show()).begun;
  wait(1000);
  expect(await askForBackup(desk(), admin)).toMatchObject({ state: 'waiting', next: null });
  await round();
  const after = await show();
  expect(after.state).toBe('whole');
  expect(after.begun).not.toBe(made);
  await name(null);
  await expect(askForBackup(desk(), admin)).rejects.toMatchObject({ code: 'backup-place' });
});

test('one that fails says why, and is tried again an hour later; what is whole stays told', async () => {
  const folder = join(work, 'spoiled');
  await name(folder);
  await writeFile(join(folder, 'a letter'), 'to nobody');
  const { whole } = await show();
  expect(await round()).toEqual(['backup-place']);
  expect(await show()).toMatchObject({ state: 'failed', failed: 'backup-place', whole });
  wait(hour - 1);
  expect(await round()).toEqual([]);
  await rm(join(folder, 'a letter'));
  wait(1);
  await round();
  expect(await show()).toMatchObject({ state: 'whole', failed: null });
});

test.each([
  ['the data folder', () => on.data],
  ['a folder in it', () => join(on.data, 'backup')],
  ['a folder around it', () => join(on.data, '..')],
  ['a folder with something else in it', () => work],
  ['a file', () => join(work, 'daily', 'manifest.json')],
])('%s is refused, and nothing is changed', async (_, folder) => {
  const before = await show();
  await expect(name(folder())).rejects.toMatchObject({ code: 'backup-place' });
  expect(await show()).toEqual(before);
});

test('a server that stops leaves the backup of before, and begins again when it is back; another does not take it', async () => {
  const folder = join(work, 'stopped');
  await name(folder);
  await round();
  const before = await readFile(join(folder, 'manifest.json'), 'utf8');
  wait(1000);
  await askForBackup(desk(), admin);
  wait(1000);
  const begun = Promise.withResolvers<void>();
  const backups = startBackups({
    worker: on.worker,
    now,
    home: 'a server',
    make: (to, signal) => {
      begun.resolve();
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error(to)), { once: true }));
    },
    onFailure: () => expect.unreachable(),
  });
  await begun.promise;
  expect(await show()).toMatchObject({ state: 'running', next: null });
  await round('another server');
  expect(await show()).toMatchObject({ state: 'running' });
  await backups.stop();
  expect(await show()).toMatchObject({ state: 'waiting' });
  expect(await readFile(join(folder, 'manifest.json'), 'utf8')).toBe(before);
  await round();
  expect(await show()).toMatchObject({ state: 'whole' });
  expect(await readFile(join(folder, 'manifest.json'), 'utf8')).not.toBe(before);
});

test('a signal ends one between two tables, and the folder holds what it held', async () => {
  const folder = join(work, 'cut');
  const init = { data: on.data, master: on.master, to: folder, program: '0.0.0', now: on.now };
  const { id } = await makeBackup(init);
  const before = await readFile(join(folder, 'manifest.json'), 'utf8');
  await expect(makeBackup({ ...init, signal: AbortSignal.abort() })).rejects.toThrow();
  expect(await readFile(join(folder, 'manifest.json'), 'utf8')).toBe(before);
  expect((await checkBackup(folder, on.master)).manifest.id).toBe(id);
});

test('two who change it at once: the second is told; where the folder is stands for nobody else', async () => {
  const { version } = await show();
  const check = async (): Promise<void> => undefined;
  await setBackup(desk(), admin, { folder: null, version }, check);
  await expect(setBackup(desk(), admin, { folder: null, version }, check)).rejects.toMatchObject({
    code: 'changed-meanwhile',
  });
  await mkdir(join(work, 'not looked at'), { mode: 0o700 });
  const asLead = { person: on.lead };
  const given = { folder: join(work, 'not looked at'), version: version + 1 };
  await expect(setBackup(desk(), asLead, given, checkWith({ ...on, pool: on.pool }))).rejects.toMatchObject({
    code: 'role-lacking',
  });
  expect(await readdir(given.folder)).toEqual([]);
  await expect(showBackupSetting(desk(), asLead)).rejects.toMatchObject({ code: 'role-lacking' });
});

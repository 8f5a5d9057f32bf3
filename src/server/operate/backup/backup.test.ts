import { cp, mkdir, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFolder, startPostgres } from '#platform/db';
import { createMasterKey, loadMasterKey, openFolderStore, openStored } from '#platform/vault';
import { addIncident, makeFolder, openInstallation, type TestInstallation } from '../testing/installation.ts';
import { allRows } from '../testing/rows.ts';
import { openKeys } from '../keys.ts';
import { placesIn } from '../places.ts';
import { makeBackup } from './make.ts';
import { withDatabase } from './reach.ts';
import { restoreBackup } from './restore.ts';

let on: TestInstallation;
let work = '';
const file = randomBytes(300_000);
let handedIn: Awaited<ReturnType<typeof addIncident>>;
beforeAll(async () => {
  on = await openInstallation();
  work = await makeFolder();
  handedIn = await addIncident(on, file);
  await addIncident(on, new Uint8Array(0));
});
afterAll(async () => {
  await on.stop();
  await rm(join(on.data, '..'), { recursive: true });
  await rm(work, { recursive: true });
});

const place = (name: string): string => join(work, name);
const backup = (to: string, changed: Partial<Parameters<typeof makeBackup>[0]> = {}) =>
  makeBackup({ data: on.data, master: on.master, to: place(to), program: '0.0.0', now: on.now, ...changed });
const restore = (from: string, to: string, changed: Partial<Parameters<typeof restoreBackup>[0]> = {}) =>
  restoreBackup({
    from: place(from),
    data: place(to),
    master: on.master,
    keepKey: 'in-folder',
    now: on.now,
    ...changed,
  });

/** Runs something on the engine of a folder that nothing runs in. */
async function within<T>(data: string, act: Parameters<typeof withDatabase<T>>[1]): Promise<T> {
  const folder = await openFolder(data);
  const postgres = await startPostgres({ folder });
  try {
    return await withDatabase({ ...postgres.connection, database: undefined }, act);
  } finally {
    await postgres.stop();
    folder.close();
  }
}

const filesBelow = async (path: string): Promise<readonly string[]> =>
  (await readdir(path, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

test('what is backed up while the server runs is restored into an empty folder: rows, log, files, keys', async () => {
  const before = await withDatabase(on.connection, allRows);
  const made = await backup('first');
  expect(made).toMatchObject({ blobs: { count: 2, added: 2 }, missing: 0 });
  const report = await restore('first', 'restored');
  expect(report).toMatchObject({ backup: made.id, rows: made.rows, missing: 0 });
  expect(report.log).toMatchObject({ verdict: 'whole', incidents: 2, breaks: [], askedHead: { after: 0 } });

  const after = await within(place('restored'), allRows);
  const { log_entry: logBefore = [], log_head: _, log_checkpoint: __, ...rest } = before;
  const { log_entry: logAfter = [], log_head: ___, log_checkpoint: ____, ...restAfter } = after;
  expect(restAfter).toEqual(rest);
  // The log goes on: a checkpoint for the backup, the word of the restore, and a checkpoint again.
  const news = logAfter.filter((row) => !logBefore.includes(row));
  expect(logBefore.filter((row) => !logAfter.includes(row))).toEqual([]);
  expect(news.map((row) => /"type\\":\\"([a-z-]+)/.exec(row)?.[1] ?? '').toSorted()).toEqual([
    'backup-restored',
    'checkpoint-signed',
    'checkpoint-signed',
  ]);

  const { keys, masterKey, vault, recovery } = placesIn(place('restored'));
  expect((await loadMasterKey({ file: masterKey })).id).toBe(on.master.id);
  expect(await readFile(recovery, 'utf8')).toBe(await readFile(placesIn(on.data).recovery, 'utf8'));
  expect((await stat(keys)).mode & 0o777).toBe(0o700);
  const opened = await openStored(await openFolderStore(vault), handedIn.key, {
    incident: handedIn.incident,
    name: handedIn.blob,
  });
  expect(Buffer.concat(await Array.fromAsync(opened.stream())).equals(file)).toBe(true);
});

test('the log of the installation tells of the backup, and nothing in it can be read without the key', async () => {
  const made = await backup('sealed');
  const { rows } = await withDatabase(on.connection, (client) =>
    client.query(
      `select body::jsonb -> 'act' as act, body::jsonb -> 'actor' as actor from cofferdam.log_entry
       order by (chain = 'log') desc, seq desc limit 1`,
    ),
  );
  expect(rows).toEqual([
    { act: { type: 'backup-made', backup: made.id, manifest: made.manifest }, actor: { kind: 'system', id: 'backup' } },
  ]);
  const secret = on.master.secret.export();
  for (const path of await filesBelow(place('sealed'))) {
    const bytes = await readFile(path);
    for (const text of ['lead@desk.example', 'Europe/Berlin', 'quotes', secret.toString('base64')]) {
      expect([path, bytes.includes(text)]).toEqual([path, false]);
    }
    expect([path, bytes.includes(secret)]).toEqual([path, false]);
    expect((await stat(path)).mode & 0o077).toBe(0);
  }
  expect((await stat(place('sealed'))).mode & 0o777).toBe(0o700);
});

test('a second backup into the folder copies new files alone, and is the one that is restored', async () => {
  await backup('again');
  await addIncident(on);
  const second = await backup('again');
  expect(second.blobs).toMatchObject({ count: 3, added: 1 });
  expect((await readdir(place('again'))).toSorted()).toEqual([second.id, 'lock', 'manifest.json', 'vault'].toSorted());
  const report = await restore('again', 'restored-again');
  expect(report).toMatchObject({ backup: second.id, log: { verdict: 'whole', incidents: 3 } });
});

test('what a backup that was cut off left is made good by the next', async () => {
  const first = await backup('cut');
  const blob = (await filesBelow(join(place('cut'), 'vault')))[0] ?? '';
  await rm(join(place('cut'), 'manifest.json'));
  await truncate(blob, 1000);
  await expect(restore('cut', 'none')).rejects.toMatchObject({ code: 'backup-absent' });
  const again = await backup('cut');
  expect(again.blobs).toEqual({ ...first.blobs, added: first.blobs.count });
  expect((await restore('cut', 'restored-cut')).log.verdict).toBe('whole');
});

test('numbers of transactions do not come along: in another database they would be those of others', async () => {
  await withDatabase(on.connection, async (client) => {
    await client.query('set session_replication_role = replica');
    await client.query(`update cofferdam.incident set opened_in = '999999999'`);
  });
  await backup('numbers');
  await restore('numbers', 'restored-numbers');
  const coming = await within(place('restored-numbers'), async (client) => {
    const { rows } = await client.query<{ coming: string }>(
      'select count(*) as coming from cofferdam.incident where opened_in >= pg_current_xact_id()',
    );
    return Number(rows[0]?.coming);
  });
  expect(coming).toBe(0);
});

test('who was let in before the backup comes in again, and nothing that ended is open', async () => {
  await withDatabase(on.connection, async (client) => {
    const hash = (of: string): string => of.repeat(64);
    await client.query(
      `insert into cofferdam.session (id, person_id, token_hash, made_at, last_used_at, ends_at, browser, origin)
       values (gen_random_uuid(), $1, $2, now(), now(), now() + interval '1 day', 'Firefox', $2)`,
      [on.lead, hash('a')],
    );
    await client.query(
      `insert into cofferdam.api_key (id, person_id, name, token_hash, scopes, made_at, expires_at)
       values (gen_random_uuid(), $1, 'script', $2, '{log:read}', now(), now() + interval '1 day')`,
      [on.lead, hash('b')],
    );
    await client.query(
      `insert into cofferdam.one_time_link (token_hash, person_id, purpose, made_by, made_at, expires_at)
       values ($2, $1, 'both', $1, now(), now() + interval '1 day')`,
      [on.lead, hash('c')],
    );
  });
  await backup('sessions');
  await restore('sessions', 'restored-sessions');
  const counted = await within(place('restored-sessions'), async (client) => {
    const { rows } = await client.query(
      `select (select array[count(*), count(ended_at)] from cofferdam.session) as sessions,
         (select array[count(*), count(ended_at)] from cofferdam.api_key) as keys,
         (select array[count(*), count(used_at)] from cofferdam.one_time_link) as links`,
    );
    return rows;
  });
  expect(counted).toEqual([{ sessions: ['1', '1'], keys: ['1', '1'], links: ['1', '1'] }]);
});

describe('refused, with nothing made', () => {
  let table = '';
  beforeAll(async () => {
    const { id } = await backup('whole');
    table = join(id, 'table-person');
  });
  const flip = async (path: string, at: number): Promise<void> => {
    const bytes = await readFile(path);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(path, bytes);
  };
  const blobOf = async (folder: string): Promise<string> => (await filesBelow(join(folder, 'vault')))[0] ?? '';

  test.each<[string, string, (folder: string) => Promise<unknown>]>([
    ['a table that was changed', 'backup-damaged', (folder) => flip(join(folder, table), 200)],
    ['a table that was cut', 'backup-damaged', (folder) => truncate(join(folder, table), 100)],
    ['a table that is gone', 'backup-damaged', (folder) => rm(join(folder, table))],
    [
      'two tables exchanged',
      'backup-damaged',
      async (folder) => cp(join(folder, table.replace('person', 'incident')), join(folder, table)),
    ],
    ['a file that was changed', 'backup-damaged', async (folder) => flip(await blobOf(folder), 100)],
    ['a file that is gone', 'backup-damaged', async (folder) => rm(await blobOf(folder))],
    [
      'a number in the list of contents',
      'backup-damaged',
      async (folder) => {
        const path = join(folder, 'manifest.json');
        await writeFile(path, (await readFile(path, 'utf8')).replace(/"rows":\d+/, '"rows":7'));
      },
    ],
    [
      'another program',
      'backup-damaged',
      async (folder) => {
        const path = join(folder, 'manifest.json');
        await writeFile(path, (await readFile(path, 'utf8')).replace('"program":"0.0.0"', '"program":"0.0.1"'));
      },
    ],
    [
      'a newer form',
      'backup-newer',
      async (folder) => {
        const path = join(folder, 'manifest.json');
        await writeFile(path, (await readFile(path, 'utf8')).replace('"v":1', '"v":2'));
      },
    ],
    ['no list of contents', 'backup-absent', (folder) => rm(join(folder, 'manifest.json'))],
    ['something else', 'backup-damaged', (folder) => writeFile(join(folder, 'manifest.json'), 'hello')],
    ['a list of something else', 'backup-absent', (folder) => writeFile(join(folder, 'manifest.json'), '{"a":1}')],
  ])('%s: %s', async (name, code, damage) => {
    const from = `damaged ${name}`;
    await cp(place('whole'), place(from), { recursive: true });
    await damage(place(from));
    await expect(restore(from, `to ${name}`)).rejects.toMatchObject({ code });
    await expect(stat(place(`to ${name}`))).rejects.toMatchObject({ code: 'ENOENT' });
    await rm(place(from), { recursive: true });
  });

  test('with the key of another installation', async () => {
    const master = await createMasterKey(place('other.key'));
    await expect(restore('whole', 'foreign', { master })).rejects.toMatchObject({ code: 'key-wrong' });
    await expect(backup('foreign', { master })).rejects.toMatchObject({ code: 'key-wrong' });
  });

  test('into a folder that is not empty', async () => {
    await mkdir(place('full'), { mode: 0o700 });
    await writeFile(join(place('full'), 'a letter'), 'x');
    await expect(restore('whole', 'full')).rejects.toMatchObject({ code: 'restore-place' });
    await expect(backup('full')).rejects.toMatchObject({ code: 'backup-place' });
    expect((await readdir(place('full'))).filter((name) => name !== 'lock')).toEqual(['a letter']);
  });

  test('a backup within the data folder, or the data folder within it', async () => {
    await expect(backup('', { to: join(on.data, 'backup') })).rejects.toMatchObject({ code: 'backup-place' });
    await expect(backup('', { to: join(on.data, '..') })).rejects.toMatchObject({ code: 'backup-place' });
  });
});

test('a folder in which a restore was cut off is not taken for a new installation', async () => {
  await mkdir(place('half'), { mode: 0o700 });
  await writeFile(join(place('half'), 'restore-unfinished'), '');
  await expect(openKeys({ data: place('half'), pool: on.pool })).rejects.toMatchObject({ code: 'restore-unfinished' });
});

test('what was restored makes no daily backup into the folder of the original', async () => {
  const folders = (sql: string) => async (client: Parameters<Parameters<typeof withDatabase>[1]>[0]) =>
    (await client.query<{ folder: string | null }>(sql)).rows.map(({ folder }) => folder);
  const named = `update cofferdam.backup_setting set folder = '/srv/backup' returning folder`;
  expect(await withDatabase(on.connection, folders(named))).toEqual(['/srv/backup']);
  await backup('daily');
  await restore('daily', 'a copy');
  expect(await within(place('a copy'), folders('select folder from cofferdam.backup_setting'))).toEqual([null]);
});

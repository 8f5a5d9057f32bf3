import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Pool } from 'pg';
import { openTestDesk, type TestDesk } from '../../respond/testing/desk.ts';
import { cloneDatabase, type TestDatabase } from '../../platform/db/testing/cluster.ts';
import { openKeys, recordRecovery } from './keys.ts';
import { placesIn } from './places.ts';

let on: TestDesk;
let fresh: TestDatabase;
let empty: Pool;
let data = '';
const folders: string[] = [];
beforeAll(async () => {
  on = await openTestDesk();
  fresh = await cloneDatabase();
  empty = new Pool(fresh.app);
});
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'cofferdam-keys-'));
  folders.push(data);
});
afterAll(async () => {
  await empty.end();
  await fresh.close();
  await on.close();
  for (const folder of folders) await rm(folder, { recursive: true });
});

const value = randomBytes(32).toString('base64');
const write = async (text: string, mode = 0o600): Promise<void> => {
  await mkdir(placesIn(data).keys);
  await writeFile(placesIn(data).masterKey, text);
  await chmod(placesIn(data).masterKey, mode);
};

describe('before anybody set the installation up', () => {
  test('a key is made, for its user alone, and is the same at the next start', async () => {
    const made = await openKeys({ data, pool: empty });
    const { keys, masterKey } = placesIn(data);
    const modes = await Promise.all([keys, masterKey].map(async (path) => (await stat(path)).mode & 0o777));
    expect(modes).toEqual([0o700, 0o600]);
    expect((await openKeys({ data, pool: empty })).id).toBe(made.id);
  });

  test('a key of the environment is taken, and no file is made', async () => {
    const first = await openKeys({ data, value, pool: empty });
    await expect(stat(placesIn(data).masterKey)).rejects.toMatchObject({ code: 'ENOENT' });
    await write(`${randomBytes(32).toString('base64')}\n`).catch(() => undefined);
    expect((await openKeys({ data: folders[0] ?? data, pool: empty })).id).not.toBe(first.id);
  });

  test.each([
    ['both a file and the environment', (): Promise<void> => write(value), value, 'key-ambiguous'],
    ['a file that others may read', (): Promise<void> => write(value, 0o640), undefined, 'key-exposed'],
    ['something else in the file', (): Promise<void> => write('secret'), undefined, 'key-invalid'],
    ['something else in the environment', async (): Promise<void> => undefined, 'secret', 'key-invalid'],
    [
      'a link to nothing',
      async (): Promise<void> => {
        await mkdir(placesIn(data).keys);
        await symlink('/nowhere', placesIn(data).masterKey);
      },
      undefined,
      'key-exposed',
    ],
  ] as const)('%s is refused', async (_, prepare, given, code) => {
    await prepare();
    const failure = openKeys({ data, value: given, pool: empty });
    await expect(failure).rejects.toMatchObject({ code });
    await expect(failure).rejects.not.toThrow(/secret/);
  });
});

describe('when the installation was set up', () => {
  test('without its key nothing is made in its place', async () => {
    await expect(openKeys({ data, pool: on.desk.pool })).rejects.toMatchObject({ code: 'key-missing' });
    await expect(stat(placesIn(data).masterKey)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('another key says which one is needed', async () => {
    await write(`${value}\n`);
    const failure = openKeys({ data, pool: on.desk.pool });
    await expect(failure).rejects.toMatchObject({ code: 'key-wrong' });
    await expect(failure).rejects.toThrow(on.desk.master.id);
  });

  test('its own is taken, out of the environment too', async () => {
    const own = on.desk.master.secret.export().toString('base64');
    expect((await openKeys({ data, value: own, pool: on.desk.pool })).id).toBe(on.desk.master.id);
  });

  test('that the key was restored is in the log at the next start, once', async () => {
    const { keys, recovered } = placesIn(data);
    await mkdir(keys);
    await writeFile(recovered, `${'ab'.repeat(8)}\n`);
    const init = { data, pool: on.desk.pool, now: on.desk.now };
    await recordRecovery(init);
    await recordRecovery(init);
    const { rows } = await on.database.owner.query(
      `select body::jsonb -> 'act' as act from cofferdam.log_entry where body like '%recovery-key-used%'`,
    );
    expect(rows).toEqual([{ act: { type: 'recovery-key-used', key: 'ab'.repeat(8) } }]);
    await expect(readFile(recovered)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

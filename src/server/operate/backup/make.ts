import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Client } from 'pg';
import type { Actor, Deed } from '#platform/audit';
import { record } from '#platform/db';
import { fail } from '#platform/errors';
import { type DataKey, type MasterKey, openFolderStore } from '#platform/vault';
import { signHead } from '../checkpoint.ts';
import { makePrivateFolder, writeNew } from '../durable.ts';
import { placesIn } from '../places.ts';
import { type Copied, copyBlobs, keyOf } from './blobs.ts';
import {
  hashOf,
  makeBackupKey,
  type Manifest,
  partOf,
  recoveryFile,
  blobList,
  tableFile,
  writeManifest,
} from './manifest.ts';
import { openPlace, type Place } from './place.ts';
import { reach, readAsOwner, type ReachInit, withDatabase } from './reach.ts';
import { sumOfText, writeSealedFile } from './sealed-file.ts';
import { copyOut, describeSchema, setForm } from './tables.ts';
import { readVaulted } from './vaulted.ts';

export interface BackupInit extends ReachInit {
  readonly master: MasterKey;
  /** An empty or missing folder, or an earlier backup of this installation. */
  readonly to: string;
  /** Version of the program. */
  readonly program: string;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Gives up; the folder then holds what it held before. */
  readonly signal?: AbortSignal;
}

export interface BackupReport {
  readonly id: string;
  /** As the log has it: SHA-256 of the list of contents. */
  readonly manifest: string;
  readonly tables: number;
  readonly rows: number;
  readonly blobs: { readonly count: number; readonly bytes: number; readonly added: number };
  /** The head of the log in the backup. */
  readonly head: { readonly seq: number; readonly hash: string };
  /** Blobs that rows speak of and the vault does not have. */
  readonly missing: number;
}

/**
 * Makes a backup of an installation, running or not: rows as they are at one moment, and all bytes that they speak of,
 * sealed. The master key is not in it. Its last step puts the manifest in place: before that the folder holds what it held
 * before. The log tells of it.
 *
 * Fails with `backup-place`, `key-wrong`, `not-set-up`, `database-gone`, and as writing to a disk does.
 */
export async function makeBackup(init: BackupInit): Promise<BackupReport> {
  const place = await openPlace(init);
  try {
    const reached = await reach(init);
    try {
      return await withDatabase(reached.connection, (client) => copy(client, place, init));
    } finally {
      await reached.close();
    }
  } finally {
    await place.close();
  }
}

async function copy(client: Client, place: Place, init: BackupInit): Promise<BackupReport> {
  const { data, master, now, signal } = init;
  const installation = await checkInstallation(client, place, master);
  await asServer(client, () => signHead(client, { now, master }));
  const id = randomUUID();
  const { key, kept } = makeBackupKey(master, id);
  await makePrivateFolder(partOf(place.path, id, ''));
  const rows = await copyRows(client, place.path, id, { key, master, signal });
  const store = await openFolderStore(placesIn(data).vault);
  const counts = { count: 0, bytes: 0, added: 0 };
  const named = new Set(rows.blobs);
  const seen = async function* (): AsyncGenerator<Uint8Array> {
    for await (const line of copyBlobs({ from: store, to: place.store }, rows.keys, place.earlier, counts)) {
      signal?.throwIfAborted();
      named.delete(keyOf(JSON.parse(Buffer.from(line).toString()) as Copied));
      yield line;
    }
  };
  const list = await writeSealedFile(partOf(place.path, id, blobList), key, seen());
  const { count, bytes, added } = counts;
  const { tables, sequences, migrations, postgres, head } = rows;
  const manifest: Manifest = {
    format: 'cofferdam-backup',
    v: 1,
    id,
    installation,
    madeAt: new Date(now()).toISOString(),
    program: init.program,
    postgres,
    migrations: [...migrations],
    key: kept,
    head,
    tables,
    sequences: [...sequences],
    blobs: { count, bytes, list },
    recovery: await copyRecovery(data, partOf(place.path, id, recoveryFile)),
  };
  signal?.throwIfAborted();
  await writeManifest(place.path, manifest, key);
  await place.dropOthers(id);
  const hash = hashOf(manifest);
  await note(client, now, { type: 'backup-made', backup: id, manifest: hash });
  return {
    id,
    manifest: hash,
    tables: tables.length,
    rows: tables.reduce((sum, table) => sum + table.rows, 0),
    blobs: { count, bytes, added },
    head,
    missing: named.size,
  };
}

async function checkInstallation(client: Client, place: Place, master: MasterKey): Promise<string> {
  const { rows } = await asServer(client, () =>
    client.query<{ id: string; master_key: string }>('select id, master_key from cofferdam.installation'),
  );
  const [installation] = rows;
  if (installation === undefined) fail('not-set-up');
  if (installation.master_key !== master.id) {
    fail('key-wrong', `given ${master.id}, needed ${installation.master_key}`);
  }
  if (place.installation !== undefined && place.installation !== installation.id) {
    fail('backup-place', `${place.path}: a backup of another installation`);
  }
  return installation.id;
}

/** All rows at one moment, table by table, and what they say of the vault. */
async function copyRows(
  client: Client,
  folder: string,
  id: string,
  { key, master, signal }: { readonly key: DataKey } & Pick<BackupInit, 'master' | 'signal'>,
) {
  await readAsOwner(client);
  await client.query('begin isolation level repeatable read read only');
  try {
    await setForm(client);
    const { rows: versions } = await client.query<{ postgres: string; seq: string; hash: string }>(
      `select current_setting('server_version') as postgres, seq, hash from cofferdam.log_head where chain = 'log'`,
    );
    const [version] = versions;
    if (version === undefined) fail('log-damaged', 'the log has no head');
    const schema = await describeSchema(client);
    const tables: Manifest['tables'] = [];
    for (const table of schema.tables) {
      signal?.throwIfAborted();
      const rows = copyOut(client, table);
      const sum = await writeSealedFile(partOf(folder, id, tableFile(table.name)), key, rows);
      tables.push({ name: table.name, columns: [...table.columns], rows: rows.rowCount, ...sum });
    }
    const { keys, blobs } = await readVaulted(client, master);
    const { postgres, seq, hash } = version;
    const head = { seq: Number(seq), hash };
    return { ...schema, tables, keys, blobs: blobs.map(keyOf), postgres: postgres.slice(0, 40), head };
  } finally {
    await client.query('rollback').catch(() => undefined);
    await client.query('reset role').catch(() => undefined);
  }
}

/** The wrapped master key lies beside: it opens with the two halves alone. */
async function copyRecovery(data: string, to: string): Promise<Manifest['recovery']> {
  const from = placesIn(data).recovery;
  const text = await readFile(from, 'utf8').catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? undefined : fail('not-readable', from, error),
  );
  if (text === undefined) return null;
  await writeNew(to, [Buffer.from(text)]);
  return sumOfText(text);
}

const itself: Actor = { kind: 'system', id: 'backup' };

/** Writes an act of the command itself into the log, with no more rights than the server has. */
async function note(client: Client, now: () => number, act: Deed): Promise<void> {
  await asServer(client, () => record(client, { now, actor: itself, act }));
}

async function asServer<T>(client: Client, act: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    await client.query('set local role cofferdam_app');
    const result = await act();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

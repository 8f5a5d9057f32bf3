import { createReadStream } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import type { Client, ClientConfig } from 'pg';
import { importLogKey, type Report, verifyExport, writeExport } from '#platform/audit';
import { byTakingRoles, openDatabase, openFolder, record, transactNobody } from '#platform/db';
import { fail } from '#platform/errors';
import {
  type BlobStore,
  type DataKey,
  type MasterKey,
  openFolderStore,
  openStored,
  unwrapSecret,
} from '#platform/vault';
import { signHead } from '../checkpoint.ts';
import { makePrivateFolder, writeNew } from '../durable.ts';
import { writeKey } from '../key-files.ts';
import { readLog } from '../log/entries.ts';
import { placesIn } from '../places.ts';
import { beginRestore, endRestore } from '../unfinished.ts';
import { copyBlob, keyOf, readBlobList } from './blobs.ts';
import { checkBackup, type Checked, migrationsOfProgram } from './check.ts';
import { loadTables } from './load.ts';
import { blobList, hashOf, partOf, recoveryFile, tableFile } from './manifest.ts';
import { blobFile } from './place.ts';
import { fieldsOf, startIn, withDatabase } from './reach.ts';
import { readSealedFile } from './sealed-file.ts';
import { readWaiting, requeue } from './requeue.ts';
import { settle } from './settle.ts';
import { readVaulted } from './vaulted.ts';

export interface RestoreInit {
  /** Folder of the backup. */
  readonly from: string;
  /** The data folder that is to be: missing or empty. */
  readonly data: string;
  readonly databaseUrl?: string | undefined;
  readonly master: MasterKey;
  /** Whether the master key is put into the data folder; not where it is given in the environment. */
  readonly keepKey: 'in-folder' | 'in-environment';
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
}

export interface RestoreReport {
  readonly backup: string;
  readonly madeAt: string;
  readonly tables: number;
  readonly rows: number;
  readonly blobs: { readonly count: number; readonly bytes: number };
  /** What the verifier says of the log, up to the head that the backup has. */
  readonly log: Report;
  /** Blobs that rows speak of and the backup does not have: they were missing when it was made. */
  readonly missing: number;
}

/**
 * Restores a backup into an empty place. It is read through first: one that is damaged, cut, foreign or newer is refused
 * before anything is made. Then its rows are loaded, its log is verified, its blobs are copied and each is opened and read
 * to its end with its key. Until all of that is done a server does not start in the folder.
 *
 * Fails with `restore-place`, `backup-absent`, `backup-damaged`, `backup-newer`, `key-wrong`; as the disk and the engine.
 */
export async function restoreBackup(init: RestoreInit): Promise<RestoreReport> {
  const { from, data, databaseUrl, master } = init;
  const checked = await checkBackup(from, master);
  const folder = await openEmpty(data);
  const reached =
    databaseUrl === undefined ? undefined : { connection: fieldsOf(databaseUrl), close: async () => folder.close() };
  if (reached !== undefined) await refuseDatabase(reached.connection, folder.close);
  await beginRestore(folder.path);
  const { connection, close } = reached ?? (await startIn(folder));
  try {
    return await restoreInto({ ...init, data: folder.path }, checked, {
      connection,
      as: reached === undefined ? (role) => ({ ...connection, user: role }) : byTakingRoles(connection),
    });
  } finally {
    await close();
  }
}

type Access = Pick<Parameters<typeof openDatabase>[0], 'connection' | 'as'>;

async function restoreInto(
  { data, master, keepKey, now }: RestoreInit,
  checked: Checked,
  access: Access,
): Promise<RestoreReport> {
  const { manifest } = checked;
  await placeKeys(data, checked, keepKey === 'in-folder' ? master : undefined);
  const migrations = await migrationsOfProgram();
  const onBroken = (): void => undefined;
  const withPostgres = { connection: { ...access.connection, database: 'postgres' }, as: access.as, onBroken };
  const then = await openDatabase({ ...withPostgres, migrations: migrations.slice(0, manifest.migrations.length) });
  await then.close();
  const { log, keys, blobs, waiting } = await withDatabase(access.connection, (client) =>
    load(client, checked, master, now()),
  );
  const database = await openDatabase({ ...withPostgres, migrations });
  try {
    await withDatabase(access.connection, async (client) => {
      await client.query('analyze');
    });
    await requeue(database.app, access.as('cofferdam_worker'), waiting);
    const copied = await restoreBlobs(checked, await openFolderStore(placesIn(data).vault), keys);
    const act = { type: 'backup-restored', backup: manifest.id, manifest: hashOf(manifest) } as const;
    await transactNobody(database.app, async (client) => {
      await record(client, { now, actor: { kind: 'system', id: 'restore' }, act });
      await signHead(client, { now, master });
    });
    await endRestore(data);
    return {
      backup: manifest.id,
      madeAt: manifest.madeAt,
      tables: manifest.tables.length,
      rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
      blobs: { count: manifest.blobs.count, bytes: manifest.blobs.bytes },
      log,
      missing: blobs.filter((place) => !copied.has(keyOf(place))).length,
    };
  } finally {
    await database.close();
  }
}

function load(client: Client, { folder, manifest, key }: Checked, master: MasterKey, at: number) {
  const rowsOf = ({ name }: { readonly name: string }): AsyncIterable<Uint8Array> =>
    readSealedFile(partOf(folder, manifest.id, tableFile(name)), key);
  return loadTables(client, { ...manifest, rowsOf }, async (all) => {
    const log = await verifyLog(all, manifest.head, master);
    await settle(all, at);
    return { log, ...(await readVaulted(all, master)), waiting: await readWaiting(all) };
  });
}

/** The log as it is in the database, against the head that stands in the manifest and the installation's own key. */
async function verifyLog(
  client: Client,
  head: { readonly seq: number; readonly hash: string },
  master: MasterKey,
): Promise<Report> {
  const { rows } = await client.query<{ id: string; log_key: Buffer }>(
    'select id, log_key from cofferdam.installation',
  );
  const [installation] = rows;
  if (installation === undefined) fail('restore-differs', 'no installation');
  const { publicKey } = importLogKey(unwrapSecret(master, 'log-key', installation.log_key));
  const pieces = writeExport(
    installation.id,
    readLog((act) => act(client), head.seq),
  );
  const bytes = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) yield Buffer.from(piece);
  };
  return verifyExport(bytes(), { head: head.hash, publicKey });
}

/** Copies each blob and reads it to its end out of where it is now: what opens is whole, and what it was. */
async function restoreBlobs(
  { folder, manifest, key }: Checked,
  to: BlobStore,
  keys: ReadonlyMap<string, DataKey>,
): Promise<ReadonlySet<string>> {
  const copied = new Set<string>();
  for await (const { sha256, size, ...place } of readBlobList(
    readSealedFile(partOf(folder, manifest.id, blobList), key),
  )) {
    const from = createReadStream(blobFile(folder, place), { highWaterMark: 1024 * 1024 });
    if ((await copyBlob(from, to, place)) !== sha256) fail('backup-damaged', `blob ${place.name}`);
    const own = keys.get(place.incident) ?? fail('restore-differs', `no key for blob ${place.name}`);
    const opened = await openStored(to, own, place);
    for await (const piece of opened.stream()) if (piece.length > size) fail('restore-differs', place.name);
    copied.add(keyOf(place));
  }
  return copied;
}

/** Both are sealed or secret by themselves: the master key in a file of its user, and what the two halves open. */
async function placeKeys(data: string, { folder, manifest }: Checked, master: MasterKey | undefined): Promise<void> {
  const { keys, masterKey, recovery } = placesIn(data);
  await makePrivateFolder(keys);
  if (master !== undefined) await writeKey(masterKey, master);
  if (manifest.recovery !== null) {
    await writeNew(recovery, [await readFile(partOf(folder, manifest.id, recoveryFile))]);
  }
}

async function openEmpty(data: string) {
  const folder = await openFolder(data);
  const found = (await readdir(folder.path)).filter((name) => name !== 'lock');
  if (found.length === 0) return folder;
  folder.close();
  fail('restore-place', folder.path);
}

async function refuseDatabase(connection: ClientConfig, giveBack: () => void): Promise<void> {
  try {
    const there = await withDatabase(
      connection,
      async (client) => (await client.query(`select from pg_database where datname = 'cofferdam'`)).rowCount,
      'postgres',
    );
    if (there !== 0) fail('restore-place', 'the database cofferdam is there already');
  } catch (error) {
    giveBack();
    throw error;
  }
}

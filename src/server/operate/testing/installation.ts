import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { canonical, exportLogKey, makeLogKey, openLog } from '#platform/audit';
import { openDatabase, openFolder, record, startPostgres, transact } from '#platform/db';
import {
  type DataKey,
  type MasterKey,
  makeRecovery,
  openFolderStore,
  putSealed,
  saveRecovery,
  wrapSecret,
} from '#platform/vault';
import { incidentKey, makeIncidentKey } from '#respond';
import { migrationsOfProgram } from '../backup/check.ts';
import { openKeys } from '../keys.ts';
import { placesIn } from '../places.ts';

/** An installation in a data folder of its own, with its own PostgreSQL: set up, with one admin and one lead. */
export interface TestInstallation {
  readonly data: string;
  readonly pool: Pool;
  /** As the role of workers. */
  readonly worker: Pool;
  readonly master: MasterKey;
  readonly admin: string;
  readonly lead: string;
  readonly id: string;
  readonly halves: readonly [string, string];
  /** As superuser, in the database of the installation. */
  readonly connection: { readonly host: string; readonly port: number; readonly user: string };
  now(): number;
  stop(): Promise<void>;
}

export async function makeFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'cofferdam-operate-'));
}

export async function openInstallation(): Promise<TestInstallation> {
  const data = join(await makeFolder(), 'data');
  const folder = await openFolder(data);
  const postgres = await startPostgres({ folder });
  const { connection } = postgres;
  const database = await openDatabase({
    connection,
    as: (role) => ({ ...connection, user: role }),
    migrations: await migrationsOfProgram(),
    onBroken: () => undefined,
  });
  const pool = database.app;
  const master = await openKeys({ data, pool });
  let time = Date.UTC(2026, 1, 1, 9);
  const now = (): number => (time += 1000);
  const [id, admin, lead] = [randomUUID(), randomUUID(), randomUUID()];
  const recovery = makeRecovery(master, id);
  await mkdir(placesIn(data).keys, { recursive: true });
  await saveRecovery(placesIn(data).recovery, recovery);
  const key = makeLogKey();
  await transact(pool, { person: admin }, async (client) => {
    await client.query(
      `insert into cofferdam.person (id, name, mail, installation_role, created_at)
       values ($1, 'Admin', 'admin@desk.example', 'admin', now())`,
      [admin],
    );
    await client.query(
      'insert into cofferdam.installation (id, set_up_at, log_key, master_key) values ($1, $2, $3, $4)',
      [id, new Date(now()), wrapSecret(master, 'log-key', exportLogKey(key)), master.id],
    );
    const actor = { kind: 'person', id: admin } as const;
    const { entry, hash } = openLog({ at: now(), actor }, { installation: id, admin, key });
    await client.query(`insert into cofferdam.log_entry (chain, seq, body, hash) values ('log', 1, $1, $2)`, [
      canonical(entry),
      hash,
    ]);
    await client.query(
      `insert into cofferdam.person (id, name, mail, installation_role, created_at)
       values ($1, E'Zoë \\u{1F512} "L\\\\n"', 'lead@desk.example', 'none', now())`.replace('\\u{1F512}', '🔒'),
      [lead],
    );
  });
  return {
    data: folder.path,
    pool,
    worker: database.worker,
    master,
    admin,
    lead,
    id,
    halves: [recovery.halfA, recovery.halfB],
    connection,
    now,
    async stop() {
      await database.close();
      await postgres.stop();
      folder.close();
    },
  };
}

/** An incident with a file in the vault, and what was done in the log. */
export async function addIncident(
  { pool, lead, master, now, data }: TestInstallation,
  bytes: Uint8Array = randomBytes(100_000),
): Promise<{ readonly incident: string; readonly key: DataKey; readonly blob: string }> {
  const incident = randomUUID();
  const place = { incident, compartment: 'facts' } as const;
  const actor = { kind: 'person', id: lead } as const;
  const key = await transact(pool, { person: lead }, async (client) => {
    await client.query(
      'insert into cofferdam.incident (id, title, code_name, opened_at, opened_by) values ($1, $2, $3, $4, $5)',
      [incident, 'A tab and a line are not allowed in it', incident, new Date(now()), lead],
    );
    await makeIncidentKey(client, master, incident);
    await client.query(
      `insert into cofferdam.membership (id, incident_id, person_id, role, compartments, created_at, created_by)
       values (gen_random_uuid(), $1, $2, 'lead', '{facts,counsel,person-concerned}', now(), $2)`,
      [incident, lead],
    );
    await client.query(
      `insert into cofferdam.awareness_statement
         (id, incident_id, step, at, zone, said_by, recorded_at, recorded_by, note)
       values (gen_random_uuid(), $1, 'aware', $2, 'Europe/Berlin', $3, $2, $3, $4)`,
      [incident, new Date(now()), lead, 'Tab\tline\nbackslash \\ \\. and \\N and “quotes”, 𝔘nicode'],
    );
    const act = { type: 'incident-opened', title: '0'.repeat(64), severity: 'unknown' } as const;
    const data_key = await incidentKey(client, master, incident);
    await record(client, { now, actor, act, place });
    return data_key;
  });
  const store = await openFolderStore(placesIn(data).vault);
  const { place: stored } = await putSealed(
    store,
    key,
    (async function* () {
      yield bytes;
    })(),
  );
  return { incident, key, blob: stored.name };
}

import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { canonical, exportLogKey, makeLogKey, openLog } from '#platform/audit';
import { createMasterKey, openFolderStore, wrapSecret } from '#platform/vault';
import { cloneDatabase, type TestDatabase } from '../../platform/db/testing/cluster.ts';
import { record, transact } from '#platform/db';
import type { Compartment, Role } from '../authorise.ts';
import type { Desk } from '../desk.ts';
import { makeIncidentKey } from '../incident-key.ts';

/** A desk on a database and a vault of its own, set up, with people; nobody is a member of anything yet. */
export interface TestDesk {
  readonly desk: Desk;
  readonly database: TestDatabase;
  readonly worker: Pool;
  /** Ids by name. `admin` and `auditor` have these roles of the installation. */
  readonly people: Readonly<Record<TestPerson, string>>;
  /** Sets the clock forward, or back. It stands still otherwise. */
  wait(milliseconds: number): void;
  close(): Promise<void>;
}

const names = [
  'admin',
  'auditor',
  'lead',
  'analyst',
  'dpo',
  'legal',
  'hr',
  'comms',
  'executive',
  'guest',
  'stranger',
  'removed',
  'expired',
  'leaver',
] as const;
export type TestPerson = (typeof names)[number];

export async function openTestDesk(): Promise<TestDesk> {
  const database = await cloneDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'cofferdam-desk-'));
  const pool = new Pool({ ...database.app, max: 6 });
  const worker = new Pool({ ...database.worker, max: 4 });
  for (const one of [pool, worker]) {
    one.on('error', () => undefined);
    one.on('connect', (client) => client.on('error', () => undefined));
  }
  const master = await createMasterKey(join(folder, 'master.key'));
  let time = Date.UTC(2026, 0, 1, 9);
  const people = Object.fromEntries(names.map((name) => [name, randomUUID()])) as Record<TestPerson, string>;
  await addPeople(database, people);
  const key = makeLogKey();
  const installation = randomUUID();
  const actor = { kind: 'person', id: people.admin } as const;
  const first = openLog({ at: time, actor }, { installation, admin: people.admin, key });
  await database.owner.query(
    'insert into cofferdam.installation (id, set_up_at, log_key, master_key) values ($1, $2, $3, $4)',
    [installation, new Date(time), wrapSecret(master, 'log-key', exportLogKey(key)), master.id],
  );
  await database.owner.query(`insert into cofferdam.log_entry (chain, seq, body, hash) values ('log', 1, $1, $2)`, [
    canonical(first.entry),
    first.hash,
  ]);
  return {
    desk: { pool, now: () => time, master, store: await openFolderStore(join(folder, 'vault')) },
    database,
    worker,
    people,
    wait: (milliseconds) => {
      time += milliseconds;
    },
    async close() {
      await pool.end();
      await worker.end();
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function addPeople(database: TestDatabase, people: Readonly<Record<TestPerson, string>>): Promise<void> {
  for (const [name, id] of Object.entries(people)) {
    await database.owner.query(
      `insert into cofferdam.person (id, name, mail, installation_role, created_at)
       values ($1, $2::text, $2::text || '@desk.example', $3, '2026-01-01Z')`,
      [id, name, name === 'admin' || name === 'auditor' ? name : 'none'],
    );
  }
}

/** An incident of `lead` in which `members` are, each in all compartments unless said. The log begins with it. */
export async function openTestIncident(
  { desk, people, database }: TestDesk,
  members: readonly {
    readonly name: TestPerson;
    readonly role: Role;
    readonly compartments?: readonly Compartment[];
  }[] = [],
): Promise<string> {
  const incident = randomUUID();
  await transact(desk.pool, { person: people.lead }, async (client) => {
    await client.query(
      'insert into cofferdam.incident (id, title, code_name, opened_at, opened_by) values ($1, $2, $3, $4, $5)',
      [incident, 'A list of customers', `Code ${randomBytes(4).toString('hex')}`, new Date(desk.now()), people.lead],
    );
    await makeIncidentKey(client, desk.master, incident);
  });
  for (const { name, role, compartments } of [{ name: 'lead', role: 'lead' } as const, ...members].map((one) => ({
    compartments: ['facts', 'counsel', 'person-concerned'] as readonly Compartment[],
    ...one,
  }))) {
    await database.owner.query(
      `insert into cofferdam.membership
         (id, incident_id, person_id, role, compartments, sponsor_id, expires_at, created_at, created_by)
       values (gen_random_uuid(), $1, $2, $3, $4, $5, $6, now(), $7)`,
      [
        incident,
        people[name],
        role,
        compartments,
        role === 'guest' ? people.lead : null,
        role === 'guest' ? '2099-01-01Z' : null,
        people.lead,
      ],
    );
  }
  await openChain(database, incident, people.lead, desk.now());
  return incident;
}

async function openChain(database: TestDatabase, incident: string, lead: string, at: number): Promise<void> {
  const act = { type: 'incident-opened', title: '0'.repeat(64), severity: 'unknown' } as const;
  // In a transaction: a server of the test may write into the log at the same time.
  await database.owner.query('begin');
  await record(database.owner, {
    now: () => at,
    actor: { kind: 'person', id: lead },
    act,
    place: { incident, compartment: 'facts' },
  });
  await database.owner.query('commit');
}

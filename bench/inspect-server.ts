import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type ClientConfig } from 'pg';
import { type Database, openDatabase, openFolder, readMigrations, startPostgres, transact } from '#platform/db';
import { createMasterKey, openFolderStore, putSealed, sealValue } from '#platform/vault';
import { canonical, exportLogKey, makeLogKey, openLog } from '../src/platform/audit/index.ts';
import { record } from '../src/platform/db/index.ts';
import { wrapSecret } from '../src/platform/vault/index.ts';
import { type Desk, impact, incidentKey, makeIncidentKey } from '../src/respond/index.ts';
import { hashRules } from '../src/server/inspection/index.ts';
import { largeCustomers } from '../test/range/index.ts';
import { count, ownOptions, size as sizeOption } from './options.ts';
import { residentBytes } from './process-tree.ts';

/**
 * Inspection as the server does it, beside the bare command line on the same CSV of customers in the same run. Rounds are
 * interleaved, since the speed of a shared machine changes; each figure is the median.
 *
 * - the server: sealed bytes out of the vault, readers in children, results sealed into PostgreSQL as they come, then
 *   persons counted with names and contacts, and written one row each. From the commit that queues it until the count
 *   is there; PostgreSQL and the worker run already.
 * - the command line with a list of persons (`--persons`, `--reveal`): the same work, from a plain file to plain files;
 *   with the start of its process, 0.5 s or so.
 * - the command line without a list counts the same persons and names nobody.
 */
const { size, rounds } = ownOptions({ size: sizeOption('128M'), rounds: count(3) });
const folder = await mkdtemp(join(tmpdir(), 'cofferdam-bench-'));
const root = join(import.meta.dirname, '..');
const file = join(folder, 'customers.csv');
const ends: (() => unknown)[] = [() => rm(folder, { recursive: true })];

interface Measured {
  readonly seconds: number;
  readonly peak: number;
  readonly marks?: string;
}

async function watched(pid: number, act: () => Promise<string | undefined>): Promise<Measured> {
  let peak = 0;
  const sampler = setInterval(() => {
    peak = Math.max(peak, residentBytes(pid));
  }, 1000);
  const start = performance.now();
  try {
    const marks = await act();
    return { seconds: (performance.now() - start) / 1000, peak, ...(marks !== undefined && { marks }) };
  } finally {
    clearInterval(sampler);
  }
}

function commandLine(options: readonly string[]): Promise<Measured> {
  const output = ['--format', 'ndjson', '--findings', '200', '--no-progress', '-o', join(folder, 'findings')];
  const child = spawn(join(root, 'bin/cofferdam'), ['inspect', ...output, ...options, file], {
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  return watched(
    child.pid ?? 0,
    () =>
      new Promise((resolve, reject) => {
        child.on('close', (code) =>
          code === 3 || code === 5 ? resolve(undefined) : reject(new Error(`the command line ended with ${code}`)),
        );
      }),
  );
}

interface Installation {
  readonly desk: Desk;
  readonly owner: Client;
  readonly person: string;
}

async function install(database: Database, owner: Client): Promise<Installation> {
  const master = await createMasterKey(join(folder, 'master.key'));
  const desk: Desk = { pool: database.app, now: Date.now, master, store: await openFolderStore(join(folder, 'vault')) };
  const [person, installation, key] = [randomUUID(), randomUUID(), makeLogKey()];
  const actor = { kind: 'person', id: person } as const;
  const first = openLog({ at: desk.now(), actor }, { installation, admin: person, key });
  await owner.query(
    `insert into cofferdam.person (id, name, mail, created_at) values ($1, 'lead', 'lead@desk.example', now())`,
    [person],
  );
  await owner.query(
    'insert into cofferdam.installation (id, set_up_at, log_key, master_key) values ($1, now(), $2, $3)',
    [installation, wrapSecret(master, 'log-key', exportLogKey(key)), master.id],
  );
  await owner.query(`insert into cofferdam.log_entry (chain, seq, body, hash) values ('log', 1, $1, $2)`, [
    canonical(first.entry),
    first.hash,
  ]);
  return { desk, owner, person };
}

/** An incident of its own for each round: nothing is there yet that could be shared. */
async function handIn({
  desk,
  owner,
  person,
}: Installation): Promise<{ incident: string; queue: () => Promise<void> }> {
  const [incident, evidence] = [randomUUID(), randomUUID()];
  await transact(desk.pool, { person }, async (client) => {
    await client.query(
      'insert into cofferdam.incident (id, title, code_name, opened_at, opened_by) values ($1, $2, $3, now(), $4)',
      [incident, 'Customers', `Bench ${incident.slice(0, 8)}`, person],
    );
    await makeIncidentKey(client, desk.master, incident);
  });
  await owner.query(
    `insert into cofferdam.membership (id, incident_id, person_id, role, compartments, created_at, created_by)
     values (gen_random_uuid(), $1, $2, 'lead', '{facts}', now(), $2)`,
    [incident, person],
  );
  await record(owner, {
    now: desk.now,
    actor: { kind: 'person', id: person },
    act: { type: 'incident-opened', title: '0'.repeat(64), severity: 'unknown' },
    place: { incident, compartment: 'facts' },
  });
  const key = await transact(desk.pool, { person }, (client) => incidentKey(client, desk.master, incident));
  const stored = await putSealed(desk.store, key, createReadStream(file));
  const likeness = createHash('sha256').update(stored.place.name).digest('hex');
  const place = [evidence, incident];
  await owner.query(
    `insert into cofferdam.evidence_item
       (id, incident_id, how, handed_in_by, handed_in_at, size, state, ended_at, likeness, custodian)
     values ($1, $2, 'received', $3, now(), $4, 'complete', now(), $5, $3)`,
    [...place, person, stored.length, likeness],
  );
  await owner.query(
    `insert into cofferdam.evidence_label (evidence_id, incident_id, compartment, name, source)
     values ($1, $2, 'facts', $3, '')`,
    [...place, sealValue(key, `evidence_label/name/${evidence}`, Buffer.from('customers.csv'))],
  );
  await owner.query(
    `insert into cofferdam.evidence_bytes (evidence_id, incident_id, compartment, blob, sha256)
     values ($1, $2, 'facts', $3, '')`,
    [...place, stored.place.name],
  );
  const rules = await hashRules();
  return {
    incident,
    queue: () =>
      transact(desk.pool, { person }, async (client) => {
        await impact.beginRun(client, { incident, evidence, rules, now: desk.now });
      }),
  };
}

async function throughServer(installation: Installation, worker: number): Promise<Measured> {
  const { incident, queue } = await handIn(installation);
  const start = performance.now();
  const since = (): string => `${((performance.now() - start) / 1000).toFixed(1)} s`;
  return watched(worker, async () => {
    await queue();
    const marks = new Map<string, string>();
    for (;;) {
      const { rows } = await installation.owner.query<{ sample: boolean; whole: boolean; counted: boolean }>(
        `select r.stage is not null as sample, r.stage = 'whole' as whole,
           exists (select from cofferdam.subject_count c where c.incident_id = $1 and not c.at_least) as counted,
           r.state from cofferdam.inspection_run r where r.incident_id = $1`,
        [incident],
      );
      const [row] = rows;
      for (const mark of ['sample', 'whole', 'counted'] as const) {
        if (row?.[mark] === true && !marks.has(mark)) marks.set(mark, since());
      }
      if (marks.has('counted')) return [...marks].map(([name, at]) => `${name} after ${at}`).join(', ');
      await installation.owner.query('select pg_sleep(0.1)');
    }
  });
}

/** A worker in a process of its own, as the command line has one. */
async function startWorker(connection: ClientConfig): Promise<ChildProcess> {
  const script = join(import.meta.dirname, 'inspect-server-worker.ts');
  const options = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=8', script];
  const child = spawn(process.execPath, [...options, JSON.stringify({ connection, folder })], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1] ?? 0;

try {
  const { persons } = await largeCustomers({ seed: 7, bytes: size, out: file });
  process.stdout.write(`${(size / 1e6).toFixed(0)} MB, ${persons} persons\n`);
  const data = await openFolder(join(folder, 'data'));
  ends.unshift(() => data.close());
  const postgres = await startPostgres({ folder: data });
  ends.unshift(() => postgres.stop());
  const { connection } = postgres;
  const as = (role: string) => ({ ...connection, user: role });
  const migrations = await readMigrations(join(root, 'src/platform/db/migrations'));
  const database = await openDatabase({ connection, as, migrations, onBroken: () => undefined });
  ends.unshift(() => database.close());
  const owner = new Client({ ...connection, database: 'cofferdam' });
  await owner.connect();
  ends.unshift(() => owner.end());
  const installation = await install(database, owner);
  const worker = await startWorker({ ...as('cofferdam_worker'), database: 'cofferdam' });
  ends.unshift(() => worker.kill());
  const acts: Record<string, () => Promise<Measured>> = {
    'command line, list of persons': () => commandLine(['--reveal', '--persons', join(folder, 'persons.csv')]),
    'command line, persons counted': () => commandLine([]),
    'server, list of persons': () => throughServer(installation, worker.pid ?? 0),
  };
  const all = new Map<string, Measured[]>(Object.keys(acts).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, act] of Object.entries(acts)) all.get(name)?.push(await act());
  }
  const limit = median(all.get('command line, list of persons')?.map((one) => one.seconds) ?? []);
  for (const [name, list] of all) {
    const seconds = median(list.map((one) => one.seconds));
    const peak = Math.max(...list.map((one) => one.peak));
    const cells = [
      name.padEnd(32),
      `${seconds.toFixed(1)} s`.padStart(8),
      `${(size / 1e6 / seconds).toFixed(1)} MB/s`.padStart(11),
      `ratio ${(limit / seconds).toFixed(2)}`,
      `peak ${(peak / 1e6).toFixed(0)} MB`,
      list.at(-1)?.marks ?? '',
    ];
    process.stdout.write(`${cells.join('  ')}\n`);
  }
} finally {
  for (const end of ends) await end();
}

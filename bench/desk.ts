import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Pool } from 'pg';
import { connectionTo } from '../src/platform/db/engine/server.ts';
import { loadMasterKey } from '../src/platform/vault/index.ts';
import { type Asking, fill, type Filled } from './desk/fill.ts';
import { createAsking, type Measured, measure, quantile } from './desk/measure.ts';
import { startServer } from './desk/server.ts';
import { costOfAsking } from './desk/statements.ts';
import { setUpPeople } from './kill/people.ts';
import { count, ownOptions } from './options.ts';

/**
 * The API at 10,000 incidents, over HTTP on loopback: a real server with its own PostgreSQL, one client and eight, for a
 * person in all incidents and for one in 250. Client, server and PostgreSQL share the machine. In the same run, as its
 * limit: /healthz, which is HTTP alone, `select 1` and a commit through a pool like that of the server. Rounds are interleaved,
 * since the speed of a shared machine changes.
 *
 * @example node bench/desk.ts --incidents 10000 --requests 400
 */
const { incidents, requests, rounds } = ownOptions({
  incidents: count(10_000),
  requests: count(400),
  rounds: count(4),
});
const own = Math.min(250, incidents);
const folder = await mkdtemp(join(tmpdir(), 'cofferdam-bench-'));
const data = join(folder, 'data');
const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Milliseconds that FIR answered in (p50), measured by whoever wrote the issue on such a machine; not in this run. */
const peer: Readonly<Record<string, number>> = { list: 140, get: 21, create: 23 };
const items = 50;

const server = await startServer(data);
const { ask, close } = createAsking(server.address);
const ends: (() => unknown)[] = [close];
try {
  await setUpPeople(server.address, server.setUpCode);
  const connection = { ...connectionTo(await socketFolder()), database: 'cofferdam' };
  const owner = new Client(connection);
  await owner.connect();
  ends.push(() => owner.end());
  const pool = new Pool({ ...connection, user: 'cofferdam_app', max: 8 });
  ends.push(() => pool.end());

  const began = performance.now();
  const master = await loadMasterKey({ file: join(data, 'keys/master.key') });
  const filled = await fill(owner, master, { incidents, own, people: 200 });
  await handIn(filled);
  await owner.query('analyze');
  say(
    `${incidents} incidents of 200 persons, ${items} items of evidence in one; written in ${seconds(began)} s, salts of titles left out`,
  );
  say(
    `${cpus().length} cores, which client, server and PostgreSQL share; milliseconds over HTTP on loopback, keep-alive`,
  );
  await print(limits(pool), 'limits of the machine in this run');
  await print(acts(filled.all, filled), `a lead of all ${incidents}`);
  await print(acts(filled.some, filled), `an analyst in ${own}, and in what he creates`);
  say('\nFIR: as whoever wrote the issue measured it on such a machine, p50; it did not run here.');
  say('\nWhat every request begins with, in the database alone: p50 in ms');
  for (const [who, { person }] of Object.entries({ [`in all ${incidents}`]: filled.all, [`in ${own}`]: filled.some })) {
    const cost = await costOfAsking(pool, person, filled.shared[0] ?? '');
    for (const [what, milliseconds] of Object.entries(cost)) {
      say(`  ${who.padEnd(14)} ${what.padEnd(58)} ${milliseconds.toFixed(2).padStart(7)}`);
    }
  }
} finally {
  for (const end of ends.toReversed()) await end();
  process.exitCode = (await server.stop()) === 0 ? 0 : 1;
  await rm(folder, { recursive: true });
}

function limits(pool: Pool): Measured[] {
  return [
    { name: '/healthz', once: async () => void (await ask({ path: '/healthz' })) },
    { name: 'select 1', once: async () => void (await pool.query('select 1')) },
    // A transaction that writes next to nothing: what the disk takes to have it for sure.
    { name: 'commit', once: async () => void (await pool.query(`select pg_logical_emit_message(true, 'bench', '')`)) },
  ];
}

/** What people do, each on incidents of his own choice. */
function acts({ key, person }: Asking, { all, shared }: Filled): Measured[] {
  const isLead = person === all.person;
  const versions = new Map<string, number>();
  let turn = 0;
  const next = (): string => shared[(turn += 1) % shared.length] ?? '';
  let cursor = '';
  const get = async (path: string): Promise<Readonly<Record<string, unknown>>> =>
    (await ask({ path, key })) as Readonly<Record<string, unknown>>;
  return [
    { name: 'list', once: async () => void (await get('/v1/incidents?limit=50')) },
    {
      name: 'list, on by cursor',
      async once() {
        const { next: after } = await get(`/v1/incidents?limit=50${cursor}`);
        cursor = typeof after === 'string' ? `&cursor=${after}` : '';
      },
    },
    { name: 'desk', once: async () => void (await get('/v1/desk')) },
    { name: 'get', once: async () => void (await get(`/v1/incidents/${next()}`)) },
    {
      name: 'create',
      async once() {
        const body = {
          title: `A folder of invoices ${(turn += 1)}`,
          codeName: `Code ${randomUUID()}`,
          severity: 'low',
        };
        await ask({ method: 'POST', path: '/v1/incidents', key, body, status: 201 });
      },
    },
    {
      name: 'edit',
      // Each client edits incidents of its own: two on one would wait for each other, and one be told to read again.
      async once(worker: number) {
        const incident = shared[worker * 20 + ((turn += 1) % 20)] ?? '';
        const found = versions.get(incident) ?? (await get(`/v1/incidents/${incident}`))['version'];
        const headers = { 'if-match': `"${Number(found)}"` };
        const body = { severity: Number(found) % 2 === 0 ? 'high' : 'critical' };
        const edited = await ask({ method: 'PATCH', path: `/v1/incidents/${incident}`, key, headers, body });
        versions.set(incident, (edited as { version: number }).version);
      },
    },
    { name: 'evidence list', once: async () => void (await get(`/v1/incidents/${shared[0]}/evidence?limit=50`)) },
  ].filter(({ name }) => isLead || name !== 'list, on by cursor');
}

async function print(all: readonly Measured[], title: string): Promise<void> {
  say(`\n${title}`);
  say(`${''.padEnd(20)} clients      p50      p95      p99   requests/s`);
  for (const clients of [1, 8]) {
    const times = new Map<string, number[]>(all.map(({ name }) => [name, []]));
    const spent = new Map<string, number>();
    for (const one of all) await measure(one, clients, 2 * clients);
    for (let round = 0; round < rounds; round += 1) {
      for (const one of all) {
        const found = await measure(one, clients, Math.ceil(requests / rounds));
        times.get(one.name)?.push(...found.times);
        spent.set(one.name, (spent.get(one.name) ?? 0) + found.seconds);
      }
    }
    for (const [name, list] of times) {
      const figures = [0.5, 0.95, 0.99].map((q) => quantile(list, q).toFixed(2).padStart(8)).join(' ');
      const rate = (list.length / (spent.get(name) ?? 1)).toFixed(0).padStart(12);
      const beside = clients === 1 && peer[name] !== undefined ? `   FIR ${peer[name]}` : '';
      say(`${name.padEnd(20)} ${String(clients).padStart(7)} ${figures} ${rate}${beside}`);
    }
  }
}

/** Files of a line each, as any client hands them in. */
async function handIn({ all, shared }: Filled): Promise<void> {
  const part = 'application/offset+octet-stream';
  for (let number = 0; number < items; number += 1) {
    const body = Buffer.from(`number\n${number}\n`);
    const name = Buffer.from(`list-${number}.csv`).toString('base64');
    const headers = {
      'tus-resumable': '1.0.0',
      'upload-length': String(body.length),
      'upload-metadata': `filename ${name},how ${Buffer.from('found').toString('base64')}`,
      'content-type': part,
    };
    const path = `/v1/incidents/${shared[0]}/uploads`;
    await ask({ method: 'POST', path, key: all.key, headers, body, status: 201 });
  }
}

/** Where PostgreSQL listens: the fifth line of its lock file. */
async function socketFolder(): Promise<string> {
  const lines = (await readFile(join(data, 'postgres/data/postmaster.pid'), 'utf8')).split('\n');
  return lines[4] ?? '';
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(0);
}

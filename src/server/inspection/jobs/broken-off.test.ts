import { hash } from 'node:crypto';
import { TextReader, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import type { Pool, PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact, transactJob } from '#platform/db';
import { installJobs } from '#platform/jobs';
import { impact, incidentKey } from '#respond';
import { openTestDesk, openTestIncident, type TestDesk } from '../../../respond/testing/desk.ts';
import { defaultLimits } from '../limits.ts';
import { handInItem } from '../testing/evidence.ts';
import { inspectRun } from './inspect-run.ts';
import type { InspectionParts } from './inspection-parts.ts';
import { type Inspections, openInspections } from './inspections.ts';
import { unpackPersons } from './person-pack.ts';

let here: TestDesk;
beforeAll(async () => {
  here = await openTestDesk();
  await installJobs(here.worker);
});
afterAll(() => here.close());

const other = 'b'.repeat(64);
const troubles: string[] = [];

/** What a run has to do with, and the readers asked for so many bytes of it. */
interface Workshop {
  readonly parts: InspectionParts;
  readonly bytesRead: () => number;
}

/** @param children with two of them text is read in parts of 256 KiB */
function workshop(children: number, change: Partial<InspectionParts> = {}): Workshop {
  let read = 0;
  const inspections = openInspections({
    children,
    maxHeldBytes: defaultLimits.maxHeldBytes,
    plainText: 'child',
    cutting: { from: 1024 * 1024, partBytes: () => 256 * 1024 },
  });
  const counted: Inspections = {
    ...inspections,
    use: (used, act) =>
      inspections.use(used, (inspection) =>
        act({
          ...inspection,
          read: (file, ...rest) => {
            const { input } = file;
            const reading = async (offset: number, length: number): Promise<Uint8Array> => {
              const bytes = await input.read(offset, length);
              read += bytes.byteLength;
              return bytes;
            };
            return inspection.read({ input: { ...input, read: reading }, verify: () => file.verify() }, ...rest);
          },
        }),
      ),
  };
  const parts: InspectionParts = {
    desk: { ...here.desk, pool: here.worker },
    inspections: counted,
    limits: defaultLimits,
    // Only what was gathered is written, so that writes come at the same moments each time.
    beatMilliseconds: 1e6,
    sampleMilliseconds: 0,
    batchBytes: 25_000,
    onTrouble: (what) => void troubles.push(what),
    ...change,
  };
  return { parts, bytesRead: () => read };
}

/** A pool whose connection is cut by the database at the write with this number, before or after it is committed. */
function cutAt(pool: Pool, write: number, when: 'before' | 'after'): Pool {
  let writes = 0;
  const connect = async (): Promise<PoolClient> => {
    const client = await pool.connect();
    // It says so twice: by the answer, and by its end.
    if (client.listenerCount('error') < 2) client.on('error', () => undefined);
    let isWrite = false;
    const query = async (said: string | { readonly text: string }, values?: unknown[]): Promise<unknown> => {
      const text = typeof said === 'string' ? said : said.text;
      if (text.includes('set seen_at')) {
        writes += 1;
        isWrite = true;
      }
      const isTheOne = isWrite && writes === write && text === 'commit';
      const cut = async (): Promise<void> => {
        const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
        await here.database.owner.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
      };
      if (isTheOne && when === 'before') await cut();
      const result = await client.query(said, values);
      if (isTheOne && when === 'after') {
        await cut();
        throw Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' });
      }
      return result;
    };
    return new Proxy(client, { get: (target, name) => (name === 'query' ? query : Reflect.get(target, name, target)) });
  };
  return new Proxy(pool, { get: (target, name) => (name === 'connect' ? connect : Reflect.get(target, name, target)) });
}

const stateOf = async (run: string) =>
  (
    await here.database.owner.query<Record<string, unknown>>(
      `select state, attempt, shown_attempt, checkpoint is not null as has_checkpoint, bytes, bytes_read,
         (summary ->> 'records')::int as records
       from cofferdam.inspection_run where id = $1`,
      [run],
    )
  ).rows[0] ?? {};

/** All that readers see of an incident, opened; and the persons as they are counted. */
async function seen(incident: string, run: string): Promise<Record<string, unknown>> {
  const asker = { person: here.people.lead };
  const everything = async <T>(page: (cursor?: string) => Promise<{ items: readonly T[]; next?: string | null }>) => {
    const all: T[] = [];
    for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
      const { items, next } = await page(cursor);
      all.push(...items);
      cursor = next ?? undefined;
    }
    return all;
  };
  const plain = (row: object): object => ({ ...row, run: undefined, evidence: undefined });
  const files = await everything((cursor) =>
    impact.files(here.desk, asker, { incident, limit: 200, ...(cursor !== undefined && { cursor }) }),
  );
  const findings = await everything((cursor) =>
    impact.findings(here.desk, asker, { incident, limit: 200, ...(cursor !== undefined && { cursor }) }),
  );
  const { summary, ...shown } = (
    await here.database.owner.query<{ summary: object; attempt: number; part: number }>(
      'select summary, shown_attempt as attempt, shown_part as part from cofferdam.inspection_run where id = $1',
      [run],
    )
  ).rows[0] ?? { summary: {}, attempt: 0, part: 0 };
  const desk = { ...here.desk, pool: here.worker };
  const key = await transactJob(here.worker, { incident }, (client) => incidentKey(client, here.desk.master, incident));
  const persons: string[] = [];
  for await (const batch of impact.personBatches(desk, key, incident, { run, ...shown, isWhole: true })) {
    const { records, labels } = unpackPersons(batch);
    let at = 0;
    for (const label of labels) {
      const length = records.readUInt16BE(at);
      persons.push(`${JSON.stringify(label)} ${records.toString('hex', at, at + length)}`);
      at += length;
    }
    expect(at).toBe(records.length);
  }
  const { rows: marks } = await here.database.owner.query(
    'select number, mark, dates from cofferdam.inspected_file where run_id = $1 and attempt = $2 order by number',
    [run, shown.attempt],
  );
  return {
    files: files.map(plain),
    findings: findings.map(plain),
    summary,
    marks,
    records: persons.length,
    persons: hash('sha256', persons.toSorted().join()),
  };
}

async function runOf(incident: string, rules: string): Promise<string> {
  const { rows } = await here.database.owner.query<{ id: string }>(
    'select id from cofferdam.inspection_run where incident_id = $1 and rules = $2',
    [incident, rules],
  );
  return rows[0]?.id ?? '';
}

const never = new AbortController().signal;
const customers = (rows: number, of: string): string =>
  `name,email,iban,created_at\n${Array.from(
    { length: rows },
    (_, i) =>
      `Erika Muster${i},e${i}.${of}@kunde.example,${i % 3 === 0 ? 'DE89370400440532013000' : ''},2019-03-${String(1 + (i % 28)).padStart(2, '0')}\n`,
  ).join('')}`;

async function zip(members: Readonly<Record<string, string | Uint8Array>>): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { level: 0 });
  for (const [name, content] of Object.entries(members)) {
    await writer.add(name, typeof content === 'string' ? new TextReader(content) : new Uint8ArrayReader(content));
  }
  return writer.close();
}

/** 4400 records. */
const archive = async (): Promise<Uint8Array> =>
  zip({
    ...Object.fromEntries([0, 1, 2, 3].map((i) => [`${i}.csv`, customers(700, `${i}`)] as const)),
    'Erika Muster.zip': await zip({ 'x.csv': customers(600, 'x'), 'y.csv': customers(600, 'y') }),
    'z.csv': customers(400, 'z'),
  });

describe('a run that loses its database again and again ends as one that was left in peace', () => {
  test.each([
    ['text that is read in parts', 'many.csv', 2, () => customers(30_000, 'k'), 40],
    ['an archive with an archive in it', 'all.zip', 1, archive, 7],
    ['a plain file', 'one.csv', 1, () => customers(4000, 'k'), 6],
  ])('%s', async (_, name, children, make, distance) => {
    const incident = await openTestIncident(here);
    const bytes = await make();
    await handInItem(here, incident, { name, bytes });
    const first = await runOf(incident, 'a'.repeat(64));
    const quiet = workshop(children);
    await inspectRun(quiet.parts, { incident, run: first }, never);
    expect(await stateOf(first)).toMatchObject({ state: 'complete', attempt: 1 });
    const undisturbed = await seen(incident, first);
    expect(undisturbed['records']).toBeGreaterThan(0);

    await handInItem(here, incident, { name, bytes }, other);
    const run = await runOf(incident, other);
    let before = await stateOf(run);
    let last = 0;
    let attempts = 0;
    for (;;) {
      attempts += 1;
      // Each gets a little further than one write, and some lose the last one.
      const pool = cutAt(here.worker, distance, attempts % 2 === 0 ? 'before' : 'after');
      const { parts, bytesRead } = workshop(children, { desk: { ...here.desk, pool } });
      const outcome = await inspectRun(parts, { incident, run }, never).then(
        () => 'ended',
        (error: unknown) => error,
      );
      await parts.inspections.close();
      last = bytesRead();
      const now = await stateOf(run);
      // What was shown stays, and there is never less of it.
      expect(Number(now['records'])).toBeGreaterThanOrEqual(Number(before['records'] ?? 0));
      expect(Number(now['bytes_read'])).toBeGreaterThanOrEqual(Number(before['bytes_read']));
      before = now;
      // The answer to the last write may be lost as well, and not the write.
      if (now['state'] === 'complete') break;
      expect(outcome).toMatchObject({ code: 'database-gone' });
      expect(now).toMatchObject({ state: 'running', attempt: attempts, shown_attempt: 1, has_checkpoint: true });
    }
    await quiet.parts.inspections.close();
    // How often it writes goes by time as well: a fast machine breaks off fewer times.
    expect(attempts).toBeGreaterThan(1);
    expect(before).toMatchObject({ state: 'complete', attempt: attempts, shown_attempt: 1, has_checkpoint: false });
    expect(before['bytes_read']).toBe(before['bytes']);
    expect(await seen(incident, run)).toEqual(undisturbed);
    // Of what is smaller, a reader asks for all at once.
    if (children > 1) expect(last).toBeLessThan((3 * quiet.bytesRead()) / 4);
    expect(troubles).toEqual([]);
  });
});

describe('a run that is taken over', () => {
  /** Broken off at its third write, with something shown. */
  async function brokenOff(): Promise<{ incident: string; run: string }> {
    const incident = await openTestIncident(here);
    await handInItem(here, incident, { name: 'Erika Muster.zip', bytes: await archive() });
    const run = await runOf(incident, 'a'.repeat(64));
    const { parts } = workshop(1, { desk: { ...here.desk, pool: cutAt(here.worker, 3, 'after') } });
    await expect(inspectRun(parts, { incident, run }, never)).rejects.toMatchObject({ code: 'database-gone' });
    await parts.inspections.close();
    return { incident, run };
  }

  async function end(incident: string, run: string, change: Partial<InspectionParts> = {}): Promise<void> {
    const { parts } = workshop(1, change);
    await inspectRun(parts, { incident, run }, never);
    await parts.inspections.close();
  }

  test('begins anew where it went by other limits, and what the first worker wrote is never shown with it', async () => {
    const { incident, run } = await brokenOff();
    const limits = { ...defaultLimits, maxDepth: 7 };
    await end(incident, run, { limits });
    expect(await stateOf(run)).toMatchObject({ state: 'complete', attempt: 2, shown_attempt: 2, records: 4400 });
    const left = await here.database.owner.query(
      'select from cofferdam.person_batch where run_id = $1 and attempt = 1 and length(sealed) > 0',
      [run],
    );
    expect(left.rowCount).toBe(0);
  });

  test('begins anew where its checkpoint was tampered with, and says so', async () => {
    const { incident, run } = await brokenOff();
    await here.database.owner.query(
      'update cofferdam.inspection_run set checkpoint = set_byte(checkpoint, 30, get_byte(checkpoint, 30) # 1) where id = $1',
      [run],
    );
    await end(incident, run);
    expect(troubles.splice(0)).toEqual([expect.stringContaining('sealed-broken')]);
    expect(await stateOf(run)).toMatchObject({ state: 'complete', attempt: 2, shown_attempt: 2, records: 4400 });
  });

  test('is not written to by the worker that had it before', async () => {
    const { incident, run } = await brokenOff();
    const desk = { ...here.desk, pool: here.worker };
    const early = await impact.takeRun(desk, incident, run);
    const late = await impact.takeRun(desk, incident, run);
    if (early === undefined || late === undefined) throw new Error('nothing to take');
    expect(late.checkpoint).toEqual(early.checkpoint);
    const files = { inspected: 0, partial: 0, unreadable: 0, reading: 0 };
    const results: impact.Results = {
      since: 1,
      part: 1000,
      bytesRead: 0,
      began: [],
      ended: [],
      findings: [],
      persons: { records: 1, sealed: Buffer.from('x') },
      summary: { files, reasons: {}, formats: {}, elements: {}, records: 0 },
      checkpoint: Buffer.from('x'),
      show: 'not-yet',
    };
    await expect(impact.writeResults(desk, early, results)).rejects.toMatchObject({ code: 'run-stopped' });
    await end(incident, run);
    expect(await stateOf(run)).toMatchObject({ state: 'complete', attempt: 4, shown_attempt: 1, records: 4400 });
  });

  test('its checkpoint is for workers alone, no path is in it in clear, and it is gone once a person cancels', async () => {
    const { incident, run } = await brokenOff();
    const asker = { person: here.people.lead };
    const read = transact(here.desk.pool, asker, (client) =>
      client.query('select checkpoint from cofferdam.inspection_run'),
    );
    await expect(read).rejects.toMatchObject({ code: '42501' });
    const { rows } = await here.database.owner.query<{ checkpoint: Buffer }>(
      'select checkpoint from cofferdam.inspection_run where id = $1',
      [run],
    );
    expect(rows[0]?.checkpoint.length).toBeGreaterThan(100);
    expect(rows[0]?.checkpoint.includes('Erika')).toBe(false);
    await impact.cancel(here.desk, asker, { incident, run });
    expect(await stateOf(run)).toMatchObject({ state: 'cancelled', has_checkpoint: false });
  });

  test('keeps no checkpoint once it failed', async () => {
    const { incident, run } = await brokenOff();
    const desk = { ...here.desk, pool: here.worker };
    const taken = await impact.takeRun(desk, incident, run);
    if (taken !== undefined) await impact.failRun(desk, taken, 'blob-missing');
    expect(await stateOf(run)).toMatchObject({ state: 'failed', has_checkpoint: false });
  });
});

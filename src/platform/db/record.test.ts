import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import type { PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonical, makeLogKey, openLog, saltedHash, verifyExport, writeExport } from '../audit/index.ts';
import type { Deed, Entry, Sealed, SignedCheckpoint } from '../audit/index.ts';
import { record } from './record.ts';
import { cloneDatabase } from './testing/cluster.ts';
import type { TestDatabase } from './testing/cluster.ts';
import { transact } from './transact.ts';

let database: TestDatabase;
let app: Pool;
const [installation, lead, analyst, auditor, stranger] = Array.from({ length: 5 }, () => randomUUID()) as [
  string,
  string,
  string,
  string,
  string,
];
const key = makeLogKey();
let time = Date.UTC(2026, 0, 1);
const now = (): number => (time += 1000);

beforeAll(async () => {
  database = await cloneDatabase();
  app = new Pool({ ...database.app, max: 8 });
  await database.owner.query(
    `insert into cofferdam.person (id, name, mail, installation_role, created_at)
     values ($1, 'Lead', 'l', 'none', now()), ($2, 'Analyst', 'a', 'none', now()), ($3, 'Auditor', 'u', 'auditor', now()),
       ($4, 'Stranger', 's', 'none', now())`,
    [lead, analyst, auditor, stranger],
  );
  const first = openLog({ at: now(), actor: { kind: 'person', id: lead } }, { installation, admin: lead, key });
  await transact(app, { person: lead }, (client) => insert(client, first));
});
afterAll(async () => {
  await app.end();
  await database.close();
});

const insert = (client: PoolClient, { entry, hash }: Sealed, incident?: string): Promise<unknown> =>
  client.query(`insert into cofferdam.log_entry (chain, seq, incident_id, body, hash) values ($1, $2, $3, $4, $5)`, [
    entry.chain,
    entry.seq,
    incident,
    canonical(entry),
    hash,
  ]);

async function open(incident: string, note = 'a title'): Promise<void> {
  await transact(app, { person: lead }, async (client) => {
    await client.query(
      `insert into cofferdam.incident (id, title, code_name, opened_at, opened_by) values ($1::uuid, $3, $1::text, now(), $2)`,
      [incident, lead, note],
    );
    await client.query(
      `insert into cofferdam.membership (id, incident_id, person_id, role, compartments, created_at, created_by)
       values (gen_random_uuid(), $1, $2, 'lead', '{facts,counsel,person-concerned}', now(), $2)`,
      [incident, lead],
    );
    const act: Deed = { type: 'incident-opened', title: saltedHash(note).hash, severity: 'unknown' };
    await record(client, { now, actor: { kind: 'person', id: lead }, act, place: { incident, compartment: 'facts' } });
  });
}

const edit = (incident: string, version: number, compartment: 'facts' | 'counsel' = 'facts'): Promise<void> =>
  transact(app, { person: lead }, (client) =>
    record(client, {
      now,
      actor: { kind: 'person', id: lead },
      act: { type: 'incident-edited', version, changed: { severity: 'high' } },
      place: { incident, compartment },
    }),
  );

/** All of the log as an export has it, read by the auditor. */
async function exported(): Promise<string> {
  const rows = await transact(app, { person: auditor }, async (client) => {
    const { rows: found } = await client.query<{ body: string; hash: string }>(
      'select body, hash from cofferdam.log_entry order by (chain = $1) desc, seq',
      ['log'],
    );
    return found.map(({ body, hash }): Sealed => ({ entry: JSON.parse(body) as Entry, hash }));
  });
  const byHash = new Map(rows.map((one) => [one.hash, one]));
  const items: (Sealed | SignedCheckpoint)[] = rows
    .filter(({ entry }) => entry.chain === 'log')
    .flatMap((one) => {
      const { act } = one.entry;
      const linked = act.type === 'chain-linked' ? byHash.get(act.head) : undefined;
      return linked === undefined ? [one] : [linked, one];
    });
  return (await Array.fromAsync(writeExport(installation, items))).join('');
}

const report = async (text: string): Promise<unknown> =>
  verifyExport(new Blob([text]).stream() as AsyncIterable<Uint8Array>);

test('sixty acts at the same time, on five incidents, make whole chains', async () => {
  const incidents = Array.from({ length: 5 }, () => randomUUID());
  await Promise.all(incidents.map((incident) => open(incident)));
  await Promise.all(Array.from({ length: 60 }, (_, at) => edit(incidents[at % 5] ?? '', at + 2)));
  const text = await exported();
  expect(text.split('\n').filter((line) => line.includes('incident-edited'))).toHaveLength(60);
  expect(await report(text)).toMatchObject({ breaks: [] });
  const broken = text.replace('"version":17', '"version":18');
  expect(await report(broken)).not.toMatchObject({ breaks: [] });
});

test('an act that fails leaves no entry, and the next continues the chain', async () => {
  const incident = randomUUID();
  await open(incident);
  await expect(
    transact(app, { person: lead }, async (client) => {
      await record(client, {
        now,
        actor: { kind: 'person', id: lead },
        act: { type: 'incident-edited', version: 2, changed: { severity: 'low' } },
        place: { incident, compartment: 'facts' },
      });
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  await edit(incident, 2);
  expect(await report(await exported())).toMatchObject({ breaks: [] });
});

test('an entry that is not valid stops its act', async () => {
  const incident = randomUUID();
  await open(incident);
  await expect(edit(incident, -1)).rejects.toMatchObject({ code: 'log-entry-invalid' });
});

describe('who reads what', () => {
  test('members their compartments, an auditor all, others nothing', async () => {
    const incident = randomUUID();
    await open(incident);
    await transact(app, { person: lead }, (client) =>
      client.query(
        `insert into cofferdam.membership (id, incident_id, person_id, role, compartments, created_at, created_by)
         values (gen_random_uuid(), $1, $2, 'analyst', '{facts}', now(), $3)`,
        [incident, analyst, lead],
      ),
    );
    await edit(incident, 2);
    await edit(incident, 3, 'counsel');
    const seen = async (person: string): Promise<number> =>
      transact(
        app,
        { person },
        async (client) =>
          (await client.query('select from cofferdam.log_entry where chain = $1', [incident])).rowCount ?? 0,
      );
    expect([await seen(lead), await seen(analyst), await seen(auditor), await seen(stranger)]).toEqual([3, 2, 3, 0]);
  });

  test('the acts of the installation are for the auditor', async () => {
    const seen = async (person: string): Promise<unknown[]> =>
      transact(
        app,
        { person },
        async (client) =>
          (await client.query(`select seq from cofferdam.log_entry where chain = 'log' and seq = 1`)).rows,
      );
    expect([await seen(lead), await seen(auditor)]).toEqual([[], [{ seq: '1' }]]);
  });
});

describe('what the database refuses', () => {
  const incident = randomUUID();
  beforeAll(() => open(incident));
  const attempt = (person: string, act: (client: PoolClient) => Promise<unknown>): Promise<unknown> =>
    transact(app, { person }, act);
  const next = async (client: PoolClient, change: Partial<Entry> = {}): Promise<Sealed> => {
    const { rows } = await client.query<{ seq: string; hash: string }>(
      `select seq, hash from cofferdam.log_head where chain = $1`,
      [incident],
    );
    const [{ seq, hash } = { seq: '0', hash: '' }] = rows;
    const entry: Entry = {
      v: 1,
      chain: incident,
      seq: Number(seq) + 1,
      at: new Date(now()).toISOString(),
      actor: { kind: 'person', id: lead },
      act: { type: 'incident-edited', version: 2, changed: { severity: 'low' } },
      prev: hash,
      ...change,
    };
    const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(canonical(entry)));
    return { entry, hash: Buffer.from(bytes).toString('hex') };
  };

  test('the same entry, rightly made, is taken: what follows is refused for its fault alone', async () => {
    await expect(
      attempt(lead, async (client) => {
        await insert(client, await next(client), incident);
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
  });

  test.each<[string, Partial<Entry>]>([
    ['a gap', { seq: 9 }],
    ['a place that is taken', { seq: 1 }],
    ['another entry before it', { prev: 'a'.repeat(64) }],
  ])('%s', async (_, change) => {
    await expect(attempt(lead, async (client) => insert(client, await next(client, change), incident))).rejects.toThrow(
      /does not continue|duplicate key/,
    );
  });

  test.each<[string, string, string]>([
    [
      'a hash that is not that of the entry',
      lead,
      `insert into cofferdam.log_entry (chain, seq, incident_id, body, hash) select chain, seq + 1, incident_id, '{"chain":"' || chain || '","seq":' || seq + 1 || ',"prev":"' || hash || '"}', repeat('0', 64) from cofferdam.log_head where chain = $1`,
    ],
    ['an entry is changed', lead, `update cofferdam.log_entry set body = '{}' where chain = $1`],
    ['an entry is deleted', lead, 'delete from cofferdam.log_entry where chain = $1'],
    ['a head is set back', lead, 'update cofferdam.log_head set seq = seq - 1 where chain = $1'],
    ['a head is moved without an entry', lead, 'update cofferdam.log_head set seq = seq + 1 where chain = $1'],
    [
      'a second head',
      lead,
      `insert into cofferdam.log_head (chain, incident_id, seq, hash) values ('x', $1::uuid, 0, repeat('0', 64))`,
    ],
  ])('%s', async (_, person, sql) => {
    await expect(attempt(person, (client) => client.query(sql, [incident]))).rejects.toThrow(
      /permission denied|integrity|head of a chain|continue|check constraint|duplicate|row-level/,
    );
  });

  test('a stranger writes into the chain of an incident', async () => {
    await expect(
      attempt(stranger, (client) =>
        record(client, {
          now,
          actor: { kind: 'person', id: stranger },
          act: { type: 'incident-edited', version: 2, changed: { severity: 'low' } },
          place: { incident, compartment: 'facts' },
        }),
      ),
    ).rejects.toThrow();
    expect(await report(await exported())).toMatchObject({ breaks: [] });
  });
});

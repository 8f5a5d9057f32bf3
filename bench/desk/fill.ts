import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import {
  appendToIncident,
  canonical,
  emptyChain,
  type Head,
  headOf,
  logChain,
} from '../../src/platform/audit/index.ts';
import { scopes } from '../../src/platform/operation/index.ts';
import { createDataKey, type MasterKey } from '../../src/platform/vault/index.ts';

/** Somebody who asks by an API key. */
export interface Asking {
  readonly person: string;
  readonly key: string;
}

export interface Filled {
  /** A lead of all incidents. */
  readonly all: Asking;
  /** An analyst in some, evenly spread. */
  readonly some: Asking;
  /** The incidents of both, the newest first. */
  readonly shared: readonly string[];
}

export interface FillInit {
  readonly incidents: number;
  /** Incidents of whoever is in some. */
  readonly own: number;
  readonly people: number;
}

/** Incidents written in one transaction: the head of the log is one row, whose dead versions are cleared between them. */
const batch = 500;
const minute = 60_000;

/**
 * Fills a desk that is set up, with rows as the API makes them: incidents with key, members and chain, each opening in
 * the log over all. Left out are the salts of the titles, so that nobody could prove what a hash stands for.
 *
 * @param owner a superuser, for whom row-level security does not count; triggers do
 */
export async function fill(owner: Client, master: MasterKey, { incidents, own, people }: FillInit): Promise<Filled> {
  const persons = Array.from({ length: people }, () => randomUUID());
  await owner.query(
    `insert into cofferdam.person (id, name, mail, created_at)
     select id, 'Person ' || n, 'person-' || n || '@desk.example', now()
     from unnest($1::uuid[]) with ordinality as p (id, n)`,
    [persons],
  );
  const [first = '', second = '', ...others] = persons;
  const shared: string[] = [];
  const began = Date.now() - incidents * minute;
  let log = await headOfLog(owner);
  for (let from = 0; from < incidents; from += batch) {
    const count = Math.min(batch, incidents - from);
    const ids = Array.from({ length: count }, () => randomUUID());
    const isShared = (index: number): boolean => (from + index) % Math.floor(incidents / own) === 0;
    shared.unshift(...ids.filter((_, index) => isShared(index)).toReversed());
    await owner.query('begin');
    await putIncidents(owner, { ids, from, began, opener: first });
    await putMembers(owner, ids, (index) => [
      first,
      ...(isShared(index) ? [second] : []),
      ...around(others, from + index),
    ]);
    await putKeys(owner, master, ids);
    log = await putLog(owner, log, ids, { began: began + from * minute, opener: first });
    await owner.query('commit');
  }
  await owner.query('vacuum analyze');
  return { all: await asking(owner, first), some: await asking(owner, second), shared };
}

/** Four of the others, another four for the next. */
const around = (others: readonly string[], index: number): readonly string[] =>
  [0, 1, 2, 3].map((step) => others[(index * 7 + step) % others.length] ?? '');

async function putIncidents(
  owner: Client,
  { ids, from, began, opener }: { ids: readonly string[]; from: number; began: number; opener: string },
): Promise<void> {
  await owner.query(
    `insert into cofferdam.incident (id, title, code_name, severity, opened_at, opened_by)
     select id, 'Files of customer ' || $2 + n || ' on a share', 'Code ' || $2 + n,
       (array['low', 'medium', 'high'])[1 + n % 3]::cofferdam.severity, $3::timestamptz + (n * interval '1 minute'), $4
     from unnest($1::uuid[]) with ordinality as i (id, n)`,
    [ids, from, new Date(began + from * minute), opener],
  );
}

async function putMembers(
  owner: Client,
  ids: readonly string[],
  membersOf: (index: number) => readonly string[],
): Promise<void> {
  const rows = ids.flatMap((incident, index) =>
    membersOf(index).map((person, number) => ({ incident, person, role: number === 0 ? 'lead' : 'analyst' })),
  );
  await owner.query(
    `insert into cofferdam.membership (id, incident_id, person_id, role, compartments, created_at, created_by)
     select gen_random_uuid(), m.*, '{facts,counsel,person-concerned}', now(), m.person
     from unnest($1::uuid[], $2::uuid[], $3::cofferdam.incident_role[]) as m (incident, person, role)`,
    [rows.map(({ incident }) => incident), rows.map(({ person }) => person), rows.map(({ role }) => role)],
  );
}

async function putKeys(owner: Client, master: MasterKey, ids: readonly string[]): Promise<void> {
  const boxes = ids.map((incident) => Buffer.from(createDataKey(master, incident).wrapped.box));
  await owner.query(
    `insert into cofferdam.incident_key (incident_id, master_key, box)
     select k.incident, $2, k.box from unnest($1::uuid[], $3::bytea[]) as k (incident, box)`,
    [ids, master.id, boxes],
  );
}

/** The opening of each, in its chain and in that over all. */
async function putLog(
  owner: Client,
  before: Head,
  ids: readonly string[],
  { began, opener }: { began: number; opener: string },
): Promise<Head> {
  let log = before;
  const entries = ids.flatMap((id, index) => {
    const act = { type: 'incident-opened', title: randomBytes(32).toString('hex'), severity: 'low' } as const;
    const recording = { at: began + index * minute, actor: { kind: 'person', id: opener } as const, act };
    const { entry, link } = appendToIncident({ incident: emptyChain(id), log }, recording);
    log = headOf(link);
    return [
      { ...entry, incident: id },
      { ...link, incident: null },
    ];
  });
  await owner.query(
    `insert into cofferdam.log_head (chain, incident_id, seq, hash) select id::text, id, 0, $2 from unnest($1::uuid[]) id`,
    [ids, emptyChain('').hash],
  );
  await owner.query(
    `insert into cofferdam.log_entry (chain, seq, incident_id, body, hash)
     select * from unnest($1::text[], $2::bigint[], $3::uuid[], $4::text[], $5::text[])`,
    [
      entries.map(({ entry }) => entry.chain),
      entries.map(({ entry }) => entry.seq),
      entries.map(({ incident }) => incident),
      entries.map(({ entry }) => canonical(entry)),
      entries.map(({ hash }) => hash),
    ],
  );
  return log;
}

async function headOfLog(owner: Client): Promise<Head> {
  const { rows } = await owner.query<{ seq: string; hash: string }>(
    'select seq, hash from cofferdam.log_head where chain = $1',
    [logChain],
  );
  return { chain: logChain, seq: Number(rows[0]?.seq), hash: rows[0]?.hash ?? '' };
}

async function asking(owner: Client, person: string): Promise<Asking> {
  const key = `cfd_${randomBytes(32).toString('base64url')}`;
  await owner.query(
    `insert into cofferdam.api_key (id, person_id, name, token_hash, scopes, made_at, expires_at)
     values (gen_random_uuid(), $1, 'bench', $2, $3, now(), now() + interval '1 day')`,
    [person, createHash('sha256').update(key).digest('hex'), scopes],
  );
  return { person, key };
}

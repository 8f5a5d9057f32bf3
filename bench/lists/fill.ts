import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { appendToIncident, canonical, type Head, headOf, logChain } from '../../src/platform/audit/index.ts';
import { type DataKey, type MasterKey, sealValue } from '../../src/platform/vault/index.ts';
import { digestAt, nameAt } from '../../src/respond/evidence/begin.ts';
import { filePathPlace } from '../../src/respond/impact/places.ts';
import { incidentKey } from '../../src/respond/incident-key.ts';

export interface LongInit {
  /** A superuser: row-level security does not count, and triggers are turned off for these rows. */
  readonly owner: Client;
  readonly master: MasterKey;
  /** One that is there. */
  readonly incident: string;
  readonly lead: string;
  readonly evidence: number;
  readonly members: number;
  readonly entries: number;
  readonly files: number;
}

/** One incident with very long lists, its rows as the API and the jobs make them; of the evidence there are no bytes. */
export async function fillLong(init: LongInit): Promise<void> {
  const { owner, incident } = init;
  const key = await incidentKey(owner, init.master, incident);
  await owner.query('begin');
  await owner.query(`set local session_replication_role = 'replica'`);
  await putMembers(init);
  const items = await putEvidence(init, key);
  await putFiles(init, key, items[0] ?? '');
  await putEntries(init, items);
  await owner.query('commit');
  await owner.query('vacuum analyze');
}

async function putMembers({ owner, incident, lead, members }: LongInit): Promise<void> {
  await owner.query(
    `insert into cofferdam.membership (id, incident_id, person_id, role, compartments, created_at, created_by)
     select gen_random_uuid(), $1, p.id, 'analyst', '{facts}', now() + n * interval '1 second', $2
     from (select id, row_number() over (order by name, id) as n from cofferdam.person
           where id not in (select person_id from cofferdam.membership where incident_id = $1)
             and installation_role = 'none' limit $3) p`,
    [incident, lead, members],
  );
}

const states = ['whole', 'sample', 'waiting'] as const;

/** Items a minute apart, and of each the inspection that it would have by now. */
async function putEvidence({ owner, incident, lead, evidence }: LongInit, key: DataKey): Promise<readonly string[]> {
  const ids = Array.from({ length: evidence }, () => randomUUID());
  const blobs = ids.map((id) => createHash('sha256').update(id).digest('hex'));
  const likenesses = blobs.map((blob) => createHash('sha256').update(blob).digest('hex'));
  const began = Date.now() - evidence * 60_000;
  const at = ids.map((_, index) => new Date(began + index * 60_000));
  await owner.query(
    `insert into cofferdam.evidence_item
       (id, incident_id, compartment, how, handed_in_by, handed_in_at, size, state, ended_at, likeness, custodian)
     select i.id, $1, 'facts', 'found', $2, i.at, 9, 'complete', i.at, i.likeness, $2
     from unnest($3::uuid[], $4::timestamptz[], $5::text[]) as i (id, at, likeness)`,
    [incident, lead, ids, at, likenesses],
  );
  await owner.query(
    `insert into cofferdam.evidence_label (evidence_id, incident_id, compartment, name, source)
     select l.id, $1, 'facts', l.name, '' from unnest($2::uuid[], $3::bytea[]) as l (id, name)`,
    [incident, ids, ids.map((id, index) => sealValue(key, nameAt(id), Buffer.from(`table-${index}.csv`)))],
  );
  await owner.query(
    `insert into cofferdam.evidence_bytes (evidence_id, incident_id, compartment, blob, sha256)
     select b.id, $1, 'facts', b.blob, b.sha256 from unnest($2::uuid[], $3::text[], $4::bytea[]) as b (id, blob, sha256)`,
    [incident, ids, blobs, ids.map((id) => sealValue(key, digestAt(id), randomBytes(32)))],
  );
  await owner.query(
    `insert into cofferdam.evidence_upload
       (evidence_id, incident_id, compartment, person_id, length, received, started_at, last_part_at)
     select u.id, $1, 'facts', $2, 9, 9, u.at, u.at from unnest($3::uuid[], $4::timestamptz[]) as u (id, at)`,
    [incident, lead, ids, at],
  );
  await owner.query(
    `insert into cofferdam.inspection_run
       (id, incident_id, compartment, evidence_id, content, rules, state, queued_at, started_at, ended_at, attempt,
        bytes, bytes_read, shown_attempt, shown_part, stage, summary)
     select r.id, $1, 'facts', r.id, r.blob, repeat('0', 64), case r.state when 'whole' then 'complete'
         when 'sample' then 'cancelled' else 'queued' end, r.at, case r.state when 'waiting' then null else r.at end,
       case r.state when 'waiting' then null else r.at end,
       1, 9, 9, case r.state when 'waiting' then null else 1 end, case r.state when 'waiting' then null else 1 end,
       case r.state when 'waiting' then null else r.state end,
       case r.state when 'waiting' then null else '{"files": {"inspected": 1, "partial": 0, "unreadable": 0, "reading": 0}, "reasons": {}, "formats": {"csv": 1}, "elements": {}, "records": 0}'::jsonb end
     from unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::text[]) as r (id, blob, at, state)`,
    [incident, ids, blobs, at, ids.map((_, index) => states[index % 20] ?? 'whole')],
  );
  return ids;
}

const statuses = ['inspected', 'inspected', 'inspected', 'inspected', 'partial', 'unreadable'] as const;

/** Files of an archive, the oldest item. */
async function putFiles({ owner, incident, files }: LongInit, key: DataKey, run: string): Promise<void> {
  const numbers = Array.from({ length: files }, (_, number) => number);
  const path = (number: number): Buffer => Buffer.from(`!/folder-${number % 97}/file-${number}.csv`);
  const statusOf = (number: number) => statuses[number % statuses.length] ?? 'inspected';
  await owner.query(
    `insert into cofferdam.inspected_file (run_id, attempt, part, number, incident_id, compartment, path, format,
       media_type, status, reason, bytes, counts, mark)
     select $1, 1, 1, f.number, $2, 'facts', f.path, 'csv', 'text/csv', f.status,
       case f.status when 'unreadable' then 'file-broken' when 'partial' then 'limit-reached' end, 1000, f.counts, f.number
     from unnest($3::int[], $4::bytea[], $5::text[], $6::jsonb[]) as f (number, path, status, counts)`,
    [
      run,
      incident,
      numbers,
      numbers.map((number) => (number === 0 ? null : sealValue(key, filePathPlace(run, number), path(number)))),
      numbers.map(statusOf),
      numbers.map((number) => JSON.stringify(statusOf(number) === 'unreadable' ? {} : { email: (number * 37) % 501 })),
    ],
  );
}

/** Acts on the items, in the chain of the incident and in that over all. */
async function putEntries({ owner, incident, lead, entries }: LongInit, items: readonly string[]): Promise<void> {
  let heads: { incident: Head; log: Head } = {
    incident: await headOfChain(owner, incident),
    log: await headOfChain(owner, logChain),
  };
  const began = Date.now() - entries * 1000;
  const rows: { chain: string; seq: number; of: string | null; body: string; hash: string }[] = [];
  for (let number = heads.incident.seq; number < entries; number += 1) {
    const act = { type: 'evidence-previewed', evidence: items[number % items.length] ?? '', file: 0 } as const;
    const { entry, link } = appendToIncident(heads, {
      at: began + number * 1000,
      actor: { kind: 'person', id: lead },
      act,
    });
    heads = { incident: headOf(entry), log: headOf(link) };
    for (const [one, of] of [
      [entry, incident],
      [link, null],
    ] as const) {
      rows.push({ chain: one.entry.chain, seq: one.entry.seq, of, body: canonical(one.entry), hash: one.hash });
    }
  }
  for (let from = 0; from < rows.length; from += 10_000) {
    const part = rows.slice(from, from + 10_000);
    await owner.query(
      `insert into cofferdam.log_entry (chain, seq, incident_id, compartment, body, hash)
       select e.chain, e.seq, e.of, 'facts', e.body, e.hash
       from unnest($1::text[], $2::bigint[], $3::uuid[], $4::text[], $5::text[]) as e (chain, seq, of, body, hash)`,
      [
        part.map(({ chain }) => chain),
        part.map(({ seq }) => seq),
        part.map(({ of }) => of),
        part.map(({ body }) => body),
        part.map(({ hash }) => hash),
      ],
    );
  }
  for (const head of [heads.incident, heads.log]) {
    await owner.query('update cofferdam.log_head set seq = $2, hash = $3 where chain = $1', [
      head.chain,
      head.seq,
      head.hash,
    ]);
  }
}

async function headOfChain(owner: Client, chain: string): Promise<Head> {
  const { rows } = await owner.query<{ seq: string; hash: string }>(
    'select seq, hash from cofferdam.log_head where chain = $1',
    [chain],
  );
  return { chain, seq: Number(rows[0]?.seq), hash: rows[0]?.hash ?? '' };
}

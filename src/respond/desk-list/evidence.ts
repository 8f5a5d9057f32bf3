import type { ClientBase } from 'pg';
import type { Role } from '../authorise.ts';
import { readRuns, seenRuns } from '../impact/runs/row.ts';
import type { Waiting } from './contract.ts';

/** Of each kind. */
const most = 50;
const handedDays = 7;
/** Who can have a file inspected again. */
const inspects: readonly Role[] = ['lead', 'analyst', 'dpo', 'legal'];

interface Row {
  readonly incident_id: string;
  readonly title: string;
  readonly code_name: string;
  readonly evidence_id: string;
  readonly since: Date;
}

/** What evidence waits for: a decision on an inspection, bytes that are still to come, somebody who knows that it is his. */
export async function waitingEvidence(client: ClientBase, person: string, now: number): Promise<Waiting[]> {
  const of = ({ incident_id, title, code_name }: Row) => ({ incident: incident_id, title, codeName: code_name });
  const { rows: runs } = await client.query<Row & { id: string; code: string | null; state: string; files: number }>(
    `${inspectionsSql} limit ${2 * most}`,
    [inspects],
  );
  const { rows: uploads } = await client.query<Row & { size: string; received: string }>(uploadsSql, [person, most]);
  const handedSince = new Date(now - handedDays * 86_400_000);
  const { rows: handed } = await client.query<Row & { from: string | null }>(handedSql, [person, handedSince, most]);
  return [
    ...runs.map((run): Waiting => {
      const what = { ...of(run), evidence: run.evidence_id, run: run.id, since: run.since.toISOString() };
      return run.state === 'failed'
        ? { kind: 'inspection-failed', ...what, code: run.code }
        : { kind: 'password-needed', ...what, files: run.files };
    }),
    ...uploads.map((upload): Waiting => {
      const [size, received] = [Number(upload.size), Number(upload.received)];
      const since = upload.since.toISOString();
      return { kind: 'upload-unfinished', ...of(upload), evidence: upload.evidence_id, size, received, since };
    }),
    ...handed.map((one): Waiting => {
      const since = one.since.toISOString();
      return { kind: 'custody-handed', ...of(one), evidence: one.evidence_id, from: one.from, since };
    }),
  ];
}

// The newest inspection of the same bytes counts: what failed once and was done again waits for nobody.
const inspectionsSql = `
  select r.incident_id, n.title, n.code_name, s.evidence_id, s.id, s.state, s.code, coalesce(s.ended_at, s.queued_at) as since,
    coalesce((r.summary -> 'reasons' ->> 'wrong-password')::int, 0) as files
  from (${seenRuns(`
    ${readRuns} i
    where i.incident_id in (select o.incident_id from cofferdam.own_membership o where o.role::text = any ($1))
      and (i.state = 'failed' or (i.state = 'complete' and i.summary -> 'reasons' ? 'wrong-password'))
      and not exists (
        select from cofferdam.inspection_run n
        where n.incident_id = i.incident_id and n.content = i.content
          and n.state <> 'replaced' and (n.queued_at, n.id) > (i.queued_at, i.id)
      )`)}) s
  join cofferdam.inspection_run r on r.id = s.id
  join cofferdam.incident n on n.id = r.incident_id
  order by since, s.id`;

const uploadsSql = `
  select e.incident_id, n.title, n.code_name, e.id as evidence_id, e.size, u.received, coalesce(u.last_part_at, u.started_at) as since
  from cofferdam.evidence_item e join cofferdam.evidence_upload u on u.evidence_id = e.id
  join cofferdam.incident n on n.id = e.incident_id
  where e.handed_in_by = $1 and e.state = 'uploading' order by since, e.id limit $2`;

const handedSql = `
  select e.incident_id, i.title, i.code_name, e.id as evidence_id, c.at as since, p.name as "from"
  from cofferdam.custody_entry c
  join cofferdam.evidence_item e on e.id = c.evidence_id
  join cofferdam.incident i on i.id = e.incident_id
  left join cofferdam.person p on p.id = c.from_person
  where c.to_person = $1 and c.recorded_by <> $1 and c.at > $2 and e.custodian = $1
    and not exists (select from cofferdam.custody_entry n where n.evidence_id = c.evidence_id and n.number > c.number)
  order by since, e.id limit $3`;

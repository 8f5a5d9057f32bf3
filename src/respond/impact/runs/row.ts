import type { Run } from '../contract.ts';

/**
 * The item by which the one who asks knows of a run `r`: that with which it began where he may open it, else the first
 * of his own with the same bytes.
 */
export const ownItem = `
  select e.id, e.compartment, e.entity_id, case when e.id <> r.evidence_id then e.ended_at end as since
  from cofferdam.evidence_bytes b join cofferdam.evidence_item e on e.id = b.evidence_id
  where b.incident_id = r.incident_id and b.blob = r.content
  order by e.id = r.evidence_id desc, e.handed_in_at, e.id limit 1`;

/** Runs with all that the server's role may read of them: their passwords are for the workers alone. */
export const readRuns = `
  select id, incident_id, evidence_id, content, state, code, stage, bytes, bytes_read, queued_at, started_at, ended_at,
    shown_attempt, shown_part, summary, password_count, rules_off,
    array(
      select format('own-%s@%s', o.number, o.version) from cofferdam.own_rule o
      where o.id = any(own_rules) order by o.number
    ) as own_rules
  from cofferdam.inspection_run`;

/**
 * Runs of a query as the one who asks may know of them. Where one began with an item that he may not open, he is told of
 * his own, and of no time before that was here: whoever hands in a file that he guessed must not learn from the run who
 * had it before, in which compartment, and since when.
 *
 * @param runs a query that begins with `readRuns`; `content` and `order_by` are not to be told
 */
export const seenRuns = (runs: string): string => `
  select r.id, own.id as evidence_id, own.compartment, own.entity_id, r.state, r.code, r.stage, r.bytes, r.bytes_read,
    greatest(r.queued_at, own.since) as queued_at,
    case when r.started_at is not null then greatest(r.started_at, own.since) end as started_at,
    case when r.ended_at is not null then greatest(r.ended_at, own.since) end as ended_at,
    r.summary -> 'reasons' as reasons, r.password_count, r.rules_off, r.own_rules, r.content, r.queued_at as order_by
  from (${runs}) r cross join lateral (${ownItem}) own`;

export interface RunRow {
  readonly id: string;
  readonly evidence_id: string;
  readonly compartment: Run['compartment'];
  readonly entity_id: string | null;
  readonly state: Run['state'];
  readonly code: string | null;
  readonly stage: Run['stage'];
  readonly bytes: string;
  readonly bytes_read: string;
  readonly queued_at: Date;
  readonly started_at: Date | null;
  readonly ended_at: Date | null;
  readonly reasons: Run['reasons'] | null;
  readonly password_count: number;
  readonly rules_off: readonly string[];
  readonly own_rules: readonly string[];
}

export function runOf(row: RunRow): Run {
  return {
    id: row.id,
    evidence: row.evidence_id,
    compartment: row.compartment,
    entity: row.entity_id,
    state: row.state,
    code: row.code,
    stage: row.stage,
    bytes: Number(row.bytes),
    bytesRead: Number(row.bytes_read),
    queuedAt: row.queued_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    reasons: { ...row.reasons },
    passwords: row.password_count,
    rulesOff: [...row.rules_off],
    ownRules: [...row.own_rules],
  };
}

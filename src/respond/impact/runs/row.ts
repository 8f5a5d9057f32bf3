import type { Run } from '../contract.ts';

export const runColumns = `id, evidence_id, compartment, entity_id, state, code, stage, bytes, bytes_read, queued_at,
  started_at, ended_at`;

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
  };
}

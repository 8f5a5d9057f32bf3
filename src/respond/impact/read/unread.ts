import type { ClientBase } from 'pg';
import { type DataKey, openValue } from '#platform/vault';
import { filePathPlace } from '../places.ts';
import { shownRun } from './shown-run.ts';

/** A file that was not fully read. */
export interface UnreadFile {
  readonly evidence: string;
  readonly status: 'partial' | 'unreadable';
  /** A code of docs/errors.md. */
  readonly reason: string | null;
  readonly format: string;
  /** Bytes. */
  readonly bytes: number;
  /** Below the item, as it is stored there: file names are often those of persons. Empty for the item itself. */
  readonly path: string;
}

interface Row {
  readonly run_id: string;
  readonly number: number;
  readonly evidence_id: string;
  readonly status: UnreadFile['status'];
  readonly reason: string | null;
  readonly format: string;
  readonly bytes: string;
  readonly path: Buffer | null;
}

/** Files that were not fully read, item by item in order of reading, `most` of them; in a transaction of its caller. */
export async function loadUnread(
  client: ClientBase,
  key: DataKey,
  incident: string,
  most: number,
): Promise<UnreadFile[]> {
  const { rows } = await client.query<Row>(
    `select f.run_id, f.number, r.evidence_id, f.status, f.reason, f.format, f.bytes, f.path
     from (${shownRun}) r join cofferdam.inspected_file f on f.run_id = r.id and f.attempt = r.shown_attempt
     where f.status in ('partial', 'unreadable') order by r.evidence_id, f.run_id, f.number limit $3`,
    [incident, null, most],
  );
  return rows.map(({ run_id: run, number, evidence_id: evidence, status, reason, format, bytes, path }) => ({
    evidence,
    status,
    reason,
    format,
    bytes: Number(bytes),
    path: path === null ? '' : openValue(key, filePathPlace(run, number), path).toString(),
  }));
}

import type { ClientBase } from 'pg';
import type { Dates } from '#platform/dates';
import { record, transactJob } from '#platform/db';
import { fail } from '#platform/errors';
import { enqueue } from '#platform/jobs';
import type { Desk } from '../../desk.ts';
import { countJob, countKey } from '../jobs.ts';
import { inspectionItself } from '../runs/itself.ts';
import type { TakenRun } from '../runs/take.ts';
import { tell } from '../tell.ts';
import type { PlacedDay, Summary } from './summary.ts';

/** A file as it goes into its row; what is sealed was sealed for this row. */
export interface FileRow {
  readonly number: number;
  readonly path: Buffer | null;
  readonly format: string;
  readonly mediaType: string;
  readonly status: 'reading' | 'inspected' | 'partial' | 'unreadable';
  readonly reason: string | null;
  readonly bytes: number;
  readonly sha256: Buffer | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly mark: number;
  /** Null for none. */
  readonly dates: Dates<PlacedDay> | null;
}

export interface FindingRow {
  readonly file: number;
  readonly element: string;
  readonly seq: number;
  readonly findings: number;
  readonly sealed: Buffer;
}

/** What a worker has gathered since it wrote last. */
export interface Results {
  /**
   * The attempt with which it began: rows carry this number, also those of later attempts that go on with it, so that
   * nothing is touched when a run is taken over.
   */
  readonly since: number;
  /** Grows with each write since then. */
  readonly part: number;
  readonly bytesRead: number;
  readonly began: readonly FileRow[];
  /** Files that were `reading` when they were written. */
  readonly ended: readonly FileRow[];
  readonly findings: readonly FindingRow[];
  readonly persons: { readonly records: number; readonly sealed: Buffer } | undefined;
  readonly summary: Summary;
  /**
   * Sealed for `inspection_run/checkpoint/RUN`; of all rows up to this part, and of nothing else. Null where there is
   * nothing to go on with, undefined where the last one still holds.
   */
  readonly checkpoint: Buffer | null | undefined;
  /**
   * Whether readers see it, with all that was written before: `sample` while there is more to come, `whole` at the end.
   * Of a `counted-sample` the persons are counted too, which takes as long again as a good part of the reading.
   */
  readonly show: 'not-yet' | 'sample' | 'counted-sample' | 'whole';
}

/**
 * Writes results, in one transaction that is fenced: `run-stopped` where the run was cancelled, taken over by another
 * worker, or its evidence sealed off. The row of the run is locked first, so that of two workers who both believe that it
 * is theirs the earlier never writes behind the later.
 */
export function writeResults(desk: Desk, taken: TakenRun, results: Results): Promise<void> {
  const { run, place } = taken;
  return transactJob(desk.pool, place, async (client) => {
    await progress(client, desk, taken, results);
    await writeFiles(client, taken, results);
    await writeFindings(client, taken, results);
    await writePersons(client, taken, results);
    if (results.show !== 'not-yet') await dropEarlier(client, taken, results);
    await tell(client, { incident: place.incident, what: 'run', id: run });
    if (results.show === 'counted-sample' || results.show === 'whole') {
      await enqueue(client, countJob, { incident: place.incident }, countKey(place.incident));
    }
    if (results.show === 'whole') await recordFinished(client, desk, taken, results.summary);
  });
}

async function progress(
  client: ClientBase,
  { now }: Desk,
  { run, attempt, content }: TakenRun,
  { since, part, bytesRead, summary, show, checkpoint }: Results,
): Promise<void> {
  const at = new Date(now());
  if (show === 'whole') {
    // What the same bytes gave by earlier rules.
    await client.query(
      `update cofferdam.inspection_run set state = 'replaced' where content = $2 and id <> $1 and state = 'complete'`,
      [run, content],
    );
  }
  const { rowCount } = await client.query(
    `update cofferdam.inspection_run
     set seen_at = $3, bytes_read = least($4, bytes), ended_at = case when $5 = 'whole' then $3::timestamptz end,
       state = case when $5 = 'whole' then 'complete' else state end,
       shown_attempt = case when $5 = 'not-yet' then shown_attempt else $8 end,
       shown_part = case when $5 = 'not-yet' then shown_part else $6 end,
       stage = case $5 when 'not-yet' then stage when 'whole' then 'whole' else 'sample' end,
       summary = case when $5 = 'not-yet' then summary else $7 end,
       checkpoint = case when $9 then $10 else checkpoint end
     where id = $1 and attempt = $2 and state = 'running' and cofferdam.may_inspect(id)`,
    [run, attempt, at, bytesRead, show, part, JSON.stringify(summary), since, checkpoint !== undefined, checkpoint],
  );
  if (rowCount !== 1) fail('run-stopped', run);
}

async function writeFiles(client: ClientBase, taken: TakenRun, { since, part, began, ended }: Results): Promise<void> {
  const { run, place } = taken;
  if (began.length > 0) {
    await client.query(
      `insert into cofferdam.inspected_file
         (run_id, attempt, part, incident_id, compartment, entity_id, number, path, format, media_type, status, reason,
          bytes, sha256, counts, dates, mark)
       select $1, $2, $3, $4, $5, $6, f.* from unnest(
         $7::int[], $8::bytea[], $9::text[], $10::text[], $11::text[], $12::text[], $13::bigint[], $14::bytea[],
         $15::jsonb[], $16::jsonb[], $17::bigint[]) f`,
      [
        run,
        since,
        part,
        place.incident,
        place.compartment,
        place.entity,
        ...columnsOf(began),
        began.map(({ mark }) => mark),
      ],
    );
  }
  if (ended.length === 0) return;
  const [numbers, , formats, types, statuses, reasons, bytes, hashes, counts, dates] = columnsOf(ended);
  await client.query(
    `update cofferdam.inspected_file t
     set format = f.format, media_type = f.media, status = f.status, reason = f.reason, bytes = f.bytes,
       sha256 = f.sha256, counts = f.counts, dates = f.dates
     from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::bytea[], $10::jsonb[],
       $11::jsonb[]) f (number, format, media, status, reason, bytes, sha256, counts, dates)
     where t.run_id = $1 and t.attempt = $2 and t.number = f.number`,
    [run, since, numbers, formats, types, statuses, reasons, bytes, hashes, counts, dates],
  );
}

function columnsOf(files: readonly FileRow[]) {
  return [
    files.map(({ number }) => number),
    files.map(({ path }) => path),
    files.map(({ format }) => format),
    files.map(({ mediaType }) => mediaType),
    files.map(({ status }) => status),
    files.map(({ reason }) => reason),
    files.map(({ bytes }) => bytes),
    files.map(({ sha256 }) => sha256),
    files.map(({ counts }) => JSON.stringify(counts)),
    files.map(({ dates }) => (dates === null ? null : JSON.stringify(dates))),
  ] as const;
}

async function writeFindings(client: ClientBase, taken: TakenRun, { since, part, findings }: Results): Promise<void> {
  const { run, place } = taken;
  if (findings.length === 0) return;
  await client.query(
    `insert into cofferdam.finding_batch
       (run_id, attempt, part, incident_id, compartment, entity_id, file, element, seq, findings, sealed)
     select $1, $2, $3, $4, $5, $6, f.* from unnest($7::int[], $8::text[], $9::int[], $10::int[], $11::bytea[]) f`,
    [
      run,
      since,
      part,
      place.incident,
      place.compartment,
      place.entity,
      findings.map(({ file }) => file),
      findings.map(({ element }) => element),
      findings.map(({ seq }) => seq),
      findings.map((one) => one.findings),
      findings.map(({ sealed }) => sealed),
    ],
  );
}

async function writePersons(client: ClientBase, taken: TakenRun, { since, part, persons }: Results): Promise<void> {
  if (persons === undefined) return;
  const { run, place } = taken;
  await client.query(
    `insert into cofferdam.person_batch
       (run_id, attempt, part, incident_id, compartment, entity_id, records, sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [run, since, part, place.incident, place.compartment, place.entity, persons.records, persons.sealed],
  );
}

/** What attempts left that another did not go on with is never shown again, and its bytes go. */
async function dropEarlier(client: ClientBase, { run }: TakenRun, { since }: Results): Promise<void> {
  if (since === 1) return;
  for (const table of ['person_batch', 'finding_batch']) {
    await client.query(
      `update cofferdam.${table} set sealed = '' where run_id = $1 and attempt < $2 and length(sealed) > 0`,
      [run, since],
    );
  }
}

async function recordFinished(
  client: ClientBase,
  { now }: Desk,
  { run, place }: TakenRun,
  { files, elements }: Summary,
): Promise<void> {
  const sum = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((total, count) => total + count, 0);
  const act = {
    type: 'inspection-finished',
    run,
    files: sum(files),
    notFullyRead: files.partial + files.unreadable,
    findings: sum(elements),
  } as const;
  await record(client, { now, actor: inspectionItself, act, place });
}

import type { ClientBase } from 'pg';
import { type DataKey, openValue } from '#platform/vault';
import type { Role } from '../../authorise.ts';
import type { DatedFile, DatedKind } from '../dates-contract.ts';
import { filePathPlace } from '../places.ts';
import type { PlacedDay } from '../results/summary.ts';
import { shownRun } from './shown-run.ts';
import { wordsFor } from './shown-words.ts';

/** What is sealed off says nothing, also to those who may open it. */
export const datedRuns = `(${shownRun}) r
  join cofferdam.evidence_item e on e.id = r.evidence_id and e.sealed_off is null
  and not exists (
    select from cofferdam.sealed_likeness l where l.incident_id = e.incident_id and l.likeness = e.likeness
  )`;

interface Asked {
  readonly incident: string;
  readonly role: Role;
  readonly kind: DatedKind;
  readonly day: string;
  readonly most: number;
}

interface Row {
  readonly run_id: string;
  readonly number: number;
  readonly evidence_id: string;
  readonly path: Buffer | null;
  readonly told: PlacedDay;
  readonly files: string;
}

/**
 * The files in which a day stands, those with the most dates of it first. A file keeps its newest days and its oldest: of a
 * day that is among the newest of all, or the oldest of all, none is left out.
 */
export async function datedFiles(
  client: ClientBase,
  key: DataKey,
  { incident, role, kind, day, most }: Asked,
): Promise<{ readonly files: DatedFile[]; readonly inFiles: number }> {
  const { rows } = await client.query<Row>(
    `select f.run_id, f.number, r.evidence_id, f.path, d.told, count(*) over () as files
     from ${datedRuns}
     join cofferdam.inspected_file f on f.run_id = r.id and f.attempt = r.shown_attempt
     cross join lateral (
       select told from jsonb_array_elements((f.dates -> $3 -> 'newest') || coalesce(f.dates -> $3 -> 'oldest', '[]')) told
       where told ->> 'day' = $4 limit 1
     ) d
     where f.dates -> $3 -> 'newest' -> 0 ->> 'day' >= $4
     order by (d.told ->> 'count')::bigint desc, f.run_id, f.number limit $5`,
    [incident, null, kind, day, most],
  );
  const words = wordsFor(role);
  const files = rows.map(({ run_id: run, number, evidence_id: evidence, path, told }) => ({
    evidence,
    number,
    path: path === null ? '' : words(openValue(key, filePathPlace(run, number), path).toString()),
    count: told.count,
    by: told.by ?? null,
    said: told.said ?? null,
    span: told.start === undefined || told.end === undefined ? null : { start: told.start, end: told.end },
    where: { ...told.where },
  }));
  return { files, inFiles: Number(rows[0]?.files ?? 0) };
}

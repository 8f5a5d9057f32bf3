import type { ClientBase } from 'pg';
import { type Dates, newestOf } from '#platform/dates';
import { type DataKey, openValue } from '#platform/vault';
import type { Role } from '../authorise.ts';
import { filePathPlace } from '../impact/places.ts';
import { shownRun } from '../impact/read/shown-run.ts';
import { wordsFor } from '../impact/read/shown-words.ts';
import type { PlacedDay } from '../impact/results/summary.ts';
import type { Dated } from './contract.ts';
import type { Facts } from './facts.ts';

/** How new one hand-in is. */
export interface DatedItem {
  readonly evidence: string;
  readonly handedInAt: string;
  /** The newest day of what happened in it, `2019-03-04`. */
  readonly newest: string;
}

/** What is sealed off says nothing, also to those who may open it. */
const itemsOfRuns = `(${shownRun}) r
  join cofferdam.evidence_item e on e.id = r.evidence_id and e.sealed_off is null
  and not exists (
    select from cofferdam.sealed_likeness l where l.incident_id = e.incident_id and l.likeness = e.likeness
  )`;

/** Hand-ins in which something is dated, in the order in which they came; equal bytes once. */
export async function loadDatedItems(client: ClientBase, incident: string): Promise<DatedItem[]> {
  const { rows } = await client.query<{ id: string; at: Date; dates: Dates }>(
    `select e.id, e.handed_in_at as at, s.summary -> 'dates' as dates
     from ${itemsOfRuns} join cofferdam.inspection_run s on s.id = r.id
     where s.summary -> 'dates' ? 'events' order by e.handed_in_at, e.id`,
    [incident, null],
  );
  return rows.flatMap(({ id, at, dates }) => {
    const newest = dates.events && newestOf(dates.events);
    return newest === undefined ? [] : [{ evidence: id, handedInAt: at.toISOString(), newest: newest.day }];
  });
}

/** The day on which somebody became aware first, in the zone of the statement; null where nobody stated it. */
export async function loadFirstAware(client: ClientBase, incident: string): Promise<string | null> {
  const { rows } = await client.query<{ day: string }>(
    `select to_char(at at time zone zone, 'YYYY-MM-DD') as day from cofferdam.awareness_statement
     where incident_id = $1 and step = 'aware' order by at limit 1`,
    [incident],
  );
  return rows[0]?.day ?? null;
}

const mostFiles = 5;

interface FileRow {
  readonly run_id: string;
  readonly number: number;
  readonly evidence_id: string;
  readonly path: Buffer | null;
  readonly told: PlacedDay;
  readonly files: string;
}

/** What the page draws: dates by month, the newest day and the files in which it stands. Null where nothing is dated. */
export async function loadDated(
  client: ClientBase,
  key: DataKey,
  { incident, role }: { readonly incident: string; readonly role: Role },
  { overview: { dates } }: Facts,
): Promise<Dated | null> {
  const kind = dates.events === null ? 'documents' : 'events';
  const tally = dates[kind];
  if (tally === null) return null;
  const { months, count } = tally;
  const newest = newestOf({ ...tally, oldest: tally.oldest ?? undefined });
  if (newest === undefined) return { kind, count, months, newest: null, files: [], inFiles: 0 };
  const { rows } = await client.query<FileRow>(
    `select f.run_id, f.number, r.evidence_id, f.path, d.value as told, count(*) over () as files
     from ${itemsOfRuns}
     join cofferdam.inspected_file f on f.run_id = r.id and f.attempt = r.shown_attempt
     cross join lateral jsonb_array_elements(f.dates -> $3 -> 'newest') d
     where f.dates -> $3 -> 'newest' -> 0 ->> 'day' >= $4 and d.value ->> 'day' = $4
     order by (d.value ->> 'count')::bigint desc, f.run_id, f.number limit $5`,
    [incident, null, kind, newest.day, mostFiles],
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
  }));
  return {
    kind,
    count,
    months,
    newest: { ...newest, later: [...newest.later], unsure: newest.unsure ?? null },
    files,
    inFiles: Number(rows[0]?.files ?? 0),
  };
}

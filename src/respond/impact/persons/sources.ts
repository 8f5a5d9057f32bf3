import type { ClientBase } from 'pg';
import { type EntryPlace, transactJob } from '#platform/db';
import { openValue } from '#platform/vault';
import type { DataKey } from '#platform/vault';
import type { Desk } from '../../desk.ts';
import { personsPlace } from '../places.ts';

/** A run whose persons count somewhere: as far as it is shown. */
export interface CountedRun {
  readonly run: string;
  readonly attempt: number;
  readonly part: number;
  /** Everything of it was read. */
  readonly isWhole: boolean;
}

/** A place in an incident, and what everybody who may see it may see. */
export interface CountPlace extends EntryPlace {
  readonly evidence: readonly string[];
  readonly runs: readonly CountedRun[];
  /** Something of it is not read: there may be more persons. */
  readonly atLeast: boolean;
}

/** An item, and the run by which its bytes are shown: the whole before a sample, the newest of equals. */
export interface CountedItem {
  readonly compartment: EntryPlace['compartment'];
  readonly entity_id: string | null;
  readonly evidence: string;
  /** Null with attempt and part where nothing is shown yet. */
  readonly run: string | null;
  readonly attempt: number | null;
  readonly part: number | null;
  /** Everything of it was read. */
  readonly whole: boolean;
}

/** Of a run `r` that is shown: whether every file was read to its end. */
export const wholeSql = `coalesce(r.state = 'complete'
  and (r.summary #>> '{files,partial}')::int + (r.summary #>> '{files,unreadable}')::int = 0, false)`;

/**
 * What there is to count, by place. To (facts, a legal entity) belong items of facts of this entity or of none: whoever
 * sees the one sees the other, and nobody else is told of persons that only he may know of.
 */
export function countPlaces(desk: Desk, incident: string): Promise<CountPlace[]> {
  return transactJob(desk.pool, { incident }, async (client) => {
    const { rows } = await client.query<CountedItem>(shownRuns, [incident]);
    return placesOf(incident, rows);
  });
}

/** The places of items that everybody may open who sees their place, in the order of the items. */
export function placesOf(incident: string, rows: readonly CountedItem[]): CountPlace[] {
  const places = new Map<string, EntryPlace>();
  for (const { compartment, entity_id: entity } of rows) {
    places.set(`${compartment} ${entity ?? ''}`, { incident, compartment, ...(entity !== null && { entity }) });
  }
  return [...places.values()].map((place) => {
    const own = rows.filter(
      (row) => row.compartment === place.compartment && (row.entity_id === null || row.entity_id === place.entity),
    );
    return { ...place, evidence: own.map((row) => row.evidence), runs: runsOf(own), atLeast: !own.every(isWhole) };
  });
}

/** What a count is made of, in a form that two of them can be compared by: the same runs, as far as they were shown. */
export const sourcesOf = ({ runs }: CountPlace): string[] =>
  runs.map(({ run, attempt, part, isWhole: whole }) => `${run}/${attempt}/${part}${whole ? '/whole' : ''}`).toSorted();

const shownRuns = `
  select e.compartment, e.entity_id, e.id as evidence, r.id as run, r.shown_attempt as attempt, r.shown_part as part,
    ${wholeSql} as whole
  from cofferdam.evidence_bytes b join cofferdam.evidence_item e on e.id = b.evidence_id
  left join lateral (
    select * from cofferdam.inspection_run r
    where r.incident_id = b.incident_id and r.content = b.blob and r.shown_part is not null and r.state <> 'replaced'
    order by r.state = 'complete' desc, r.queued_at desc, r.id limit 1
  ) r on true
  where b.incident_id = $1
  order by e.handed_in_at, e.id`;

const isWhole = ({ whole }: CountedItem): boolean => whole;

function runsOf(rows: readonly CountedItem[]): CountedRun[] {
  const runs = new Map<string, CountedRun>();
  for (const { run, attempt, part, whole } of rows) {
    if (run === null || attempt === null || part === null) continue;
    runs.set(run, { run, attempt, part, isWhole: whole });
  }
  return [...runs.values()];
}

/** Rows read at once: some 2 MiB each. */
const atOnce = 8;

/** The records of persons that a run has shown, as they were packed, in order; opened here. */
export async function* personBatches(
  desk: Desk,
  key: DataKey,
  incident: string,
  { run, attempt, part: last }: CountedRun,
): AsyncGenerator<Buffer> {
  for (let after = 0; ; ) {
    const rows = await transactJob(desk.pool, { incident }, (client) => page(client, run, attempt, after, last));
    for (const { part, sealed } of rows) {
      after = part;
      // An attempt that was replaced in between: its rows are empty, and a count of the next is on its way.
      if (sealed.length > 0) yield openValue(key, personsPlace(run, attempt, part), sealed);
    }
    if (rows.length < atOnce) return;
  }
}

async function page(
  client: ClientBase,
  run: string,
  attempt: number,
  after: number,
  last: number,
): Promise<{ part: number; sealed: Buffer }[]> {
  const { rows } = await client.query<{ part: number; sealed: Buffer }>(
    `select part, sealed from cofferdam.person_batch
     where run_id = $1 and attempt = $2 and part > $3 and part <= $4 and cofferdam.may_inspect(run_id)
     order by part limit ${atOnce}`,
    [run, attempt, after, last],
  );
  return rows;
}

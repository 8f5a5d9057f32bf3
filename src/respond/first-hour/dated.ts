import type { ClientBase } from 'pg';
import { type Dates, newestOf } from '#platform/dates';
import type { DataKey } from '#platform/vault';
import type { Role } from '../authorise.ts';
import { datedFiles, datedRuns } from '../impact/read/dated-files.ts';
import type { Dated } from './contract.ts';
import type { Facts } from './facts.ts';

/** How new one hand-in is. */
export interface DatedItem {
  readonly evidence: string;
  readonly handedInAt: string;
  /** The newest day of what happened in it, `2019-03-04`. */
  readonly newest: string;
}

/** Hand-ins in which something is dated, in the order in which they came; equal bytes once. */
export async function loadDatedItems(client: ClientBase, incident: string): Promise<DatedItem[]> {
  const { rows } = await client.query<{ id: string; at: Date; dates: Dates }>(
    `select e.id, e.handed_in_at as at, s.summary -> 'dates' as dates
     from ${datedRuns} join cofferdam.inspection_run s on s.id = r.id
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
  const found = await datedFiles(client, key, { incident, role, kind, day: newest.day, most: mostFiles });
  return {
    kind,
    count,
    months,
    newest: { ...newest, later: [...newest.later], unsure: newest.unsure ?? null },
    ...found,
  };
}

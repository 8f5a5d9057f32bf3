import type { ClientBase } from 'pg';
import type { Overview } from '../impact/contract.ts';
import { loadOverview } from '../impact/read/overview.ts';
import { shownRun } from '../impact/read/shown-run.ts';
import { readRuns, seenRuns } from '../impact/runs/row.ts';
import { activeRoster } from '../organisation/roster-row.ts';
import type { Credential } from './contract.ts';
import { type DatedItem, loadDatedItems, loadFirstAware } from './dated.ts';

/** What the answers of the first hour follow from, as far as the one who asks may see it. */
export interface Facts {
  readonly overview: Overview;
  /** When the roster in use was loaded; null for none. */
  readonly rosterAt: string | null;
  /** The most urgent first; only kinds of which there are some. */
  readonly credentials: readonly Credential[];
  /** When an inspection began or ended last; null before the first. */
  readonly inspectedAt: string | null;
  /** Hand-ins with dates in them, in the order in which they came. */
  readonly dated: readonly DatedItem[];
  /** The day on which somebody became aware first, `2026-03-04`. */
  readonly aware: string | null;
  /** The day of asking, in UTC. */
  readonly today: string;
}

/** In the order in which they are changed: a token or key opens a door by itself, a hash must be guessed first. */
const credentialElements = ['access-token', 'private-key', 'password', 'password-hash'] as const;

/** In a transaction of its caller, who has authorised. */
export async function loadFacts(client: ClientBase, incident: string, now: number): Promise<Facts> {
  const overview = await loadOverview(client, incident);
  const roster = await activeRoster(client);
  const found = credentialElements.filter((element) => (overview.elements[element] ?? 0) > 0);
  return {
    overview,
    rosterAt: roster?.roster.loadedAt ?? null,
    credentials: found.length === 0 ? [] : await credentialsOf(client, incident, overview, found),
    inspectedAt: await lastInspected(client, incident),
    dated: await loadDatedItems(client, incident),
    aware: await loadFirstAware(client, incident),
    today: new Date(now).toISOString().slice(0, 10),
  };
}

async function credentialsOf(
  client: ClientBase,
  incident: string,
  { elements }: Overview,
  found: readonly Credential['element'][],
): Promise<Credential[]> {
  const { rows } = await client.query<{ element: string; files: string }>(
    `select e.element, count(*) as files
     from (${shownRun}) r
     join cofferdam.inspected_file f on f.run_id = r.id and f.attempt = r.shown_attempt
     join unnest($3::text[]) e (element) on (f.counts ->> e.element)::bigint > 0
     group by e.element`,
    [incident, null, found],
  );
  const files = new Map(rows.map((row) => [row.element, Number(row.files)]));
  return found.map((element) => ({ element, findings: elements[element] ?? 0, files: files.get(element) ?? 0 }));
}

async function lastInspected(client: ClientBase, incident: string): Promise<string | null> {
  const { rows } = await client.query<{ at: Date | null }>(
    `select max(coalesce(s.ended_at, s.started_at, s.queued_at)) as at
     from (${seenRuns(`${readRuns} where incident_id = $1`)}) s`,
    [incident],
  );
  return rows[0]?.at?.toISOString() ?? null;
}

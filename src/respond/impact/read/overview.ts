import { isDeepStrictEqual } from 'node:util';
import type { ClientBase } from 'pg';
import { addDates, type Dates, type Tally } from '#platform/dates';
import { type Asker, transact } from '#platform/db';
import { authorise } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import type { Overview, PersonCount } from '../contract.ts';
import { type CountedItem, type CountPlace, placesOf, sourcesOf, wholeSql } from '../persons/sources.ts';
import type { SubjectSummary } from '../persons/subject.ts';
import type { Summary } from '../results/summary.ts';
import { runOfItem, searchedSql } from './searched.ts';

interface ItemRow extends CountedItem {
  readonly sealed_off: boolean;
  readonly is_open: boolean;
  readonly searched: keyof Overview['items'];
  readonly bytes: string | null;
  readonly bytes_read: string | null;
  readonly summary: Summary | null;
  readonly rules_off: readonly string[] | null;
}

/** Items that one sees, each with the run by which its bytes are shown. */
const itemsSql = `
  select ${searchedSql} as searched, (e.sealed_off is not null or l.likeness is not null) as sealed_off, b.blob is not null as is_open,
    e.compartment, e.entity_id, e.id as evidence, r.id as run, r.shown_attempt as attempt, r.shown_part as part,
    r.bytes, r.bytes_read, r.summary, r.rules_off, ${wholeSql} as whole
  from cofferdam.evidence_item e
  left join cofferdam.evidence_bytes b on b.evidence_id = e.id
  left join cofferdam.sealed_likeness l on l.incident_id = e.incident_id and l.likeness = e.likeness
  ${runOfItem}
  where e.incident_id = $1 and e.state <> 'abandoned'`;

/** What was found so far in all that the one who asks may open, whose it is, and what was not searched. */
export function overview(desk: Desk, asker: Asker, incident: string): Promise<Overview> {
  return transact(desk.pool, asker, async (client) => {
    await authorise(client, incident);
    return loadOverview(client, incident);
  });
}

/** As `overview`, in a transaction of its caller, who has authorised. */
export async function loadOverview(client: ClientBase, incident: string): Promise<Overview> {
  const { rows } = await client.query<ItemRow>(itemsSql, [incident]);
  const counts = await countsOf(client, incident);
  // Who is named for an item that is sealed off may open it, and still its persons are not counted.
  const places = placesOf(
    incident,
    rows.filter((row) => row.is_open && !row.sealed_off),
  );
  return {
    ...sumOf(rows),
    persons: counts.map((count) => countOf(count, rows)),
    counting: !places.every((place) => counts.some((count) => isOf(count, place))),
  };
}

function sumOf(rows: readonly ItemRow[]): Omit<Overview, 'persons' | 'counting'> {
  const items = { whole: 0, sample: 0, waiting: 0, notSearched: 0, uploading: 0, sealedOff: 0 };
  for (const row of rows) items[row.searched] += 1;
  // Items of the same bytes share a run, which counts once.
  const runs = [...new Map(rows.map((row) => [row.run, row])).values()].filter(({ run }) => run !== null);
  const rulesOff = [...new Set(runs.flatMap(({ rules_off: off }) => off ?? []))].sort();
  const summaries = runs.flatMap(({ summary }) => summary ?? []);
  const files = { inspected: 0, partial: 0, unreadable: 0, reading: 0, ...merged(summaries.map((one) => one.files)) };
  return {
    items,
    searchedInWhole:
      rows.length > 0 &&
      items.whole === rows.length &&
      files.partial + files.unreadable + files.reading + rulesOff.length === 0,
    rulesOff,
    bytes: runs.reduce((sum, { bytes }) => sum + Number(bytes), 0),
    bytesRead: runs.reduce((sum, { bytes_read: read }) => sum + Number(read), 0),
    files,
    reasons: merged(summaries.map((one) => one.reasons)),
    formats: merged(summaries.map((one) => one.formats)),
    elements: merged(summaries.map((one) => one.elements)),
    records: summaries.reduce((sum, { records }) => sum + records, 0),
    dates: datesOf(runs.filter((row) => !row.sealed_off).flatMap(({ summary }) => summary ?? [])),
  };
}

/** Whoever is named for an item that is sealed off may open it, and still it says nothing of how new the rest is. */
function datesOf(summaries: readonly Summary[]): Overview['dates'] {
  const { events, documents } = addDates(summaries.map(({ dates }): Dates => dates ?? {}));
  const isComplete = summaries.every(({ dates }) => dates !== undefined);
  return { events: shown(events), documents: shown(documents), isComplete };
}

const shown = (tally: Tally | undefined): Overview['dates']['events'] =>
  tally === undefined
    ? null
    : { ...tally, months: { ...tally.months }, newest: [...tally.newest], oldest: tally.oldest ?? null };

function merged(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const counts of all) {
    for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
  }
  return sum;
}

interface CountRow {
  readonly id: string;
  readonly compartment: PersonCount['compartment'];
  readonly entity_id: string | null;
  readonly counted_at: Date;
  readonly version: number;
  readonly evidence: readonly string[];
  readonly sources: readonly string[];
  readonly certain: string;
  readonly possible: string;
  readonly at_least: boolean;
  readonly summary: SubjectSummary;
}

async function countsOf(client: ClientBase, incident: string): Promise<CountRow[]> {
  const { rows } = await client.query<CountRow>(
    'select * from cofferdam.subject_count where incident_id = $1 order by compartment, entity_id nulls first',
    [incident],
  );
  return rows;
}

/**
 * Whether a count is made of all that is shown of a place now. No time says so: a count that began before a run showed
 * more can end after it.
 */
function isOf({ compartment, entity_id: entity, evidence, sources }: CountRow, place: CountPlace): boolean {
  return (
    compartment === place.compartment &&
    entity === (place.entity ?? null) &&
    isDeepStrictEqual(evidence.toSorted(), place.evidence.toSorted()) &&
    isDeepStrictEqual(sources, sourcesOf(place))
  );
}

/** There may be more persons than were counted where an item of the place was not searched: one that is sealed off, too. */
function countOf(row: CountRow, items: readonly ItemRow[]): PersonCount {
  const isUnsearched = items.some(
    ({ searched, compartment, entity_id: entity }) =>
      searched !== 'whole' && compartment === row.compartment && (entity === null || entity === row.entity_id),
  );
  return {
    id: row.id,
    compartment: row.compartment,
    entity: row.entity_id,
    countedAt: row.counted_at.toISOString(),
    version: row.version,
    certain: Number(row.certain),
    possible: Number(row.possible),
    atLeast: row.at_least || isUnsearched,
    relations: { ...row.summary.relations },
    countries: { ...row.summary.countries },
    elements: { ...row.summary.elements },
    minors: row.summary.minors,
  };
}

import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { transactJob } from '#platform/db';
import { fail } from '#platform/errors';
import { type DataKey, sealValue } from '#platform/vault';
import type { Desk } from '../../desk.ts';
import type { Pair } from '../doubts/pairs.ts';
import { writeDoubts } from '../doubts/write.ts';
import { labelsPlace } from '../places.ts';
import { tell } from '../tell.ts';
import { type CountPlace, sourcesOf } from './sources.ts';
import { relations, standings, type SubjectSummary } from './subject.ts';

/** One person as he was counted. */
export interface CountedSubject {
  /** From 1. */
  readonly number: number;
  readonly relation: (typeof relations)[number];
  readonly standing?: (typeof standings)[number];
  readonly country?: string;
  readonly minor?: boolean;
  readonly records: number;
  readonly files: number;
  /** Bits, in the order of the elements of inspection. */
  readonly elements: number;
  readonly mark: number;
  readonly span: { readonly start: number; readonly end: number };
  readonly name: string;
  readonly contact: string;
}

export interface SubjectCount {
  readonly place: CountPlace;
  readonly certain: number;
  readonly possible: number;
  readonly subjects: AsyncIterable<CountedSubject>;
  /** Asked for when all subjects have passed. */
  readonly summary: () => SubjectSummary;
  /** Where somebody has to look, known when all subjects have passed. @default nowhere */
  readonly doubts?: () => Promise<{ readonly total: number; readonly listed: readonly Pair[] }>;
  /** Rulings that it goes by, and those of them of which it found no record. @default none */
  readonly rulings?: readonly string[];
  readonly unfound?: readonly string[];
  /** What the count was at before this one began; see `countVersion`. */
  readonly version: number;
}

/** Persons in a row, their labels sealed together; the view `data_subject` knows it too. */
export const together = 256;
/** Where the person of a number is. */
export const blockOf = (number: number): number => Math.floor((number - 1) / together);
/** Persons written at once: few enough to be gone again before the collector has moved them. */
const atOnce = 4 * together;

/** How often a place was counted so far; 0 for never. */
export function countVersion(desk: Desk, place: CountPlace): Promise<number> {
  return transactJob(desk.pool, place, async (client) => (await rowOf(client, place))?.version ?? 0);
}

/**
 * Writes a count over the one before, in one transaction: readers see the one or the other. `count-changed` where
 * somebody else has counted meanwhile: what this one is made of may be older.
 */
export function writeCount(desk: Desk, key: DataKey, count: SubjectCount): Promise<void> {
  const { place, certain, possible } = count;
  return transactJob(desk.pool, place, async (client) => {
    const id = await lockRow(client, desk, count);
    const version = count.version + 1;
    // The database writes a batch while the next is gathered.
    let writing: Promise<void> = Promise.resolve();
    let batch: CountedSubject[] = [];
    for await (const subject of count.subjects) {
      batch.push(subject);
      if (batch.length < atOnce) continue;
      await writing;
      writing = writeBlocks(client, place, key, { id, version }, batch);
      // It is waited for later; a failure must not be nobody's until then.
      writing.catch(() => undefined);
      batch = [];
    }
    await writing;
    if (batch.length > 0) await writeBlocks(client, place, key, { id, version }, batch);
    const { total, listed } = (await count.doubts?.()) ?? { total: 0, listed: [] };
    await writeDoubts(client, place, key, { id, version }, listed);
    await client.query(
      `update cofferdam.subject_count
       set counted_at = $2, version = $3, evidence = $4, certain = $5, possible = $6, at_least = $7, summary = $8,
         sources = $9, doubts = $10, rulings = $11, unfound = $12
       where id = $1`,
      [
        id,
        new Date(desk.now()),
        version,
        place.evidence,
        certain,
        possible,
        place.atLeast,
        JSON.stringify(count.summary()),
        sourcesOf(place),
        total,
        count.rulings ?? [],
        count.unfound ?? [],
      ],
    );
    await tell(client, { incident: place.incident, what: 'count', id: place.incident });
  });
}

async function rowOf(
  client: ClientBase,
  { incident, compartment, entity }: CountPlace,
  lock: '' | 'for update' = '',
): Promise<{ id: string; version: number } | undefined> {
  const { rows } = await client.query<{ id: string; version: number }>(
    `select id, version from cofferdam.subject_count
     where incident_id = $1 and compartment = $2 and entity_id is not distinct from $3 ${lock}`,
    [incident, compartment, entity],
  );
  return rows[0];
}

async function lockRow(client: ClientBase, { now }: Desk, { place, version }: SubjectCount): Promise<string> {
  if (version === 0) {
    await client.query(
      `insert into cofferdam.subject_count
         (id, incident_id, compartment, entity_id, counted_at, version, evidence, sources, certain, possible, at_least,
          summary)
       values ($1, $2, $3, $4, $5, 0, '{}', '{}', 0, 0, true, '{}')
       on conflict do nothing`,
      [randomUUID(), place.incident, place.compartment, place.entity, new Date(now())],
    );
  }
  const row = await rowOf(client, place, 'for update');
  if (row?.version !== version) fail('count-changed');
  return row.id;
}

async function writeBlocks(
  client: ClientBase,
  place: CountPlace,
  key: DataKey,
  count: { readonly id: string; readonly version: number },
  subjects: readonly CountedSubject[],
): Promise<void> {
  const blocks: unknown[][] = [];
  for (let at = 0; at < subjects.length; at += together) {
    blocks.push(blockRow(place, key, count, subjects.slice(at, at + together)));
  }
  const width = columns.length;
  const rows = blocks.map((_, row) => `(${columns.map((_column, index) => `$${row * width + index + 1}`).join(', ')})`);
  await client.query(
    `insert into cofferdam.subject_block (${columns.join(', ')}) values ${rows.join(', ')}
     on conflict (count_id, block) do update set ${changed}`,
    blocks.flat(),
  );
}

const columns = [
  'count_id',
  'block',
  'incident_id',
  'compartment',
  'entity_id',
  'version',
  'relation',
  'standing',
  'country',
  'minor',
  'records',
  'files',
  'elements',
  'mark',
  'span_start',
  'span_end',
  'labels',
] as const;
const changed = columns
  .slice(5)
  .map((column) => `${column} = excluded.${column}`)
  .join(', ');

/** Values in the order of `columns`. */
function blockRow(
  { incident, compartment, entity }: CountPlace,
  key: DataKey,
  { id, version }: { readonly id: string; readonly version: number },
  subjects: readonly CountedSubject[],
): unknown[] {
  const block = blockOf(subjects[0]?.number ?? 1);
  const labels = JSON.stringify(subjects.map(({ name, contact }) => [name, contact]));
  return [
    id,
    block,
    incident,
    compartment,
    entity,
    version,
    numbers(subjects, ({ relation }) => relations.indexOf(relation)),
    numbers(subjects, ({ standing }) => (standing === undefined ? 0 : 1 + standings.indexOf(standing))),
    subjects.map(({ country = null }) => country),
    subjects.map(({ minor = null }) => minor),
    numbers(subjects, ({ records }) => records),
    numbers(subjects, ({ files }) => files),
    numbers(subjects, ({ elements }) => elements),
    numbers(subjects, ({ mark }) => mark),
    numbers(subjects, ({ span }) => span.start),
    numbers(subjects, ({ span }) => span.end),
    sealValue(key, labelsPlace(id, version, block), Buffer.from(labels)),
  ];
}

/** An array of numbers as PostgreSQL reads it; the driver would quote and escape each. */
function numbers(subjects: readonly CountedSubject[], of: (subject: CountedSubject) => number): string {
  return `{${subjects.map(of).join(',')}}`;
}

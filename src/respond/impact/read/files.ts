import { z } from 'zod';
import { type Asker, transact } from '#platform/db';
import { type LongPage, pageOf, readCursor, withTotal } from '#platform/operation';
import { type DataKey, openValue } from '#platform/vault';
import { authorise } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import { id } from '../../fields.ts';
import { incidentKey } from '../../incident-key.ts';
import type { InspectedFile, listFiles } from '../contract.ts';
import { fileHashPlace, filePathPlace } from '../places.ts';
import { shownRun } from './shown-run.ts';
import { wordsFor } from './shown-words.ts';

/** Run, number, and findings where those with the most come first. */
const cursor = z.tuple([id, z.int(), z.int().min(0)]);

export interface ListFiles extends z.infer<typeof listFiles.query> {
  readonly incident: string;
}

interface Row {
  readonly run_id: string;
  readonly evidence_id: string;
  readonly number: number;
  readonly path: Buffer | null;
  readonly format: string;
  readonly media_type: string;
  readonly status: InspectedFile['status'];
  readonly reason: string | null;
  readonly bytes: string;
  readonly sha256: Buffer | null;
  readonly counts: Record<string, number>;
  readonly held: string;
}

const held = `(select coalesce(sum(c.value::bigint), 0) from jsonb_each_text(f.counts) c where $6::text is null or c.key = $6)`;
/** What is selected, in which order, and what comes after the last file of the page before. */
const orders = {
  reading: {
    held: '0',
    by: 'f.run_id, f.number',
    after: '(f.run_id, f.number) > ($8, $9::int) and $10::bigint is not null',
  },
  most: {
    held,
    by: 'held desc, f.run_id, f.number',
    after: `(-${held}, f.run_id, f.number) > (-$10::bigint, $8, $9::int)`,
  },
} as const;

/** Of each run once which item is its own: joined as it stands, PostgreSQL asked that for each file. */
const runs = `with r as materialized (${shownRun})`;
const fitting = `
  from r join cofferdam.inspected_file f on f.run_id = r.id and f.attempt = r.shown_attempt
  where ($3::text is null or f.status = $3) and ($4::text is null or f.reason = $4)
    and ($5::text is null or f.format = $5) and ($6::text is null or f.counts ? $6)
    and ($7::int is null or f.number = $7)`;

/** Files that runs have shown, run by run in order of reading, or those with the most findings first. */
export function files(
  desk: Desk,
  asker: Asker,
  { incident, evidence, file, status, reason, format, element, order = 'reading', limit, ...input }: ListFiles,
): Promise<LongPage<InspectedFile>> {
  const [run, number, most] = readCursor(input.cursor, cursor) ?? [];
  const { held: heldSql, by, after } = orders[order];
  return transact(desk.pool, asker, async (client) => {
    const { role } = await authorise(client, incident);
    const key = await incidentKey(client, desk.master, incident);
    const filters = [incident, evidence, status, reason, format, element, file];
    const { rows } = await client.query<Row>(
      `${runs} select f.run_id, r.evidence_id, f.number, f.path, f.format, f.media_type, f.status, f.reason, f.bytes, f.sha256,
         f.counts, ${heldSql} as held
       ${fitting} and ($8::uuid is null or ${after})
       order by ${by} limit $11 offset $12`,
      [...filters, run, number, most, limit + 1, input.skip ?? 0],
    );
    const found = pageOf(
      rows,
      limit,
      (row) => [row.run_id, row.number, Number(row.held)],
      (row) => fileOf(key, row, wordsFor(role)),
    );
    return withTotal(found, input, () => client.query(`${runs} select count(*) as total ${fitting}`, filters));
  });
}

function fileOf(key: DataKey, row: Row, nameOf: (path: string) => string): InspectedFile {
  const { run_id: run, number, path, sha256 } = row;
  return {
    run,
    evidence: row.evidence_id,
    number,
    path: path === null ? '' : nameOf(openValue(key, filePathPlace(run, number), path).toString()),
    format: row.format,
    mediaType: row.media_type,
    status: row.status,
    reason: row.reason,
    bytes: Number(row.bytes),
    sha256: sha256 === null ? null : openValue(key, fileHashPlace(run, number), sha256).toString('hex'),
    elements: row.counts,
  };
}

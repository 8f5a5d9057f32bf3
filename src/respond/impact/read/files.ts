import { z } from 'zod';
import { type Asker, transact } from '#platform/db';
import { type Page, pageOf, readCursor } from '#platform/operation';
import { type DataKey, openValue } from '#platform/vault';
import { authorise } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import { id } from '../../fields.ts';
import { incidentKey } from '../../incident-key.ts';
import type { InspectedFile, listFiles } from '../contract.ts';
import { fileHashPlace, filePathPlace } from '../places.ts';
import { shownRun } from './shown-run.ts';

const cursor = z.tuple([id, z.int()]);

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
}

/** Files that runs have shown, run by run in order of reading. */
export function files(
  desk: Desk,
  asker: Asker,
  { incident, evidence, status, reason, format, element, limit, ...input }: ListFiles,
): Promise<Page<InspectedFile>> {
  const [run, number] = readCursor(input.cursor, cursor) ?? [];
  return transact(desk.pool, asker, async (client) => {
    await authorise(client, incident);
    const key = await incidentKey(client, desk.master, incident);
    const { rows } = await client.query<Row>(
      `select f.run_id, r.evidence_id, f.number, f.path, f.format, f.media_type, f.status, f.reason, f.bytes, f.sha256,
         f.counts
       from (${shownRun}) r join cofferdam.inspected_file f
         on f.run_id = r.id and f.attempt = r.shown_attempt
       where ($3::text is null or f.status = $3) and ($4::text is null or f.reason = $4)
         and ($5::text is null or f.format = $5) and ($6::text is null or f.counts ? $6)
         and ($7::uuid is null or (f.run_id, f.number) > ($7, $8::int))
       order by f.run_id, f.number limit $9`,
      [incident, evidence, status, reason, format, element, run, number, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.run_id, row.number],
      (row) => fileOf(key, row),
    );
  });
}

function fileOf(key: DataKey, row: Row): InspectedFile {
  const { run_id: run, number, path, sha256 } = row;
  return {
    run,
    evidence: row.evidence_id,
    number,
    path: path === null ? '' : openValue(key, filePathPlace(run, number), path).toString(),
    format: row.format,
    mediaType: row.media_type,
    status: row.status,
    reason: row.reason,
    bytes: Number(row.bytes),
    sha256: sha256 === null ? null : openValue(key, fileHashPlace(run, number), sha256).toString('hex'),
    elements: row.counts,
  };
}

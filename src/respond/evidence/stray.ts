import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { transactJob } from '#platform/db';
import type { BlobStore, Leftover } from '#platform/vault';
import { idsOf } from './intake.ts';

/** Something in the vault, and what is known of it. Nothing of it is removed by reporting it. */
export type Stray =
  /** An upload that can go on; where as many bytes are here as it will have, only its end is missing. */
  | {
      readonly kind: 'unfinished';
      readonly incident: string;
      readonly evidence: string;
      readonly person: string;
      readonly received: number;
      readonly length: number;
      readonly lastPart: Date | undefined;
    }
  /** What is left of an upload that ended. */
  | { readonly kind: 'ended'; readonly incident: string; readonly evidence: string; readonly leftover: Leftover }
  /** A blob that no item has: kept just before a kill, and taken up when its upload goes on. */
  | { readonly kind: 'blob'; readonly incident: string; readonly size: number; readonly written: number }
  /** An upload without a row, the rest of a write that was cut off, or a file that something else put there. */
  | { readonly kind: 'unknown'; readonly leftover: Leftover };

export interface Strays {
  /** Of the workers' role. */
  readonly worker: Pool;
  readonly store: BlobStore;
}

/** Finds all that lies in the vault without being the bytes of an item. */
export async function* findStrays({ worker, store }: Strays): AsyncGenerator<Stray> {
  for await (const leftover of store.leftovers()) yield await judge(worker, leftover);
  // Where a kill came between blob and row the upload has no part any more, and its incident has the blob.
  let known: { readonly incident: string; readonly likenesses: ReadonlySet<string> } | undefined;
  for await (const { place, size, written } of store.list()) {
    const { incident, name } = place;
    if (known?.incident !== incident) {
      if (await isRoster(worker, incident)) continue;
      yield* await waitingIn(worker, incident);
      known = { incident, likenesses: await likenessesOf(worker, incident) };
    }
    const likeness = createHash('sha256').update(name).digest('hex');
    // A blob may be of an item that became complete after the likenesses were read.
    if (known.likenesses.has(likeness) || (await likenessesOf(worker, incident, likeness)).size > 0) continue;
    yield { kind: 'blob', incident, size, written };
  }
}

interface Row {
  readonly evidence: string;
  readonly state: string;
  readonly person: string;
  readonly received: string;
  readonly length: string;
  readonly last_part_at: Date | null;
}

const uploads = `select e.id as evidence, e.state, u.person_id as person, u.received, u.length, u.last_part_at
  from cofferdam.evidence_item e join cofferdam.evidence_upload u on u.evidence_id = e.id`;

async function judge(worker: Pool, leftover: Leftover): Promise<Stray> {
  const ids = leftover.kind === 'upload' ? idsOf(leftover.id) : undefined;
  if (ids === undefined) return { kind: 'unknown', leftover };
  const { rows } = await transactJob(worker, ids, (client) =>
    client.query<Row>(`${uploads} where e.id = $1`, [ids.evidence]),
  );
  const [row] = rows;
  if (row === undefined) return { kind: 'unknown', leftover };
  return row.state === 'uploading' ? unfinished(ids.incident, row) : { kind: 'ended', ...ids, leftover };
}

/** A roster lies in the vault as its only blob, under its own id. Row-level security shows rosters to jobs of a place alone. */
async function isRoster(worker: Pool, id: string): Promise<boolean> {
  if (!isUuid(id)) return false;
  const { rows } = await transactJob(worker, { incident: id }, (client) =>
    client.query('select from cofferdam.roster where id = $1', [id]),
  );
  return rows.length > 0;
}

/** Uploads of an incident that have all their bytes. */
async function waitingIn(worker: Pool, incident: string): Promise<Stray[]> {
  if (!isUuid(incident)) return [];
  const { rows } = await transactJob(worker, { incident }, (client) =>
    client.query<Row>(`${uploads} where e.state = 'uploading' and u.received = u.length and u.length > 0`),
  );
  return rows.map((row) => unfinished(incident, row));
}

function unfinished(incident: string, { evidence, person, ...row }: Row): Stray {
  const [received, length] = [Number(row.received), Number(row.length)];
  return { kind: 'unfinished', incident, evidence, person, received, length, lastPart: row.last_part_at ?? undefined };
}

/** A folder that something else made has no incident's name. */
const isUuid = (text: string): boolean => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(text);

async function likenessesOf(worker: Pool, incident: string, one?: string): Promise<ReadonlySet<string>> {
  if (!isUuid(incident)) return new Set();
  const { rows } = await transactJob(worker, { incident }, (client) =>
    client.query<{ likeness: string }>(
      `select likeness from cofferdam.evidence_item
       where likeness is not null and ($1::text is null or likeness = $1)`,
      [one],
    ),
  );
  return new Set(rows.map(({ likeness }) => likeness));
}

import type { ClientBase } from 'pg';
import { type Asker, transact } from '#platform/db';
import { fail } from '#platform/errors';
import type { DataKey } from '#platform/vault';
import { authorise, type Compartment } from '../authorise.ts';
import { incidentKey } from '../incident-key.ts';
import { handsIn, type Intake } from './intake.ts';

/** Where an upload stands. */
export interface Standing {
  readonly state: 'uploading' | 'complete' | 'abandoned';
  /** Bytes that are safe. */
  readonly offset: number;
  /** Bytes that it will have. */
  readonly length: number;
  /** What becomes of passwords, told to the request that gave them and ended the upload. */
  readonly passwords?: 'queued' | 'not-tried';
}

/** An upload that this process may write to, as it was when it was taken. */
export interface Hold {
  readonly incident: string;
  readonly evidence: string;
  readonly compartment: Compartment;
  readonly entity: string | undefined;
  readonly key: DataKey;
  /** Number of this writer. */
  readonly fence: number;
  readonly length: number;
  readonly received: number;
  /** Undefined before the first part. */
  readonly saved: Buffer | undefined;
}

export interface UploadOf {
  readonly incident: string;
  readonly evidence: string;
}

/**
 * Milliseconds for which a hold counts without a sign of life. A writer renews it after a third of them, before it writes
 * on: who was stopped for longer finds out before a byte of his gets to the disk.
 */
export const holdMilliseconds = 15_000;

export interface UploadRow {
  readonly state: Standing['state'];
  readonly compartment: Compartment;
  readonly entity_id: string | null;
  readonly person_id: string;
  readonly length: string;
  readonly received: string;
  readonly saved: Buffer | null;
  readonly fence: string;
  readonly holder: string | null;
  readonly held_until: Date | null;
}

const load = `select e.state, u.compartment, u.entity_id, u.person_id, u.length, u.received, u.state as saved, u.fence,
    u.holder, u.held_until
  from cofferdam.evidence_upload u join cofferdam.evidence_item e on e.id = u.evidence_id
  where u.evidence_id = $1 and u.incident_id = $2`;

/** The row of an upload that the asker sees, or `nothing-there`. */
export async function loadUpload(client: ClientBase, { incident, evidence }: UploadOf, lock = ''): Promise<UploadRow> {
  const { rows } = await client.query<UploadRow>(`${load} ${lock}`, [evidence, incident]);
  return rows[0] ?? fail('nothing-there', 'upload');
}

/** Only who began it goes on with it: `nothing-there` for all others. */
async function loadOwn(client: ClientBase, asker: Asker, upload: UploadOf, lock = ''): Promise<UploadRow> {
  await authorise(client, upload.incident, handsIn);
  const row = await loadUpload(client, upload, lock);
  return row.person_id === asker.person ? row : fail('nothing-there', 'upload');
}

function standingOf({ state, length, received }: UploadRow): Standing {
  return { state, offset: Number(received), length: Number(length) };
}

/** Where an upload stands; errors as `takePart` has them. */
export function standing(intake: Intake, asker: Asker, upload: UploadOf): Promise<Standing> {
  return transact(intake.desk.pool, asker, async (client) => standingOf(await loadOwn(client, asker, upload)));
}

/**
 * Takes an upload for writing, or gives where it stands when it has ended. Whoever has the turn in this process may take
 * what this data folder held; what another machine holds only when it gave no sign of life.
 *
 * @param check looks at where it stands before it is taken, and throws where it should not be
 */
export function takeHold(
  intake: Intake,
  asker: Asker,
  upload: UploadOf,
  check: (standing: Standing) => void,
): Promise<Hold | Standing> {
  const { desk } = intake;
  return transact(desk.pool, asker, async (client) => {
    const row = await loadOwn(client, asker, upload, 'for update of u');
    const stands = standingOf(row);
    check(stands);
    if (stands.state !== 'uploading') return stands;
    if (isHeld(row, intake)) fail('upload-busy', 'another machine');
    const key = await incidentKey(client, desk.master, upload.incident);
    const fence = Number(row.fence) + 1;
    await client.query(
      'update cofferdam.evidence_upload set fence = $2, holder = $3, held_until = $4 where evidence_id = $1',
      [upload.evidence, fence, intake.holder, heldUntil(intake)],
    );
    const { compartment, length, received } = row;
    return {
      ...upload,
      compartment,
      entity: row.entity_id ?? undefined,
      key,
      fence,
      length: Number(length),
      received: Number(received),
      saved: row.saved ?? undefined,
    };
  });
}

/**
 * Whether a process elsewhere may be writing. A time further off than a hold lasts was written before the clock was set back:
 * it says nothing.
 */
export function isHeld({ holder, held_until: until }: UploadRow, { desk, home }: Intake): boolean {
  if (holder === null || until === null || holder.startsWith(`${home}/`)) return false;
  const left = until.getTime() - desk.now();
  return left > 0 && left <= holdMilliseconds;
}

const heldUntil = ({ desk }: Intake): Date => new Date(desk.now() + holdMilliseconds);

/** What of an upload is on the disk. */
export interface Safe {
  /** Bytes of plain text. */
  readonly received: number;
  /** Of `suspend()`. */
  readonly saved: Uint8Array;
}

/**
 * Makes bytes count, or only renews the hold; `then` says whether the hold goes on. Fails with `upload-busy` where another
 * writer took it meanwhile, and with `nothing-there` for who is no member any more: nothing changes then.
 */
export function keepHold(
  { desk, ...intake }: Intake,
  asker: Asker,
  hold: Hold,
  safe: Safe | undefined,
  then: 'go-on' | 'release',
): Promise<void> {
  return transact(desk.pool, asker, async (client) => {
    await authorise(client, hold.incident, handsIn);
    const goesOn = then === 'go-on';
    const { rowCount } = await client.query(
      `update cofferdam.evidence_upload
       set received = coalesce($3, received), state = coalesce($4, state), holder = $5, held_until = $6,
         last_part_at = case when $3::bigint is null then last_part_at else $7 end
       where evidence_id = $1 and fence = $2`,
      [
        hold.evidence,
        hold.fence,
        safe?.received,
        safe && Buffer.from(safe.saved),
        goesOn ? intake.holder : null,
        goesOn ? heldUntil({ desk, ...intake }) : null,
        new Date(desk.now()),
      ],
    );
    if (rowCount !== 1) fail('upload-busy', 'another writer took it');
  });
}

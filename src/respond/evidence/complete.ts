import { createHash, randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { type Asker, actorOf, logText, record, transact } from '#platform/db';
import { CofferdamError, fail } from '#platform/errors';
import { nameOf, openSealer, openStored, type SealedUpload, sealValue } from '#platform/vault';
import { authorise } from '../authorise.ts';
import { digestAt, placeOf } from './begin.ts';
import type { Hold, Standing } from './hold.ts';
import { handsIn, type Intake, uploadName } from './intake.ts';
import { openHeld } from './pour.ts';
import { lockAlike, recordSealedOff, sealAlike, type Sealing, sealingOf, sealingOfBytes } from './seal-alike.ts';

interface Content {
  /** Name of the blob. */
  readonly blob: string;
  readonly sha256: Uint8Array;
}

export interface Ending {
  /** The part, where it was just written to. */
  readonly open?: SealedUpload;
  /** To be tried where it is protected. They are sealed in the row of its inspection, or nowhere. */
  readonly passwords?: readonly string[] | undefined;
}

/**
 * Ends an upload whose bytes are all here: blob kept, then item, custody and log in one transaction. Killed between the
 * two, it is ended by whoever asks for it next; the blob is found by what the state knows of it.
 */
export async function complete(
  intake: Intake,
  asker: Asker,
  hold: Hold,
  { open, passwords = [] }: Ending,
): Promise<Standing> {
  const content = open === undefined ? await contentOf(intake, hold) : await keep(open);
  const ended = { ...content, passwords };
  const tried = await transact(intake.desk.pool, asker, (client) => write(client, intake, asker, hold, ended));
  return {
    state: 'complete',
    offset: hold.length,
    length: hold.length,
    ...(passwords.length > 0 && { passwords: tried > 0 ? 'queued' : 'not-tried' }),
  };
}

async function keep(upload: SealedUpload): Promise<Content> {
  try {
    const { place, sha256 } = await upload.finish();
    return { blob: place.name, sha256 };
  } catch (error) {
    // A disk that is full at the end leaves the part open, and nobody could go on with it.
    await upload.close().catch(() => undefined);
    throw error;
  }
}

/** The bytes of an upload that has all of them: in its part, or in the blob that this became before a crash. */
async function contentOf(intake: Intake, hold: Hold): Promise<Content> {
  try {
    return await keep(await openHeld(intake, hold));
  } catch (error) {
    const isGone = error instanceof CofferdamError && error.code === 'suspended-broken';
    if (!isGone || hold.saved === undefined) throw error;
    const { incident, evidence, key, saved } = hold;
    const { sha256, length } = (
      await openSealer({ key, upload: uploadName(incident, evidence), state: saved })
    ).finish();
    const place = nameOf(key, sha256);
    if (length !== hold.length || (await intake.desk.store.stat(place)) === undefined) throw error;
    const opened = await openStored(intake.desk.store, key, place);
    if (opened.size !== length) throw error;
    return { blob: place.name, sha256 };
  }
}

async function write(
  client: ClientBase,
  { desk, onComplete, onSealedOff }: Intake,
  asker: Asker,
  { incident, evidence, compartment, entity, key, fence, length }: Hold,
  { blob, sha256, passwords }: Content & { readonly passwords: readonly string[] },
): Promise<number> {
  await authorise(client, incident, handsIn);
  const at = new Date(desk.now());
  const likeness = createHash('sha256').update(blob).digest('hex');
  await lockAlike(client, incident, likeness);
  const own = await sealingOf(client, 'where id = $1 for update', [evidence]);
  const { rowCount } = await client.query(
    `update cofferdam.evidence_upload
     set received = length, state = null, holder = null, held_until = null, last_part_at = $3
     where evidence_id = $1 and fence = $2`,
    [evidence, fence, at],
  );
  if (rowCount !== 1) fail('upload-busy', 'another writer took it');
  await client.query(
    `update cofferdam.evidence_item set state = 'complete', ended_at = $2, likeness = $3, custodian = $4 where id = $1`,
    [evidence, at, likeness, asker.person],
  );
  const digest = Buffer.from(sha256);
  await client.query(
    `insert into cofferdam.evidence_bytes (evidence_id, incident_id, compartment, entity_id, blob, sha256)
     values ($1, $2, $3, $4, $5, $6)`,
    [evidence, incident, compartment, entity, blob, sealValue(key, digestAt(evidence), digest)],
  );
  await client.query(
    `insert into cofferdam.custody_entry
       (id, evidence_id, incident_id, compartment, entity_id, number, at, recorded_by, to_person, why)
     values ($1, $2, $3, $4, $5, 1, $6, $7, $7, 'handed in')`,
    [randomUUID(), evidence, incident, compartment, entity, at, asker.person],
  );
  const sealing = await sealingInForce(client, evidence, [incident, likeness], own);
  const sealed = sealing === undefined ? [] : await sealAlike(client, incident, likeness, sealing);
  for (const { evidence: one } of sealed) await onSealedOff(client, { incident, evidence: one });
  const place = placeOf(incident, { compartment, entity });
  const sealedOff = sealing && { sealedOff: sealing.why };
  const secret = passwords.length > 0 && { secret: { key, passwords } };
  const tried = await onComplete(client, { ...place, evidence, blob, size: length, ...sealedOff, ...secret });
  const content = await logText(client, digest.toString('hex'), place);
  const act = {
    type: 'evidence-completed',
    evidence,
    bytes: length,
    content,
    ...(tried > 0 && { passwords: tried }),
  } as const;
  await record(client, { now: desk.now, actor: actorOf(asker), act, place });
  if (sealing !== undefined) await recordSealedOff(client, desk.now, sealed, sealing);
  return tried;
}

/** Of the bytes, where they were sealed off before: who may open them was said then. Else that of the item. */
async function sealingInForce(
  client: ClientBase,
  evidence: string,
  bytes: readonly [incident: string, likeness: string],
  own: Sealing | undefined,
): Promise<Sealing | undefined> {
  const ofBytes = await sealingOfBytes(client, ...bytes);
  if (ofBytes === undefined) return own;
  // A reason stays in the place in which it was said.
  const seen = await sealingOf(
    client,
    `where incident_id = $1 and likeness = $2 and sealed_off is not null and (compartment, coalesce(entity_id::text, ''))
       = (select e.compartment, coalesce(e.entity_id::text, '') from cofferdam.evidence_item e where e.id = $3)
     order by sealed_at limit 1`,
    [...bytes, evidence],
  );
  return { ...ofBytes, reason: seen?.reason ?? 'The same bytes are sealed off in this incident.' };
}

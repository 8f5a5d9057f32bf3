import { type Asker, actorOf, record, transact } from '#platform/db';
import { fail } from '#platform/errors';
import { authorise } from '../authorise.ts';
import { placeOf } from './begin.ts';
import { isHeld, loadUpload, type UploadOf } from './hold.ts';
import { handsIn, type Intake, uploadName } from './intake.ts';

/**
 * Ends an upload early and discards its bytes; the item stays as abandoned. For the one who began it, and for leads.
 *
 * Errors: `nothing-there`, `role-lacking`, `upload-ended`, `upload-busy` while somebody still sends.
 */
export async function abandon(intake: Intake, asker: Asker, upload: UploadOf): Promise<void> {
  const { desk, turns } = intake;
  const { incident, evidence } = upload;
  await transact(desk.pool, asker, (client) => mayEnd(client, asker, upload));
  const turn = await turns.take(evidence);
  try {
    await transact(desk.pool, asker, async (client) => {
      const row = await mayEnd(client, asker, upload, 'for update of u');
      if (isHeld(row, intake)) fail('upload-busy', 'another machine');
      await client.query(
        `update cofferdam.evidence_upload set fence = fence + 1, state = null, holder = null, held_until = null
         where evidence_id = $1`,
        [evidence],
      );
      await client.query(`update cofferdam.evidence_item set state = 'abandoned', ended_at = $2 where id = $1`, [
        evidence,
        new Date(desk.now()),
      ]);
      const place = placeOf(incident, { compartment: row.compartment, entity: row.entity_id ?? undefined });
      const act = { type: 'evidence-abandoned', evidence, bytes: Number(row.received) } as const;
      await record(client, { now: desk.now, actor: actorOf(asker), act, place });
    });
    // Killed here, the sweep finds what is left.
    await desk.store.discard({ kind: 'upload', id: uploadName(incident, evidence), size: 0, written: 0 });
  } finally {
    turn.end();
  }
}

async function mayEnd(
  client: Parameters<typeof loadUpload>[0],
  asker: Asker,
  upload: UploadOf,
  lock = '',
): ReturnType<typeof loadUpload> {
  const { role } = await authorise(client, upload.incident, handsIn);
  const row = await loadUpload(client, upload, lock);
  if (row.person_id !== asker.person && role !== 'lead') fail('role-lacking', role);
  if (row.state !== 'uploading') fail('upload-ended', row.state);
  return row;
}

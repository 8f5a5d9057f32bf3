import type { Asker } from '#platform/db';
import { fail } from '#platform/errors';
import { complete } from './complete.ts';
import { type Standing, standing, takeHold, type UploadOf } from './hold.ts';
import type { Intake } from './intake.ts';
import { type Checksum, openHeld, pour } from './pour.ts';

export interface Part extends UploadOf {
  /** Where the sender says that the part begins. */
  readonly offset: number;
  /** Bytes of the part, where the sender said it. */
  readonly length?: number | undefined;
  readonly checksum?: Checksum | undefined;
  /** For the inspection, where this part ends the upload; else they are forgotten with the request. */
  readonly passwords?: readonly string[] | undefined;
  /** The bytes; given a signal by which the server takes the turn away from a connection that fell silent. */
  readonly bytes: (replaced: AbortSignal) => AsyncIterable<Uint8Array>;
}

/**
 * Takes a part of an upload, and ends the upload with its last byte. When it returns, and also when the bytes end early
 * (`upload-cut`, `upload-slow`), what arrived is safe: on the disk, sealed, with its state in the row.
 *
 * Errors: `nothing-there` for all but the one who began it, `role-lacking`, `upload-offset`, `upload-too-long`,
 * `upload-busy`, `upload-ended`, `upload-checksum`, `suspended-broken`, `disk-full`.
 */
export async function takePart(intake: Intake, asker: Asker, part: Part): Promise<Standing> {
  // Before the turn: strangers must not make others wait or stop.
  check(await standing(intake, asker, part), part);
  const turn = await intake.turns.take(part.evidence);
  try {
    const hold = await takeHold(intake, asker, part, (stands) => check(stands, part));
    if (!('fence' in hold)) return hold;
    if (hold.received === hold.length && hold.length > 0) return await complete(intake, asker, hold, part);
    const upload = await openHeld(intake, hold);
    const { checksum, passwords } = part;
    const offset = await pour(intake, asker, upload, { hold, turn, bytes: part.bytes(turn.replaced), checksum });
    if (offset === hold.length) return await complete(intake, asker, hold, { open: upload, passwords });
    return { state: 'uploading', offset, length: hold.length };
  } finally {
    turn.end();
  }
}

/**
 * Where an upload of the asker stands. One that has all its bytes and was not ended, since the server was killed just
 * then, is ended now.
 */
export async function uploadStanding(
  intake: Intake,
  asker: Asker,
  upload: UploadOf,
  passwords?: readonly string[],
): Promise<Standing> {
  const stands = await standing(intake, asker, upload);
  if (stands.state !== 'uploading' || stands.offset < stands.length) return stands;
  return takePart(intake, asker, { ...upload, offset: stands.offset, length: 0, bytes: nothing, passwords });
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

function check({ state, offset, length }: Standing, part: Part): void {
  if (state === 'abandoned') fail('upload-ended', 'abandoned');
  if (part.offset !== offset) fail('upload-offset');
  if (offset + (part.length ?? 0) > length) fail(state === 'complete' ? 'upload-ended' : 'upload-too-long');
}

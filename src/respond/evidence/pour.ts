import { createHash, type Hash, timingSafeEqual } from 'node:crypto';
import type { Asker } from '#platform/db';
import { CofferdamError, fail } from '#platform/errors';
import { openUpload, type SealedUpload } from '#platform/vault';
import { type Hold, holdMilliseconds, keepHold } from './hold.ts';
import { type Intake, uploadName } from './intake.ts';
import type { Turn } from './turns.ts';

export interface Checksum {
  readonly algorithm: 'sha1' | 'sha256';
  readonly digest: Uint8Array;
}

export interface Pouring {
  readonly hold: Hold;
  readonly turn: Turn;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** With it the part counts whole or not at all. */
  readonly checksum?: Checksum | undefined;
}

/** Opens what the vault has of an upload, where it can go on. */
export function openHeld({ desk }: Intake, { incident, evidence, key, saved }: Hold): Promise<SealedUpload> {
  const upload = uploadName(incident, evidence);
  return openUpload({ store: desk.store, key, upload, ...(saved && { state: saved }) });
}

/**
 * Takes the bytes of a part. What came is made safe every few megabytes, and at the end, however it ends: part on the disk,
 * then its state in the row, and only then it counts. Leaves `upload` open and returns its length when all bytes are here,
 * so that its end can follow; else closes it.
 */
export async function pour(intake: Intake, asker: Asker, upload: SealedUpload, pouring: Pouring): Promise<number> {
  const { hold, checksum } = pouring;
  const watch = watchOf(intake);
  const hash = checksum && createHash(checksum.algorithm);
  let safe = hold.received;
  let from = safe;
  let saving: Promise<void> = Promise.resolve();
  const save = async (then: 'go-on' | 'release'): Promise<void> => {
    const { state: saved, length: received } = await upload.suspend();
    await keepHold(intake, asker, hold, { received, saved }, then);
    watch.renewed();
    safe = received;
  };
  const step = async (): Promise<void> => {
    if (watch.isDue()) {
      await saving;
      await (hash === undefined ? save('go-on') : keepHold(intake, asker, hold, undefined, 'go-on'));
      watch.renewed();
    } else if (hash === undefined && upload.length - from >= intake.checkpointBytes) {
      // Beside what comes next, one at a time: while the disk and the database are waited for, bytes are sealed.
      await saving;
      from = upload.length;
      saving = save('go-on');
      // Who awaits it next is told.
      saving.catch(() => undefined);
    }
  };
  let cut: CofferdamError | undefined;
  let isOurs = true;
  try {
    cut = await take(upload, pouring, hash, step);
    await saving;
    if (hash !== undefined && checksum !== undefined) check(cut, hash, checksum);
    if (upload.length === hold.length && cut === undefined) {
      // With nothing acknowledged before there is nothing that a crash at the end could lose.
      if (safe > 0 && upload.length > safe) await save('go-on');
      isOurs = false;
      return upload.length;
    }
    if (upload.length > safe) await save('release');
    else await keepHold(intake, asker, hold, undefined, 'release');
  } catch (error) {
    await saving.catch(() => undefined);
    // Whoever has the turn next takes the hold of this process as it is, so that a failure here costs nothing.
    await keepHold(intake, asker, hold, undefined, 'release').catch(() => undefined);
    throw error;
  } finally {
    if (isOurs) await upload.close();
  }
  if (cut !== undefined) throw cut;
  return upload.length;
}

/** Gives the error by which the bytes ended early; throws where they could not be taken. */
async function take(
  upload: SealedUpload,
  { hold, turn, bytes }: Pouring,
  hash: Hash | undefined,
  step: () => Promise<void>,
): Promise<CofferdamError | undefined> {
  const pieces = bytes[Symbol.asyncIterator]();
  for (;;) {
    let next: IteratorResult<Uint8Array>;
    try {
      next = await pieces.next();
    } catch (error) {
      return error instanceof CofferdamError ? error : new CofferdamError('upload-cut', '', error);
    }
    if (next.done === true) return undefined;
    turn.alive();
    const room = hold.length - upload.length;
    if (next.value.length > room) return new CofferdamError('upload-too-long', `${hold.length} bytes`);
    // Before the bytes get to the disk: who was stopped meanwhile must not write over those of his successor.
    await step();
    hash?.update(next.value);
    await upload.append(next.value);
  }
}

function check(cut: CofferdamError | undefined, hash: Hash, { digest }: Checksum): void {
  if (cut !== undefined) throw cut;
  const own = hash.digest();
  if (own.length !== digest.length || !timingSafeEqual(own, digest)) fail('upload-checksum');
}

/** By both clocks: one stands still while the machine sleeps, the other may be set. */
function watchOf({ desk, ticks }: Intake) {
  let at = [ticks(), desk.now()];
  return {
    isDue: () => [ticks(), desk.now()].some((now, index) => Math.abs(now - (at[index] ?? 0)) > holdMilliseconds / 3),
    renewed: () => {
      at = [ticks(), desk.now()];
    },
  };
}

import { codeOf } from '#platform/errors';
import type { Code } from '#platform/errors';
import type { Intake } from './intake.ts';
import { findStrays, type Stray, type Strays } from './stray.ts';
import { uploadStanding } from './take-part.ts';

/** What a sweep found, and what became of it. */
export interface Swept {
  readonly stray: Stray;
  /** `left` stays as it is, for people to look at or for its upload to go on. */
  readonly did: 'completed' | 'discarded' | 'left';
  /** Why it could not be completed. */
  readonly code?: Code;
}

/**
 * Goes through what a kill or a crash left in the vault: uploads that have all their bytes are ended in the name of who
 * began them, remains of uploads that ended are discarded, all else is reported and left. To run at the start, and now
 * and then.
 */
export async function* sweep(intake: Intake, strays: Strays): AsyncGenerator<Swept> {
  for await (const stray of findStrays(strays)) {
    if (stray.kind === 'unfinished' && stray.received === stray.length) yield await end(intake, stray);
    else if (stray.kind === 'ended') {
      await strays.store.discard(stray.leftover);
      yield { stray, did: 'discarded' };
    } else yield { stray, did: 'left' };
  }
}

async function end(intake: Intake, stray: Extract<Stray, { kind: 'unfinished' }>): Promise<Swept> {
  try {
    await uploadStanding(intake, { person: stray.person }, stray);
    return { stray, did: 'completed' };
  } catch (error) {
    return { stray, did: 'left', code: codeOf(error) };
  }
}

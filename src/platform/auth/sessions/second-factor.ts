import { transact } from '../../db/index.ts';
import { fail } from '../../errors/index.ts';
import { personActor, recordAll } from '../entries.ts';
import type { Identity } from '../identity.ts';
import type { SessionCaller } from './own.ts';
import { type Factor, proveFactor } from './prove-factor.ts';
import { raiseSession } from './raise-session.ts';

/**
 * Uses a second factor in a session, which has its rights from then on and gets a new token. A code counts once for its
 * owner, in whatever session it comes; so does a recovery code. Wrong codes are counted with wrong passwords.
 *
 * Fails with `second-factor-wrong`, also for an account that is locked, `second-factor-missing` where none is enrolled,
 * `too-many-tries` and `not-signed-in`.
 */
export async function useSecondFactor(
  identity: Identity,
  caller: SessionCaller,
  factor: Factor,
  { origin }: { readonly origin: string },
): Promise<{ readonly token: string }> {
  const { pool, now } = identity;
  const { person, session } = caller;
  const token = await transact(pool, caller, async (client) => {
    const used = await proveFactor(client, identity, { person, factor, origin });
    if (used === undefined) return undefined;
    const raised = await raiseSession(client, session, now());
    await recordAll(client, {
      now,
      actor: personActor(person),
      acts: [{ type: 'second-factor-used', session, factor: used }],
    });
    return raised;
  });
  return { token: token ?? fail('second-factor-wrong') };
}

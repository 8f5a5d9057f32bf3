import type { ClientBase } from 'pg';
import type { Deed } from '../../audit/index.ts';
import { transact } from '../../db/index.ts';
import { fail } from '../../errors/index.ts';
import { guard, personActor, recordAll } from '../entries.ts';
import type { Identity } from '../identity.ts';
import { type Authenticator, lockAuthenticator, openSecret } from '../secrets/authenticator.ts';
import { stepOfCode } from '../secrets/totp.ts';
import { hashOfTyped } from '../secrets/typed-code.ts';
import { countWrong, forgetTries, isAccountLocked, placeOfTry, refuseLockedAddress } from '../tries/count.ts';
import type { SessionCaller } from './own.ts';
import { raiseSession } from './raise-session.ts';

/** A code of the authenticator app, or one of the recovery codes. */
export type Factor = { readonly code: string } | { readonly recoveryCode: string };

type Refused = Extract<Deed, { type: 'sign-in-refused' }>['why'];

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
    await refuseLockedAddress(client, origin, now());
    const authenticator = await lockAuthenticator(client, person);
    if (authenticator?.secret == null) fail('second-factor-missing');
    const place = await placeOfTry(client, person, origin, now());
    const locked = await isAccountLocked(client, person, place, now());
    const why = locked ? 'locked-out' : await tryFactor(client, identity, person, authenticator, factor);
    if (why !== undefined) {
      const counts = locked ? 'address' : 'account-and-address';
      const locks = await countWrong(client, { account: person, place, origin }, now(), counts);
      const refused: Deed = { type: 'sign-in-refused', person, from: origin, why };
      await recordAll(client, { now, actor: guard, acts: [refused, ...locks] });
      return undefined;
    }
    await forgetTries(client, person, place);
    const raised = await raiseSession(client, session, now());
    const used: Deed = { type: 'second-factor-used', session, factor: 'code' in factor ? 'totp' : 'recovery-code' };
    await recordAll(client, { now, actor: personActor(person), acts: [used] });
    return raised;
  });
  return { token: token ?? fail('second-factor-wrong') };
}

/** Uses the factor up, or says why it does not count. The row of the authenticator is locked. */
async function tryFactor(
  client: ClientBase,
  { master, now }: Identity,
  person: string,
  authenticator: Authenticator,
  factor: Factor,
): Promise<Refused | undefined> {
  if ('recoveryCode' in factor) {
    const { rowCount } = await client.query(
      `update cofferdam.authenticator set recovery_codes = array_remove(recovery_codes, $2)
       where person_id = $1 and $2 = any (recovery_codes)`,
      [person, hashOfTyped(factor.recoveryCode)],
    );
    return rowCount === 1 ? undefined : 'wrong-code';
  }
  const secret = openSecret(master, person, authenticator.secret ?? fail('internal', 'no secret'));
  const step = stepOfCode(secret, factor.code, now());
  if (step === undefined) return 'wrong-code';
  // Not only this step: one before it is behind us, whatever the clock says now.
  if (step <= authenticator.last_step) return 'code-used-before';
  await client.query('update cofferdam.authenticator set last_step = $2 where person_id = $1', [person, step]);
  return undefined;
}

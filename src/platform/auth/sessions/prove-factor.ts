import type { ClientBase } from 'pg';
import type { Deed } from '../../audit/index.ts';
import { fail } from '../../errors/index.ts';
import { guard, recordAll } from '../entries.ts';
import type { Identity } from '../identity.ts';
import { type Authenticator, lockAuthenticator, openSecret } from '../secrets/authenticator.ts';
import { stepOfCode } from '../secrets/totp.ts';
import { hashOfTyped } from '../secrets/typed-code.ts';
import { countWrong, forgetTries, isAccountLocked, placeOfTry, refuseLockedAddress } from '../tries/count.ts';

/** A code of the authenticator app, or one of the recovery codes. */
export type Factor = { readonly code: string } | { readonly recoveryCode: string };

/** Which of the two somebody typed: six digits are a code of the app. */
export function factorOf(typed: string): Factor {
  const code = typed.replace(/\s/g, '');
  return /^\d{6}$/.test(code) ? { code } : { recoveryCode: code };
}

export interface Proving {
  readonly person: string;
  readonly factor: Factor;
  readonly origin: string;
}

type Refused = Extract<Deed, { type: 'sign-in-refused' }>['why'];
type Kind = Extract<Deed, { type: 'second-factor-used' }>['factor'];

/**
 * Uses a second factor up, in a transaction of its owner. A code counts once, in whatever session and for whatever it is
 * asked; so does a recovery code.
 *
 * @returns what kind it was; undefined for one that does not count. Then that is counted and recorded, and the transaction
 *   is to be committed as it is, before its caller fails with `second-factor-wrong`.
 *
 * Fails with `second-factor-missing` where none is enrolled, and `too-many-tries`.
 */
export async function proveFactor(
  client: ClientBase,
  identity: Identity,
  { person, factor, origin }: Proving,
): Promise<Kind | undefined> {
  const { now } = identity;
  await refuseLockedAddress(client, { origin, account: person }, now());
  const authenticator = await lockAuthenticator(client, person);
  if (authenticator?.secret == null) fail('second-factor-missing');
  const place = await placeOfTry(client, person, origin, now());
  const locked = await isAccountLocked(client, person, place, now());
  const why = locked ? 'locked-out' : await tryFactor(client, identity, person, authenticator, factor);
  if (why === undefined) {
    await forgetTries(client, person, place);
    return 'code' in factor ? 'totp' : 'recovery-code';
  }
  const counts = locked ? 'address' : 'account-and-address';
  const locks = await countWrong(client, { account: person, place, origin }, now(), counts);
  const refused: Deed = { type: 'sign-in-refused', person, from: origin, why };
  await recordAll(client, { now, actor: guard, acts: [refused, ...locks] });
  return undefined;
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

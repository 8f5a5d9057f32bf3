import type { ClientBase } from 'pg';
import { transact } from '../../db/index.ts';
import { fail } from '../../errors/index.ts';
import { guard, personActor, recordAll } from '../entries.ts';
import type { Identity } from '../identity.ts';
import { type Authenticator, lockAuthenticator, openSecret, sealSecret } from '../secrets/authenticator.ts';
import { type Enrolment, enrolmentOf, makeSecret, stepOfCode } from '../secrets/totp.ts';
import { makeTypedCode } from '../secrets/typed-code.ts';
import { countWrong, forgetTries, isAccountLocked, placeOfTry, refuseLockedAddress } from '../tries/count.ts';
import { holdSession } from './hold-session.ts';
import type { SessionCaller } from './own.ts';
import { type Factor, proveFactor } from './prove-factor.ts';
import { raiseSession } from './raise-session.ts';

/** An enrolment that is not confirmed by then is begun again. */
const patience = 15 * 60_000;
const recoveryCodes = 10;

/**
 * Begins the enrolment of an authenticator app where none is enrolled.
 *
 * Fails with `second-factor-needed` where one is enrolled and was not used in this session: whoever has the password alone
 * must not put his own phone in its place; with `app-enrolled` where it was used (see `beginExchange`); with
 * `enrolment-needs-link` after a reset, but in the session that the link opened; and with `not-signed-in`.
 */
export async function beginEnrolment(identity: Identity, caller: SessionCaller): Promise<Enrolment> {
  return transact(identity.pool, caller, async (client) => {
    const authenticator = await lockAuthenticator(client, caller.person);
    await refuseToEnrol(client, caller, authenticator);
    if (authenticator != null && authenticator.secret !== null) fail('app-enrolled');
    await holdSession(client, caller, 'session');
    return begin(client, identity, caller);
  });
}

/**
 * Begins to put another app in the place of the one that is enrolled, which stays in force until this is confirmed. It
 * takes a code of the old app, or a recovery code: whoever found a session open must not make the account his own.
 *
 * Fails with `second-factor-wrong`, `second-factor-missing`, `too-many-tries` and `not-signed-in`.
 */
export async function beginExchange(
  identity: Identity,
  caller: SessionCaller,
  factor: Factor,
  { origin }: { readonly origin: string },
): Promise<Enrolment> {
  const { pool, now } = identity;
  const { person, session } = caller;
  const begun = await transact(pool, caller, async (client) => {
    const used = await proveFactor(client, identity, { person, factor, origin });
    if (used === undefined) return undefined;
    await holdSession(client, caller, 'rights');
    const enrolment = await begin(client, identity, caller);
    const act = { type: 'second-factor-used', session, factor: used } as const;
    await recordAll(client, { now, actor: personActor(person), acts: [act] });
    return enrolment;
  });
  return begun ?? fail('second-factor-wrong');
}

async function begin(client: ClientBase, { now, master }: Identity, { person }: SessionCaller): Promise<Enrolment> {
  const secret = makeSecret();
  await client.query(
    `insert into cofferdam.authenticator (person_id, pending, pending_at) values ($1, $2, $3)
     on conflict (person_id) do update set pending = $2, pending_at = $3`,
    [person, sealSecret(master, person, secret), new Date(now())],
  );
  const { rows } = await client.query<{ mail: string }>('select mail from cofferdam.person where id = $1', [person]);
  return enrolmentOf(secret, rows[0]?.mail ?? fail('internal', 'a caller who is nobody'));
}

/** Recovery codes are shown once, and kept as hashes. */
export interface Enrolled {
  readonly token: string;
  readonly recoveryCodes: readonly string[];
}

/**
 * Confirms the enrolment by a code of the app, which counts as the second factor of this session. The app and the recovery
 * codes of before are worth nothing from then on.
 *
 * Fails with `second-factor-needed` and `enrolment-needs-link` as `beginEnrolment` does, `enrolment-missing` where none was begun or 15 minutes are over, `second-factor-wrong`,
 * `too-many-tries` and `not-signed-in`.
 */
export async function confirmEnrolment(
  identity: Identity,
  caller: SessionCaller,
  { code }: { readonly code: string },
  { origin }: { readonly origin: string },
): Promise<Enrolled> {
  const { pool, now, master } = identity;
  const { person, session } = caller;
  const enrolled = await transact(pool, caller, async (client) => {
    await refuseLockedAddress(client, { origin, account: person }, now());
    const authenticator = await lockAuthenticator(client, person);
    await refuseToEnrol(client, caller, authenticator);
    const pending = pendingOf(authenticator, now());
    const place = await placeOfTry(client, person, origin, now());
    const locked = await isAccountLocked(client, person, place, now());
    const step = locked ? undefined : stepOfCode(openSecret(master, person, pending), code, now());
    if (step === undefined) {
      const locks = await countWrong(
        client,
        { account: person, place, origin },
        now(),
        locked ? 'address' : 'account-and-address',
      );
      const why = locked ? 'locked-out' : 'wrong-code';
      const refused = { type: 'sign-in-refused', person, from: origin, why } as const;
      await recordAll(client, { now, actor: guard, acts: [refused, ...locks] });
      return undefined;
    }
    await forgetTries(client, person, place);
    await holdSession(client, caller, caller.hasSecondFactor ? 'rights' : 'session');
    const codes = Array.from({ length: recoveryCodes }, () => makeTypedCode(10));
    await client.query(
      `update cofferdam.authenticator
       set secret = pending, pending = null, pending_at = null, last_step = greatest(last_step, $2),
         recovery_codes = $3, by_link_only = false
       where person_id = $1`,
      [person, step, codes.map(({ codeHash }) => codeHash)],
    );
    const token = await raiseSession(client, session, now());
    await recordAll(client, {
      now,
      actor: personActor(person),
      acts: [
        { type: 'second-factor-enrolled', person, session },
        { type: 'second-factor-used', session, factor: 'totp' },
      ],
    });
    return { token, recoveryCodes: codes.map((one) => one.code) };
  });
  return enrolled ?? fail('second-factor-wrong');
}

async function refuseToEnrol(
  client: ClientBase,
  { session, hasSecondFactor }: SessionCaller,
  authenticator: Authenticator | undefined,
): Promise<void> {
  if (authenticator === undefined || hasSecondFactor) return;
  if (authenticator.secret !== null) fail('second-factor-needed');
  if (!authenticator.by_link_only) return;
  const { rows } = await client.query<{ enrols: boolean }>('select enrols from cofferdam.session where id = $1', [
    session,
  ]);
  if (rows[0]?.enrols !== true) fail('enrolment-needs-link');
}

function pendingOf(authenticator: Authenticator | undefined, at: number): Buffer {
  const { pending = null, pending_at: begun = null } = authenticator ?? {};
  if (pending === null || begun === null || Math.abs(at - begun.getTime()) > patience) fail('enrolment-missing');
  return pending;
}

import type { ClientBase } from 'pg';
import { transact } from '../../db/index.ts';
import { fail } from '../../errors/index.ts';
import { guard, personActor, recordAll } from '../entries.ts';
import type { Identity } from '../identity.ts';
import { refuseWeakPassword } from '../secrets/password-rules.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { holdSession } from '../sessions/hold-session.ts';
import type { SessionCaller } from '../sessions/own.ts';
import { countWrong, forgetTries, isAccountLocked, placeOfTry, refuseLockedAddress } from '../tries/count.ts';

export interface PasswordChange {
  /** The one that the caller has now. */
  readonly old: string;
  readonly password: string;
}

/**
 * Sets a new password of the caller, who gives the old one, and ends all his other sessions. Wrong old ones are counted with
 * wrong passwords of a sign-in: whoever found a session open may guess no more than others.
 *
 * Fails with `password-wrong`, the same for an account that is locked, `password-weak`, `too-many-tries`, `sign-in-busy`
 * and `not-signed-in`.
 */
export async function changePassword(
  identity: Identity,
  caller: SessionCaller,
  { old, password }: PasswordChange,
  { origin }: { readonly origin: string },
): Promise<void> {
  const { pool, now, passwords } = identity;
  const { person, session } = caller;
  const owner = await transact(pool, caller, async (client) => {
    await refuseLockedAddress(client, { origin, account: person }, now());
    return ownerOf(client, person);
  });
  refuseWeakPassword(password, owner);
  // Hashed whether or not the old one is right: a locked account must not tell it by the time it takes.
  const phc = await passwords.hash(password, origin);
  const matches = await passwords.verify(owner.phc ?? undefined, old, origin);
  const isChanged = await transact(pool, caller, async (client) => {
    await refuseLockedAddress(client, { origin, account: person }, now());
    const isSame = (await lockPassword(client, person)) === owner.phc;
    const place = await placeOfTry(client, person, origin, now());
    const locked = await isAccountLocked(client, person, place, now());
    if (!matches || !isSame || locked) {
      const counts = locked ? 'address' : 'account-and-address';
      const locks = await countWrong(client, { account: person, place, origin }, now(), counts);
      const why = locked ? 'locked-out' : 'wrong-password';
      const refused = { type: 'sign-in-refused', person, from: origin, why } as const;
      await recordAll(client, { now, actor: guard, acts: [refused, ...locks] });
      return false;
    }
    await forgetTries(client, person, place);
    await holdSession(client, caller, 'rights');
    await client.query('update cofferdam.password set phc = $2, set_at = $3 where person_id = $1', [
      person,
      phc,
      new Date(now()),
    ]);
    const ended = await endSessions(client, identity, { person, why: 'by-owner', but: session });
    const acts = [{ type: 'password-set', person } as const, ...ended];
    await recordAll(client, { now, actor: personActor(person), acts });
    return true;
  });
  if (!isChanged) fail('password-wrong');
}

async function ownerOf(client: ClientBase, person: string) {
  const { rows } = await client.query<{ name: string; mail: string; phc: string | null }>(
    `select p.name, p.mail, w.phc from cofferdam.person p left join cofferdam.password w on w.person_id = p.id
     where p.id = $1`,
    [person],
  );
  return rows[0] ?? fail('not-signed-in');
}

async function lockPassword(client: ClientBase, person: string): Promise<string | null> {
  const { rows } = await client.query<{ phc: string | null }>(
    'select phc from cofferdam.password where person_id = $1 for update',
    [person],
  );
  return rows[0]?.phc ?? null;
}

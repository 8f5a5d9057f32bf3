import type { Deed } from '../../audit/index.ts';
import { transactNobody } from '../../db/index.ts';
import { fail } from '../../errors/index.ts';
import { guard, personActor, recordAll } from '../entries.ts';
import type { Identity, Visitor } from '../identity.ts';
import { actAs } from '../presented.ts';
import { refuseWeakPassword } from '../secrets/password-rules.ts';
import { hashOfToken } from '../secrets/token.ts';
import { openSession, type Opened } from '../sessions/open-session.ts';
import { requireSetUp } from '../set-up-state.ts';
import { countWrong, forgetAllTries, isAccountLocked, refuseLockedAddress } from '../tries/count.ts';
import { followingLink, followLink, type LinkHolder } from './links.ts';

const purposes = ['password', 'second-factor', 'both'] as const;

interface Following {
  readonly token: string;
  /** The new password; where the link is for the second factor alone, the one there is. */
  readonly password: string;
}

/**
 * Follows the link of a reset, and opens a session without rights. After a reset of the password a new one is set, and the
 * app that is enrolled stays in force. After a reset of the second factor the session may enrol one; the link alone is not
 * enough for that, so the password is asked for, and ten wrong ones lock. A lock on the account ends: the admin knows whom
 * he gave the link.
 *
 * Fails with `link-invalid`, `password-weak`, `sign-in-refused`, `too-many-tries`, `sign-in-busy` and `not-set-up`.
 */
export async function setPassword(
  identity: Identity,
  { token, password }: Following,
  visitor: Visitor,
): Promise<Opened> {
  const { pool, now, passwords } = identity;
  await requireSetUp(pool);
  return followingLink(identity, token, { operation: 'password.set', origin: visitor.origin }, async () => {
    const holder = await transactNobody(pool, async (client) => {
      await refuseLockedAddress(client, { origin: visitor.origin }, now());
      return followLink(client, token, { at: now(), purposes, mode: 'look' });
    });
    if (holder.purpose === 'second-factor') await checkPassword(identity, holder, { token, password }, visitor);
    else refuseWeakPassword(password, holder);
    const phc = holder.purpose === 'second-factor' ? undefined : await passwords.hash(password, visitor.origin);
    return use(identity, { token, phc }, visitor);
  });
}

async function use(
  identity: Identity,
  { token, phc }: { readonly token: string; readonly phc: string | undefined },
  visitor: Visitor,
): Promise<Opened> {
  const { pool, now } = identity;
  return transactNobody(pool, async (client) => {
    const { person, purpose } = await followLink(client, token, { at: now(), purposes, mode: 'use' });
    if (phc !== undefined) {
      await client.query('update cofferdam.password set phc = $2, set_at = $3 where person_id = $1', [
        person,
        phc,
        new Date(now()),
      ]);
    }
    await forgetAllTries(client, person);
    const enrols = purpose === 'password' ? 'first' : 'anew';
    const { opened, acts } = await openSession(client, identity, { person, visitor, enrols });
    const set: Deed[] = phc === undefined ? [] : [{ type: 'password-set', person }];
    await recordAll(client, { now, actor: personActor(person), acts: [...set, ...acts] });
    return opened;
  });
}

async function checkPassword(
  { pool, now, passwords }: Identity,
  { person, phc }: LinkHolder,
  { token, password }: Following,
  { origin }: Visitor,
): Promise<void> {
  const matches = await passwords.verify(phc ?? undefined, password, origin);
  const right = await transactNobody(pool, async (client) => {
    await actAs(client, person);
    // Counted apart: whoever locked the account does not keep the holder of the link out.
    const place = hashOfToken(token);
    const locked = await isAccountLocked(client, person, place, now());
    if (matches && !locked) return true;
    const counts = locked ? 'address' : 'account-and-address';
    const locks = await countWrong(client, { account: person, place, origin }, now(), counts);
    const why = locked ? 'locked-out' : 'wrong-password';
    const refused = { type: 'sign-in-refused', person, from: origin, why } as const;
    await recordAll(client, { now, actor: guard, acts: [refused, ...locks] });
    return false;
  });
  if (!right) fail('sign-in-refused');
}

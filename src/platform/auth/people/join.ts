import { transactNobody } from '../../db/index.ts';
import { fail } from '../../errors/index.ts';
import { personActor, recordAll } from '../entries.ts';
import type { Identity, Visitor } from '../identity.ts';
import { refuseWeakPassword } from '../secrets/password-rules.ts';
import { openSession, type Opened } from '../sessions/open-session.ts';
import { requireSetUp } from '../set-up-state.ts';
import { refuseLockedAddress } from '../tries/count.ts';
import { followingLink, followLink } from './links.ts';

/**
 * Follows an invitation: a password is chosen, and a session begins, without rights. Fails with `link-invalid`,
 * `password-weak`, `too-many-tries`, `sign-in-busy` and `not-set-up`.
 */
export async function join(
  identity: Identity,
  { token, password }: { readonly token: string; readonly password: string },
  visitor: Visitor,
): Promise<Opened> {
  const { pool, now, passwords } = identity;
  await requireSetUp(pool);
  const purposes = ['join'] as const;
  return followingLink(identity, token, { operation: 'people.join', origin: visitor.origin }, async () => {
    const holder = await transactNobody(pool, async (client) => {
      await refuseLockedAddress(client, { origin: visitor.origin }, now());
      return followLink(client, token, { at: now(), purposes, mode: 'look' });
    });
    refuseWeakPassword(password, holder);
    const phc = await passwords.hash(password, visitor.origin);
    return transactNobody(pool, async (client) => {
      const { person } = await followLink(client, token, { at: now(), purposes, mode: 'use' });
      const at = new Date(now());
      const { rowCount } = await client.query(
        `insert into cofferdam.password (person_id, phc, set_at) values ($1, $2, $3) on conflict (person_id) do nothing`,
        [person, phc, at],
      );
      // He has joined by another link.
      if (rowCount === 0) fail('link-invalid');
      await client.query('insert into cofferdam.joining (person_id, at) values ($1, $2)', [person, at]);
      const { opened, acts } = await openSession(client, identity, { person, visitor, enrols: 'first' });
      await recordAll(client, {
        now,
        actor: personActor(person),
        acts: [{ type: 'person-joined', person }, ...acts],
      });
      return opened;
    });
  });
}

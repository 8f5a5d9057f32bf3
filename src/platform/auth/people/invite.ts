import { randomUUID } from 'node:crypto';
import { transact } from '../../db/index.ts';
import { fail } from '../../errors/index.ts';
import { personActor, recordAll } from '../entries.ts';
import { type Identity, type InstallationRole, limitsOf } from '../identity.ts';
import { normalMail } from '../mail.ts';
import { holdSession } from '../sessions/hold-session.ts';
import type { SessionCaller } from '../sessions/own.ts';
import { requireAdmin } from './admin.ts';
import { type HandedLink, makeLink } from './links.ts';

export interface Invitation {
  readonly name: string;
  readonly mail: string;
  readonly installationRole: InstallationRole;
}

/**
 * Adds a person, who comes in with the link that is answered. Fails with `role-lacking` for who is no admin, `mail-taken`,
 * and `not-signed-in`.
 */
export async function invite(
  identity: Identity,
  caller: SessionCaller,
  { name, mail, installationRole }: Invitation,
): Promise<HandedLink & { readonly person: string }> {
  const { pool, now } = identity;
  const person = randomUUID();
  return transact(pool, caller, async (client) => {
    await requireAdmin(client);
    await holdSession(client, caller, 'rights');
    const { rowCount } = await client.query(
      `insert into cofferdam.person (id, name, mail, installation_role, created_at) values ($1, $2, $3, $4, $5)
       on conflict (mail) do nothing`,
      [person, name, normalMail(mail), installationRole, new Date(now())],
    );
    if (rowCount === 0) fail('mail-taken');
    const lasts = limitsOf(identity).invitation;
    const link = await makeLink(client, { person, admin: caller.person, purpose: 'join', at: now(), lasts });
    await recordAll(client, {
      now,
      actor: personActor(caller.person),
      acts: [{ type: 'person-invited', person, role: installationRole }],
    });
    return { person, ...link };
  });
}

import { codeOf } from '#platform/errors';
import { type Client, createClient, operations } from '#server/client';
import { pages } from '../../src/cli/desk/pages.ts';
import type { Journal } from '../journal.ts';
import { say } from '../say.ts';
import { cast, type Key, keys, type Player } from './cast.ts';
import { enrol, enter, makePassword } from './enter.ts';

const { identity } = operations;

/** Clients of those who do something in the story; the others can sign in all the same. */
export type Joined = ReadonlyMap<Key, Client>;

/** Invites everybody who is missing, lets them join, and signs in again those who did before. */
export async function joinAll(journal: Journal, admin: Client, domain: string): Promise<Joined> {
  const clients = new Map<Key, Client>();
  for (const key of keys) {
    // Whoever set the desk up is its admin: the demo makes none.
    if (key === 'admin') continue;
    clients.set(key, (await again(journal, key)) ?? (await joinOne(journal, admin, key, `${key}@${domain}`)));
  }
  return clients;
}

/** Undefined for whom it cannot sign in. */
async function again(journal: Journal, key: Key): Promise<Client | undefined> {
  const account = journal.accounts.get(key);
  if (account === undefined) return undefined;
  try {
    return await enter(journal, key, account);
  } catch (error) {
    if (['sign-in-refused', 'second-factor-missing', 'second-factor-wrong'].includes(codeOf(error))) return undefined;
    throw error;
  }
}

async function joinOne(journal: Journal, admin: Client, key: Key, mail: string): Promise<Client> {
  const { name, does, installationRole }: Player = cast[key];
  const password = makePassword();
  const link = await invite(admin, { name, mail, installationRole: installationRole ?? 'none' });
  const follow = link.state === 'joined' ? identity.setPasswordByLink : identity.joinPeople;
  const open = createClient({ address: journal.address });
  const { answer, session } = await open.call(follow, { body: { token: link.token, password } });
  const enrolled = await enrol(journal, key, { id: answer.person, name, mail, does, password, session });
  return createClient({ address: journal.address, session: enrolled });
}

/** By an invitation, or by a reset for whom an earlier run left half way. */
async function invite(
  admin: Client,
  body: { readonly name: string; readonly mail: string; readonly installationRole: 'none' | 'auditor' | 'admin' },
): Promise<{ readonly token: string; readonly state: 'invited' | 'joined' }> {
  try {
    return { token: (await admin.call(identity.invitePerson, { body })).answer.token, state: 'invited' };
  } catch (error) {
    if (codeOf(error) !== 'mail-taken') throw error;
  }
  for await (const { id, mail, state } of pages((query) => admin.call(identity.listEverybody, { query }))) {
    if (mail !== body.mail) continue;
    say(`${mail} is there already, from a run that was cut off: the password is set anew.`);
    const reset = await admin.call(identity.resetPerson, { params: { person: id }, body: { what: 'both' } });
    return { token: reset.answer.token, state: state === 'joined' ? 'joined' : 'invited' };
  }
  throw new Error('a mail address is taken by nobody');
}

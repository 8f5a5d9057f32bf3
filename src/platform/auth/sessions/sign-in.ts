import type { ClientBase } from 'pg';
import type { Deed } from '../../audit/index.ts';
import { transactNobody } from '../../db/index.ts';
import { fail } from '../../errors/index.ts';
import { guard, personActor, recordAll } from '../entries.ts';
import type { Identity, Visitor } from '../identity.ts';
import { normalMail } from '../mail.ts';
import { actAs, present } from '../presented.ts';
import { requireSetUp } from '../set-up-state.ts';
import { accountOfNobody, countWrong, isAccountLocked, placeOfTry, refuseLockedAddress } from '../tries/count.ts';
import { openSession, type Opened } from './open-session.ts';

export interface SignIn {
  readonly mail: string;
  readonly password: string;
}

interface Account {
  readonly person: string;
  readonly phc: string | null;
  readonly disabled: boolean;
}

/**
 * Opens a session by mail address and password; it has no rights yet. No connection is held while a password is hashed:
 * a flood of tries waits for its turn and not for the database.
 *
 * Fails with `sign-in-refused`, the same and after the same work for an unknown account, a wrong password, and an account
 * that is locked or disabled; with `too-many-tries` for an address, `sign-in-busy` and `not-set-up`.
 */
export async function signIn(identity: Identity, { mail, password }: SignIn, visitor: Visitor): Promise<Opened> {
  const { pool, now, passwords } = identity;
  await requireSetUp(pool);
  const account = await transactNobody(pool, async (client) => {
    const found = await findAccount(client, mail);
    await refuseLockedAddress(client, { origin: visitor.origin, account: found?.person }, now());
    return found;
  });
  const matches = await passwords.verify(account?.phc ?? undefined, password, visitor.origin);
  const opened = await transactNobody(pool, async (client) => {
    const why = await judge(client, identity, visitor, mail, matches ? account : undefined);
    if (why !== undefined) return undefined;
    const person = account?.person ?? fail('internal', 'nobody signed in');
    const { opened: session, acts } = await openSession(client, identity, { person, visitor, enrols: 'first' });
    await recordAll(client, { now, actor: personActor(person), acts });
    return session;
  });
  return opened ?? fail('sign-in-refused');
}

/**
 * Why this try is refused, which then is counted and recorded; undefined where it is not.
 *
 * @param matched the account as it was when its password was found right
 */
async function judge(
  client: ClientBase,
  { now }: Identity,
  { origin }: Visitor,
  mail: string,
  matched: Account | undefined,
): Promise<Refused['why'] | undefined> {
  const found = await findAccount(client, mail);
  // Asked again: while this one was hashed, others of its address may have used up its tries.
  await refuseLockedAddress(client, { origin, account: found?.person }, now());
  const account = found?.person ?? accountOfNobody(normalMail(mail));
  const place = await placeOfTry(client, account, origin, now());
  const locked = await isAccountLocked(client, account, place, now());
  const why = whyRefused(found, matched, locked);
  if (why === undefined) return undefined;
  const counts = locked ? 'address' : 'account-and-address';
  const locks = await countWrong(client, { account, place, origin }, now(), counts);
  const refused: Deed = { type: 'sign-in-refused', person: found?.person ?? null, from: origin, why };
  await recordAll(client, { now, actor: guard, acts: [refused, ...locks] });
  return why;
}

type Refused = Extract<Deed, { type: 'sign-in-refused' }>;

/** A locked account refuses the right password as well: else tries would go on, and one of them be told it was right. */
function whyRefused(
  account: Account | undefined,
  matched: Account | undefined,
  locked: boolean,
): Refused['why'] | undefined {
  if (account === undefined) return 'unknown-account';
  if (locked) return 'locked-out';
  // The password may have been reset while it was hashed.
  if (matched === undefined || matched.phc !== account.phc) return 'wrong-password';
  return account.disabled ? 'disabled' : undefined;
}

/**
 * The account of a mail address; from here on the transaction is that of its person. The row of the password is locked:
 * who resets or disables the account waits, and then ends the session that was opened.
 */
async function findAccount(client: ClientBase, mail: string): Promise<Account | undefined> {
  await present(client, normalMail(mail));
  const { rows } = await client.query<{ id: string; disabled: boolean }>(
    'select id, disabled_at is not null as disabled from cofferdam.person where mail = $1',
    [normalMail(mail)],
  );
  const [person] = rows;
  await actAs(client, person?.id ?? '');
  const found = await client.query<{ phc: string | null }>(
    'select phc from cofferdam.password where person_id = $1 for update',
    [person?.id],
  );
  return person && { person: person.id, disabled: person.disabled, phc: found.rows[0]?.phc ?? null };
}

import { hash } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { Deed } from '../../audit/index.ts';
import { fail } from '../../errors/index.ts';
import { afterWrong, allowances, isLocked, noTries, type Tries } from './limits.ts';

/**
 * Where tries of an account are counted: at an address its owner was known at lately (its origin), with a link (its hash), or
 * elsewhere (empty).
 */
export type TryPlace = string;
const elsewhere = '';
const lately = 30 * 24 * 60 * 60_000;

interface Tried {
  /** The id of a person, or what `accountOfNobody` gives for a mail address of nobody. */
  readonly account: string;
  readonly place: TryPlace;
  readonly origin: string;
}

const isPerson = (account: string): boolean => !account.startsWith('none-');

/** The account that tries of a mail address of nobody are counted for: one of 4096. */
export function accountOfNobody(mail: string): string {
  return `none-${hash('sha256', mail, 'hex').slice(0, 3)}`;
}

/**
 * The place of a try. Whoever shuts an account by wrong tries from elsewhere does not shut out its owner at an address
 * where he used a second factor in the last 30 days; whoever tries from there has the same few tries as others.
 */
export async function placeOfTry(client: ClientBase, account: string, origin: string, at: number): Promise<TryPlace> {
  const { rowCount } = await client.query(
    `select from cofferdam.session where person_id = $1 and origin = $2 and second_factor_at > $3 limit 1`,
    [isPerson(account) ? account : null, origin, new Date(at - lately)],
  );
  return rowCount === 0 ? elsewhere : origin;
}

/**
 * `too-many-tries` for an address that is locked; but not for an account whose owner was known there lately, while that
 * account is not locked there as well. One machine must not shut out an office that shares its address; and with ten tries
 * of each account that somebody of the office has, it neither guesses much nor fills the log.
 *
 * @param account whose it is, in a transaction of that person; undefined where that is not known
 */
export async function refuseLockedAddress(
  client: ClientBase,
  { origin, account }: { readonly origin: string; readonly account?: string | undefined },
  at: number,
): Promise<void> {
  const { rows } = await client.query<Tries>(`select ${columns} from cofferdam.address_tries where slot = $1`, [
    slotOf(origin),
  ]);
  if (!rows.some((tries) => isLocked(tries, at))) return;
  if (account === undefined || (await placeOfTry(client, account, origin, at)) !== origin) fail('too-many-tries');
  const own = await client.query<Tries>(
    `select ${columns} from cofferdam.account_tries where account = $1 and place = $2`,
    [account, origin],
  );
  if (own.rows.some((tries) => isLocked(tries, at))) fail('too-many-tries');
}

/** Whether the account is locked at this place. Tries of one account wait for each other from here to the commit. */
export async function isAccountLocked(
  client: ClientBase,
  account: string,
  place: TryPlace,
  at: number,
): Promise<boolean> {
  return isLocked(await lockAccount(client, account, place, at), at);
}

/**
 * Counts a wrong try; returns what the log has to say of it beside the refusal itself. Accounts are locked before addresses,
 * always, so that two tries cannot wait for each other.
 *
 * @param counts `address` where the account is locked
 */
export async function countWrong(
  client: ClientBase,
  { account, place, origin }: Tried,
  at: number,
  counts: 'account-and-address' | 'address',
): Promise<readonly Deed[]> {
  const deeds: Deed[] = [];
  if (counts === 'account-and-address') {
    const before = await lockAccount(client, account, place, at);
    const after = afterWrong(before, at, allowances.account);
    await client.query(
      `update cofferdam.account_tries set began_at = $3, wrong = $4, locks = $5, locked_until = $6
       where account = $1 and place = $2`,
      [account, place, ...valuesOf(after)],
    );
    if (isPerson(account) && after.locked_until !== null && isLocked(after, at) && !isLocked(before, at)) {
      deeds.push(lockedOut({ person: account, from: place === origin ? origin : null }, after.locked_until));
    }
  }
  return [...deeds, ...(await countAtAddress(client, origin, at))];
}

/** Counts a wrong try of no account, such as a link that is none; returns what the log has to say of it. */
export async function countAtAddress(client: ClientBase, origin: string, at: number): Promise<readonly Deed[]> {
  const before = await lockAddress(client, origin, at);
  const after = afterWrong(before, at, allowances.address);
  await client.query(
    'update cofferdam.address_tries set began_at = $2, wrong = $3, locks = $4, locked_until = $5 where slot = $1',
    [slotOf(origin), ...valuesOf(after)],
  );
  const locks = !isLocked(before, at) && isLocked(after, at);
  return locks && after.locked_until !== null ? [lockedOut({ person: null, from: origin }, after.locked_until)] : [];
}

/** Forgets the wrong tries of an account at a place, once its owner showed both factors there. */
export async function forgetTries(client: ClientBase, person: string, place: TryPlace): Promise<void> {
  await client.query(
    'update cofferdam.account_tries set wrong = 0, locks = 0, locked_until = null where account = $1 and place = $2',
    [person, place],
  );
}

/** Forgets those of all places, once its owner followed the link of an admin. */
export async function forgetAllTries(client: ClientBase, person: string): Promise<void> {
  await client.query(
    'update cofferdam.account_tries set wrong = 0, locks = 0, locked_until = null where account = $1',
    [person],
  );
}

const columns = 'began_at, wrong, locks, locked_until';
const valuesOf = (tries: Tries) => [tries.began_at, tries.wrong, tries.locks, tries.locked_until];

/** The first 20 bits of the origin; a keyed hash, so nobody can choose to share a slot with somebody. */
function slotOf(origin: string): number {
  return Number.parseInt(origin.slice(0, 5), 16);
}

async function lockAccount(client: ClientBase, account: string, place: TryPlace, at: number): Promise<Tries> {
  const { rows } = await client.query<Tries>(
    `insert into cofferdam.account_tries as t (account, place, began_at, wrong) values ($1, $2, $3, 0)
     on conflict (account, place) do update set wrong = t.wrong returning ${columns}`,
    [account, place, new Date(at)],
  );
  return rows[0] ?? noTries(at);
}

async function lockAddress(client: ClientBase, origin: string, at: number): Promise<Tries> {
  const { rows } = await client.query<Tries>(
    `insert into cofferdam.address_tries as t (slot, began_at, wrong) values ($1, $2, 0)
     on conflict (slot) do update set wrong = t.wrong returning ${columns}`,
    [slotOf(origin), new Date(at)],
  );
  return rows[0] ?? noTries(at);
}

function lockedOut(who: { readonly person: string | null; readonly from: string | null }, until: Date): Deed {
  return { type: 'sign-in-locked-out', ...who, until: until.toISOString() };
}

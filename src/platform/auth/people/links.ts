import type { ClientBase } from 'pg';
import type { Deed } from '../../audit/index.ts';
import { transactNobody } from '../../db/index.ts';
import { fail } from '../../errors/index.ts';
import { guard, recordAll } from '../entries.ts';
import type { Identity } from '../identity.ts';
import { actAs, present } from '../presented.ts';
import { hashOfToken, makeToken } from '../secrets/token.ts';
import { countAtAddress } from '../tries/count.ts';

export type LinkPurpose = 'join' | 'password' | 'second-factor' | 'both';

/** What an admin hands to somebody, on a way that others do not read. Shown once. */
export interface HandedLink {
  readonly token: string;
  /** UTC. */
  readonly expires: string;
}

/** Makes a link of a person, in a transaction of an admin; those before it are taken back first. */
export async function makeLink(
  client: ClientBase,
  asked: {
    readonly person: string;
    readonly admin: string;
    readonly purpose: LinkPurpose;
    readonly at: number;
    readonly lasts: number;
  },
): Promise<HandedLink> {
  const { token, tokenHash } = makeToken();
  const [made, expires] = [new Date(asked.at), new Date(asked.at + asked.lasts)];
  await client.query(
    `insert into cofferdam.one_time_link (token_hash, person_id, purpose, made_by, made_at, expires_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [tokenHash, asked.person, asked.purpose, asked.admin, made, expires],
  );
  return { token, expires: expires.toISOString() };
}

/**
 * Makes the links of a person worth nothing. Who follows one at this moment holds its row: what he did is there when this
 * returns.
 */
export async function takeBackLinks(client: ClientBase, person: string, at: Date): Promise<void> {
  await client.query('update cofferdam.one_time_link set used_at = $2 where person_id = $1 and used_at is null', [
    person,
    at,
  ]);
}

/** Whom a link is for, and for what. */
export interface LinkHolder {
  readonly person: string;
  readonly name: string;
  readonly mail: string;
  readonly purpose: LinkPurpose;
  /** Of his password now. */
  readonly phc: string | null;
}

/**
 * Looks a link up, and makes the transaction that of its person; `link-invalid` for one that is unknown, used, expired, or
 * of a person who was disabled. With `use` it is used up as well: of two that come at the same time, one gets it.
 */
export async function followLink(
  client: ClientBase,
  token: string,
  {
    at,
    purposes,
    mode,
  }: { readonly at: number; readonly purposes: readonly LinkPurpose[]; readonly mode: 'look' | 'use' },
): Promise<LinkHolder> {
  const tokenHash = hashOfToken(token);
  await present(client, tokenHash);
  const { rows } = await client.query<{ person_id: string; purpose: LinkPurpose }>(
    `select person_id, purpose from cofferdam.one_time_link
     where token_hash = $1 and used_at is null and expires_at > $2 and made_at <= $2 and purpose = any ($3)
     ${mode === 'use' ? 'for update' : ''}`,
    [tokenHash, new Date(at), purposes],
  );
  const [link] = rows;
  if (link === undefined) fail('link-invalid');
  if (mode === 'use') {
    await client.query('update cofferdam.one_time_link set used_at = $2 where token_hash = $1', [
      tokenHash,
      new Date(at),
    ]);
  }
  await actAs(client, link.person_id);
  const found = await client.query<{ name: string; mail: string; phc: string | null }>(
    `select p.name, p.mail, w.phc from cofferdam.person p left join cofferdam.password w on w.person_id = p.id
     where p.id = $1 and p.disabled_at is null`,
    [link.person_id],
  );
  const [person] = found.rows;
  if (person === undefined) fail('link-invalid');
  return { person: link.person_id, purpose: link.purpose, ...person };
}

/**
 * Counts a link that is not good as a wrong try of the address. One that was used, taken back or is over is recorded as
 * well, once, and is then over for good; one that never was, or is good for something else, is no news. So the log grows by
 * an entry a link, however often it is tried.
 *
 * @param operation as the log names it
 */
async function countDeadLink(
  { pool, now }: Identity,
  token: string,
  { operation, origin }: { readonly operation: string; readonly origin: string },
): Promise<void> {
  await transactNobody(pool, async (client) => {
    const tokenHash = hashOfToken(token);
    await present(client, tokenHash);
    const { rowCount } = await client.query(
      `update cofferdam.one_time_link set refused_at = $2, used_at = coalesce(used_at, $2)
       where token_hash = $1 and refused_at is null and (used_at is not null or expires_at <= $2)`,
      [tokenHash, new Date(now())],
    );
    const locks = await countAtAddress(client, origin, now());
    const refused: Deed = { type: 'access-refused', operation, why: 'expired', from: origin };
    await recordAll(client, { now, actor: guard, acts: rowCount === 0 ? locks : [refused, ...locks] });
  });
}

/** Runs what follows a link; one that is not good is counted. */
export async function followingLink<T>(
  identity: Identity,
  token: string,
  where: { readonly operation: string; readonly origin: string },
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'link-invalid') {
      await countDeadLink(identity, token, where);
    }
    throw error;
  }
}

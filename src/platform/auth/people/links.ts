import type { ClientBase } from 'pg';
import { transactNobody } from '../../db/index.ts';
import { fail } from '../../errors/index.ts';
import { guard, recordAll } from '../entries.ts';
import type { Identity } from '../identity.ts';
import { actAs, present } from '../presented.ts';
import { hashOfToken, makeToken } from '../secrets/token.ts';

export type LinkPurpose = 'join' | 'password' | 'second-factor' | 'both';

/** What an admin hands to somebody, on a way that others do not read. Shown once. */
export interface HandedLink {
  readonly token: string;
  /** UTC. */
  readonly expires: string;
}

/** Makes the link of a person; those before it are worth nothing from then on. In a transaction of an admin. */
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
  await takeBackLinks(client, asked.person, made);
  await client.query(
    `insert into cofferdam.one_time_link (token_hash, person_id, purpose, made_by, made_at, expires_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [tokenHash, asked.person, asked.purpose, asked.admin, made, expires],
  );
  return { token, expires: expires.toISOString() };
}

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
 * Records that a link was tried which is over; one that never was is no news, and anybody could fill the log with such.
 *
 * @param operation as the log names it
 */
async function recordDeadLink(
  { pool, now }: Identity,
  token: string,
  { operation, origin }: { readonly operation: string; readonly origin: string },
): Promise<void> {
  await transactNobody(pool, async (client) => {
    const tokenHash = hashOfToken(token);
    await present(client, tokenHash);
    const { rowCount } = await client.query('select from cofferdam.one_time_link where token_hash = $1', [tokenHash]);
    if (rowCount === 0) return;
    const act = { type: 'access-refused', operation, why: 'expired', from: origin } as const;
    await recordAll(client, { now, actor: guard, acts: [act] });
  });
}

/** Runs what follows a link; a link that is over is recorded, and refused as any other. */
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
      await recordDeadLink(identity, token, where);
    }
    throw error;
  }
}

import type { Pool, QueryResult, QueryResultRow } from 'pg';
import { orGone, transactNobody } from '../../db/index.ts';
import { fail } from '../../errors/index.ts';
import type { Scope } from '../../operation/index.ts';
import { guard, recordAll } from '../entries.ts';
import type { Identity, InstallationRole } from '../identity.ts';
import { actAs, present } from '../presented.ts';
import { hashOfToken } from '../secrets/token.ts';
import { touchEvery, whyOver } from './life.ts';

/** Who sends a request. */
export interface Caller {
  readonly person: string;
  readonly installationRole: InstallationRole;
  /** Id of the session; undefined for a key. */
  readonly session?: string;
  /** Id of the API key; undefined for a session. */
  readonly key?: string;
  /** Of the key. */
  readonly scopes?: readonly Scope[];
  /** Whether a second factor was used in this session; true for keys, which only such a session makes. */
  readonly hasSecondFactor: boolean;
}

/** What came with a request: the token of a session, or an API key, which counts where both are there. */
export interface Credentials {
  readonly session?: string | undefined;
  readonly key?: string | undefined;
}

interface Row extends QueryResultRow {
  readonly id: string;
  readonly person_id: string;
  readonly disabled_at: Date | null;
  readonly installation_role: InstallationRole;
  readonly last_used_at: Date | null;
  readonly ended_at: Date | null;
}
interface SessionRow extends Row {
  readonly last_used_at: Date;
  readonly ends_at: Date;
  readonly second_factor_at: Date | null;
}
interface KeyRow extends Row {
  readonly expires_at: Date;
  readonly scopes: readonly Scope[];
}

/**
 * Why credentials are looked at: for a request, or for an answer that goes on. What goes on is no use of a session: a stream
 * in a window that was left open would keep it from ever being idle.
 */
export type Look = 'request' | 'stream';

/**
 * Who a request comes from; undefined where nothing came with it. `not-signed-in` for what is unknown, over, revoked, or of
 * a person who was disabled.
 *
 * Asked on every request, and the answer is kept nowhere: what was revoked is refused from then on. One round trip.
 */
export async function authenticate(
  identity: Identity,
  { session, key }: Credentials,
  look: Look = 'request',
): Promise<Caller | undefined> {
  if (key !== undefined) return callerOfKey(identity, hashOfToken(key), look);
  if (session !== undefined) return callerOfSession(identity, hashOfToken(session), look);
  return undefined;
}

async function callerOfSession(identity: Identity, tokenHash: string, look: Look): Promise<Caller> {
  const row = await find<SessionRow>(identity.pool, 'session', tokenHash, 'o.ends_at, o.second_factor_at');
  if (row === undefined || row.ended_at !== null || row.disabled_at !== null) fail('not-signed-in');
  const over = whyOver(identity, row);
  if (over !== undefined) {
    await close(identity, tokenHash, row, over);
    fail('not-signed-in');
  }
  if (look === 'request') await touch(identity, 'session', tokenHash, row);
  return {
    person: row.person_id,
    installationRole: row.installation_role,
    session: row.id,
    hasSecondFactor: row.second_factor_at !== null,
  };
}

async function callerOfKey(identity: Identity, tokenHash: string, look: Look): Promise<Caller> {
  const row = await find<KeyRow>(identity.pool, 'api_key', tokenHash, 'o.expires_at, o.scopes');
  if (row === undefined || row.ended_at !== null || row.disabled_at !== null) fail('not-signed-in');
  if (row.expires_at.getTime() <= identity.now()) {
    await close(identity, tokenHash, row, 'key');
    fail('not-signed-in');
  }
  if (look === 'request') await touch(identity, 'api_key', tokenHash, row);
  const { scopes, person_id: person, installation_role: installationRole, id } = row;
  return { person, installationRole, key: id, scopes, hasSecondFactor: true };
}

/**
 * Three statements in one message, and so in one transaction and one round trip. They go without parameters, which such a
 * message cannot have: all that is put in are the names of tables above and the digits of a SHA-256.
 */
async function find<R extends Row>(
  pool: Pool,
  table: 'session' | 'api_key',
  tokenHash: string,
  columns: string,
): Promise<R | undefined> {
  const asked = pool.query(`
    select set_config('cofferdam.presented', '${tokenHash}', true);
    select set_config('cofferdam.person', coalesce(
      (select person_id::text from cofferdam.${table} where token_hash = '${tokenHash}'), ''), true);
    select o.id, o.person_id, o.last_used_at, o.ended_at, p.disabled_at, p.installation_role, ${columns}
    from cofferdam.${table} o join cofferdam.person p on p.id = o.person_id
    where o.token_hash = '${tokenHash}'`);
  const results = (await asked.catch((error: unknown) => {
    throw orGone(error);
  })) as unknown as readonly QueryResult<R>[];
  return results[2]?.rows[0];
}

async function touch(identity: Identity, table: 'session' | 'api_key', tokenHash: string, row: Row): Promise<void> {
  const at = identity.now();
  if (row.last_used_at !== null && at - row.last_used_at.getTime() < touchEvery) return;
  await transactNobody(identity.pool, async (client) => {
    await present(client, tokenHash);
    await actAs(client, row.person_id);
    const { rowCount } = await client.query(
      `update cofferdam.${table} set last_used_at = greatest(last_used_at, $2) where id = $1 and ended_at is null`,
      [row.id, new Date(at)],
    );
    // It ended while this waited for its row, or since it was looked up.
    if (rowCount === 0) fail('not-signed-in');
  });
}

/** Of requests that come at the same time, one closes what is over, and records it. */
async function close(
  { pool, now }: Identity,
  tokenHash: string,
  { id, person_id: person }: Row,
  why: 'idle' | 'expired' | 'key',
): Promise<void> {
  await transactNobody(pool, async (client) => {
    await present(client, tokenHash);
    await actAs(client, person);
    const table = why === 'key' ? 'api_key' : 'session';
    const { rowCount } = await client.query(
      `update cofferdam.${table} set ended_at = $2 where id = $1 and ended_at is null`,
      [id, new Date(now())],
    );
    if (rowCount === 0) return;
    const act =
      why === 'key'
        ? ({ type: 'key-revoked', key: id, why: 'expired' } as const)
        : ({ type: 'session-revoked', session: id, why } as const);
    await recordAll(client, { now, actor: guard, acts: [act] });
  });
}

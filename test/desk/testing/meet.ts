import { expect } from 'vitest';
import type { Act } from '#platform/audit';
import type { Attacked } from './attacked.ts';
import { secrets } from './attacked.ts';

/** What came back, of whichever way it was sent. */
export interface Came {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** What an attack did. */
export interface Met {
  /** `404 nothing-there`; the status alone where there is no body. */
  readonly told: string;
  /** Secrets of others that came out. */
  readonly out: readonly string[];
  /** Tables whose rows are others than before. */
  readonly changed: readonly string[];
  readonly logged: readonly Act[];
}

/** What a sign-in and each request change by themselves: tests of these look at them by name. */
const restless = ['log_entry', 'log_head', 'session', 'api_key', 'account_tries', 'address_tries'];

/**
 * Sends an attack, and looks at everything around it: what came back, all rows of the database and blobs of the vault, and
 * the log. A minute passes first, since the log tells a refusal that comes again within one only once.
 */
export async function meet(box: Attacked, send: () => Promise<Came>): Promise<Met> {
  box.wait(61_000);
  const before = await stateOf(box);
  const from = await lastEntry(box);
  const came = await send();
  await box.refusals.idle();
  const after = await stateOf(box);
  const told = /"code":"([a-z-]+)"/.exec(came.body)?.[1];
  const said = `${came.body}\n${JSON.stringify(came.headers)}`.toLowerCase();
  return {
    told: told === undefined ? String(came.status) : `${came.status} ${told}`,
    out: secrets.filter((secret) => said.includes(secret)),
    changed: Object.keys({ ...before, ...after }).filter((table) => before[table] !== after[table]),
    logged: await actsSince(box, from),
  };
}

/** Nothing came out, nothing changed. */
export const untouched = { out: [], changed: [] };

/** What the log says of a request that was refused. */
export const refused = (operation: string, why: string): object => ({
  type: 'access-refused',
  operation,
  why,
  from: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
});

/** What the log of an incident says of a member who asked for what is not there, or not for him. */
export const nothingFound = (operation: string, times = 1): object => ({
  type: 'nothing-found',
  operation,
  times,
  from: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
});

/** A hash of the rows of each table, of the jobs, and of the blobs in the vault. */
async function stateOf({ database, desk }: Attacked): Promise<Readonly<Record<string, string>>> {
  const { rows: tables } = await database.owner.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where (schemaname = 'cofferdam' or tablename = '_private_jobs') and not tablename = any ($1)`,
    [restless],
  );
  const each = tables.map(
    ({ name }) =>
      `select '${name}' as name, md5(coalesce(string_agg(t::text, '' order by t::text), '')) from ${name} t`,
  );
  const { rows } = await database.owner.query<{ name: string; md5: string }>(each.join(' union all '));
  const blobs = await Array.fromAsync(desk.store.list(), ({ place, size }) => `${place.name} ${size}`);
  return { ...Object.fromEntries(rows.map(({ name, md5 }) => [name, md5])), vault: blobs.sort().join() };
}

async function lastEntry({ database }: Attacked): Promise<ReadonlyMap<string, string>> {
  const { rows } = await database.owner.query<{ chain: string; last: string }>(
    'select chain, max(seq) as last from cofferdam.log_entry group by chain',
  );
  return new Map(rows.map(({ chain, last }) => [chain, last]));
}

/** What was done, without the links between chains. */
async function actsSince({ database }: Attacked, from: ReadonlyMap<string, string>): Promise<Act[]> {
  const { rows } = await database.owner.query<{ chain: string; seq: string; body: string }>(
    'select chain, seq, body from cofferdam.log_entry order by chain, seq',
  );
  return rows
    .filter(({ chain, seq }) => BigInt(seq) > BigInt(from.get(chain) ?? 0))
    .map(({ body }) => (JSON.parse(body) as { act: Act }).act)
    .filter(({ type }) => type !== 'chain-linked');
}

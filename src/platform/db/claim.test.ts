import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CofferdamError, codeOf } from '../errors/index.ts';
import { claimDatabase } from './claim.ts';
import { cloneDatabase, type TestDatabase } from './testing/cluster.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database.close());

const never = (why: CofferdamError): never => {
  throw why;
};
const claim = (onLost: (why: CofferdamError) => void = never, beatMilliseconds = 50) =>
  claimDatabase({ connection: database.app, onLost, waitMilliseconds: 0, beatMilliseconds });
/** The sessions that hold a lock of ours. */
const holders = async (): Promise<readonly number[]> => {
  const { rows } = await database.owner.query<{ pid: number }>(
    `select pid from pg_locks where locktype = 'advisory' and granted
     and database = (select oid from pg_database where datname = current_database())`,
  );
  return rows.map(({ pid }) => pid);
};

test('one server has the database, the next when that one has given it back', async () => {
  const first = await claim();
  await expect(claim()).rejects.toMatchObject({ code: 'database-in-use' });
  await first.release();
  await (await claim()).release();
  expect(await holders()).toEqual([]);
});

test('of eight that come at once one gets it', async () => {
  const all = await Promise.allSettled(Array.from({ length: 8 }, () => claim()));
  const got = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const refused = all.flatMap((one) => (one.status === 'rejected' ? [codeOf(one.reason)] : []));
  expect([got.length, new Set(refused)]).toEqual([1, new Set(['database-in-use'])]);
  await got[0]?.release();
});

test('a claim whose connection breaks is made again', async () => {
  const own = await claim();
  const [before] = await holders();
  await database.owner.query('select pg_terminate_backend($1)', [before]);
  let after: number | undefined;
  while (after === undefined || after === before) [after] = await holders();
  await expect(claim()).rejects.toMatchObject({ code: 'database-in-use' });
  await own.release();
});

test('a server that could not reach the database, and finds another there, is told to end', async () => {
  const lost = Promise.withResolvers<CofferdamError>();
  const first = await claim(lost.resolve, 300);
  await database.owner.query('select pg_terminate_backend(pid) from pg_locks where pid = any ($1)', [await holders()]);
  let second: Awaited<ReturnType<typeof claim>> | undefined;
  while (second === undefined) second = await claim(never, 5000).catch(() => undefined);
  expect((await lost.promise).code).toBe('database-in-use');
  await first.release();
  expect(await holders()).toHaveLength(1);
  await second.release();
});

import { Pool, type PoolClient } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from './testing/cluster.ts';
import { transact, transactJob, transactNobody } from './transact.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await cloneDatabase();
  pool = new Pool({ ...database.app, max: 4 });
});
afterAll(async () => {
  await pool.end();
  await database.close();
});

const person = '00000000-0000-4000-8000-000000000001';
const ways = {
  transact: (act: (client: PoolClient) => Promise<string>) => transact(pool, { person }, act),
  transactNobody: (act: (client: PoolClient) => Promise<string>) => transactNobody(pool, act),
  transactJob: (act: (client: PoolClient) => Promise<string>) => transactJob(pool, { incident: person }, act),
};

/** Two that take two locks, each in the order of the other: the first time both have one of them before they go on. */
async function cross(within: (typeof ways)[keyof typeof ways]) {
  let runs = 0;
  let held = 0;
  const both = Promise.withResolvers<void>();
  const act = (name: string, first: number, second: number) =>
    within(async (client) => {
      runs += 1;
      await client.query('select pg_advisory_xact_lock($1)', [first]);
      held += 1;
      if (held === 2) both.resolve();
      await both.promise;
      await client.query('select pg_advisory_xact_lock($1)', [second]);
      return name;
    });
  const ended = await Promise.allSettled([act('one', 1, 2), act('two', 2, 1)]);
  return { ended, runs };
}

test.each(['transact', 'transactNobody'] as const)(
  '%s runs an act once more that waited for another, which waited for it',
  async (name) => {
    const { ended, runs } = await cross(ways[name]);
    expect(ended).toEqual([
      { status: 'fulfilled', value: 'one' },
      { status: 'fulfilled', value: 'two' },
    ]);
    expect(runs).toBe(3);
  },
);

test('transactJob does not: what it is given may be a stream', async () => {
  const { ended, runs } = await cross(ways.transactJob);
  expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(ended.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: '40P01' } });
  expect(runs).toBe(2);
});

test('an act that fails a second time has failed, and other errors are not tried again', async () => {
  for (const [state, expected] of [
    ['40001', 2],
    ['40P01', 2],
    ['23505', 1],
  ] as const) {
    let runs = 0;
    const failed = transact(pool, { person }, async (client) => {
      runs += 1;
      await client.query(`do $$ begin raise exception 'x' using errcode = '${state}'; end $$`);
    });
    await expect(failed).rejects.toMatchObject({ code: state });
    expect([state, runs]).toEqual([state, expected]);
  }
});

import { afterAll, beforeEach, afterEach, expect, test } from 'vitest';
import { transactNobody } from '#platform/db';
import type { Code } from '#platform/errors';
import { createMasterKey } from '#platform/vault';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestDesk, openTestIncident, type TestDesk } from '../../respond/testing/desk.ts';
import { signHead } from './checkpoint.ts';
import { startCheckpoints } from './checkpoints.ts';

let on: TestDesk;
const places: string[] = [];
beforeEach(async () => {
  on = await openTestDesk();
});
afterEach(() => on.close());
afterAll(async () => {
  for (const place of places) await rm(place, { recursive: true });
});

const signed = async (): Promise<number[]> =>
  (await on.database.owner.query<{ seq: string }>('select seq from cofferdam.log_checkpoint order by seq')).rows.map(
    ({ seq }) => Number(seq),
  );

/** An hour that is over when the test says so. */
function hours() {
  let over: (() => void) | undefined;
  let waiting = Promise.withResolvers<void>();
  return {
    wait: (signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        over = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
        waiting.resolve();
      }),
    /** Lets an hour pass, and comes back when the next has begun: what was to be done is done. */
    async pass() {
      await waiting.promise;
      waiting = Promise.withResolvers();
      over?.();
      await waiting.promise;
    },
  };
}

test('each hour and at the end the head is signed where the log moved, and not where it did not', async () => {
  const time = hours();
  const failures: Code[] = [];
  const checkpoints = startCheckpoints({ ...on.desk, onFailure: (code) => failures.push(code), wait: time.wait });
  await time.pass();
  expect(await signed()).toEqual([1]);
  await time.pass();
  expect(await signed()).toEqual([1]);
  await openTestIncident(on);
  await time.pass();
  expect(await signed()).toEqual([1, 3]);
  await openTestIncident(on);
  await checkpoints.stop();
  expect(await signed()).toEqual([1, 3, 5]);
  expect(failures).toEqual([]);
});

test('two servers sign a head once', async () => {
  await openTestIncident(on);
  const both = await Promise.all([1, 2].map(() => transactNobody(on.desk.pool, (client) => signHead(client, on.desk))));
  expect(both.filter((one) => one !== undefined)).toHaveLength(1);
  expect(await signed()).toEqual([2]);
});

test('with a wrong master key nothing is signed, it is told, and the next hour tries again', async () => {
  const place = await mkdtemp(join(tmpdir(), 'cofferdam-key-'));
  places.push(place);
  const master = await createMasterKey(join(place, 'other.key'));
  const time = hours();
  const failures: Code[] = [];
  const { pool, now } = on.desk;
  const checkpoints = startCheckpoints({ pool, now, master, onFailure: (c) => failures.push(c), wait: time.wait });
  await time.pass();
  await checkpoints.stop();
  expect(failures).toEqual(['key-damaged', 'key-damaged']);
  expect(await signed()).toEqual([]);
});

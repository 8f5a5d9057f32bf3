import { expect, inject, test } from 'vitest';
import { connectTo } from './testing/cluster.ts';
import { isHere } from './testing/start-15.ts';

/** Where the tests of this folder run a second time, on the oldest PostgreSQL; else why they do not. */
const title = isHere
  ? 'the project postgres-15 runs on PostgreSQL 15'
  : 'PostgreSQL 15: left out, since there is no /usr/lib/postgresql/15/bin (Debian: postgresql-15)';

test.skipIf(inject('isPostgres15') !== true)(title, async () => {
  const client = await connectTo(inject('postgres'), 'postgres');
  const { rows } = await client.query(`select current_setting('server_version') as version`);
  await client.end();
  expect(rows).toEqual([{ version: expect.stringMatching(/^15\./) }]);
});

import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestIntake, type TestIntake } from './testing/intake.ts';

let box: TestIntake;
beforeAll(async () => {
  box = await openTestIntake();
  await box.handIn(randomBytes(10));
  await box.begin(10);
});
afterAll(() => box.close());

type Name = Parameters<TestIntake['as']>[0] | 'worker';

/** What a statement does that a forgotten check, or somebody in the server's connection, lets through. */
async function run(name: Name, sql: string): Promise<number | string> {
  const client = await (name === 'worker' ? box.worker : box.desk.pool).connect();
  try {
    await client.query('begin');
    const [person, job] = name === 'worker' ? ['', box.incident] : [box.people[name], ''];
    await client.query(
      `select set_config('cofferdam.person', $1, true), set_config('cofferdam.job_incident', $2, true)`,
      [person, job],
    );
    return (await client.query(sql)).rowCount ?? 0;
  } catch (error) {
    return error instanceof Error && /permission denied|row-level security|does not/.test(error.message)
      ? 'refused'
      : String(error);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const copyItem = `insert into cofferdam.evidence_item (id, incident_id, how, handed_in_by, handed_in_at, size)
  select gen_random_uuid(), incident_id, how, handed_in_by, now(), 1 from cofferdam.evidence_item limit 1`;
const copyBytes = `insert into cofferdam.evidence_bytes
  select u.evidence_id, b.incident_id, b.compartment, b.entity_id, b.blob, b.sha256
  from cofferdam.evidence_bytes b, cofferdam.evidence_upload u where u.evidence_id <> b.evidence_id`;

test.each<[string, Name, string, number | 'refused']>([
  ['a member sees all items', 'dpo', 'select from cofferdam.evidence_item', 2],
  ['of another compartment none', 'hr', 'select from cofferdam.evidence_item', 0],
  ['a stranger none', 'stranger', 'select from cofferdam.evidence_upload', 0],
  ['an admin none', 'admin', 'select from cofferdam.evidence_label', 0],
  ['an auditor none', 'auditor', 'select from cofferdam.evidence_bytes', 0],
  ['a job those of its incident', 'worker', 'select from cofferdam.evidence_item', 2],
  ['a job changes none', 'worker', `update cofferdam.evidence_item set state = 'abandoned'`, 'refused'],
  ['a job sees no state of an upload', 'worker', 'select state from cofferdam.evidence_upload', 'refused'],
  ['a job sees no readings', 'worker', 'select from cofferdam.evidence_reading', 'refused'],
  ['an upload of another goes on', 'dpo', 'update cofferdam.evidence_upload set fence = fence + 1', 0],
  ['an upload goes back', 'analyst', 'update cofferdam.evidence_upload set fence = fence - 1', 'refused'],
  ['an item in the name of another', 'dpo', copyItem, 'refused'],
  ['bytes to an item of another', 'dpo', copyBytes, 'refused'],
  ['another blob for an item', 'analyst', `update cofferdam.evidence_bytes set blob = repeat('0', 64)`, 'refused'],
  ['another size for an item', 'analyst', 'update cofferdam.evidence_item set size = 1', 'refused'],
  ['another name for an item', 'analyst', `update cofferdam.evidence_label set name = ''`, 'refused'],
  ['a custody that never was', 'analyst', 'update cofferdam.custody_entry set number = 7', 'refused'],
  ['custody is deleted', 'lead', 'delete from cofferdam.custody_entry', 'refused'],
  ['an item is deleted', 'lead', 'delete from cofferdam.evidence_item', 'refused'],
  [
    'a complete item is abandoned',
    'lead',
    `update cofferdam.evidence_item set state = 'abandoned' where state = 'complete'`,
    'refused',
  ],
])('%s: %s', async (_, name, sql, result) => {
  expect(await run(name, sql)).toBe(result);
});

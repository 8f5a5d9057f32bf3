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

const endItem = `update cofferdam.evidence_item set state = 'abandoned', ended_at = now() where state = 'uploading'`;
const sealItem = `update cofferdam.evidence_item set sealed_off = 'illegal', sealed_people = array[handed_in_by],
  sealed_reason = 'x', sealed_at = now(), sealed_by = handed_in_by`;
const sealLikeness = `insert into cofferdam.sealed_likeness
    (incident_id, likeness, sealed_off, sealed_people, sealed_at, sealed_by)
  select incident_id, repeat('0', 64), 'illegal', array[handed_in_by], now(), cofferdam.current_person()
  from cofferdam.evidence_item limit 1`;
const custody = (number: number, to: string, from: string): string => `insert into cofferdam.custody_entry
    (id, evidence_id, incident_id, compartment, entity_id, number, at, recorded_by, from_person, to_person, why)
  select gen_random_uuid(), id, incident_id, compartment, entity_id, ${number}, now(), cofferdam.current_person(), ${from},
    cofferdam.${to}, 'x' from cofferdam.evidence_item where state = 'complete'`;
const reading = (recipient: string, mark: string): string => `insert into cofferdam.evidence_reading
    (id, evidence_id, incident_id, compartment, entity_id, person_id, reason, recipient, mark, made_at, until)
  select gen_random_uuid(), id, incident_id, compartment, entity_id, cofferdam.current_person(), 'x', ${recipient}, ${mark},
    now(), now() from cofferdam.evidence_item where state = 'complete'`;

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
  ['a guest passes an item on', 'guest', `update cofferdam.evidence_item set custodian = null`, 0],
  [
    'one passes on what another answers for',
    'dpo',
    `update cofferdam.evidence_item set custodian = '${'0'.repeat(8)}-0000-4000-8000-000000000000' where state = 'complete'`,
    'refused',
  ],
  ['one ends what another hands in', 'dpo', endItem, 'refused'],
  ['comms seals an item off', 'comms', sealItem, 'refused'],
  ['a guest seals an item off', 'guest', sealItem, 0],
  ['one seals an item off in the name of another', 'lead', sealItem, 'refused'],
  ['a guest takes an item on', 'guest', custody(2, 'current_person()', 'custodian'), 'refused'],
  ['one takes what another answers for', 'dpo', custody(2, 'current_person()', 'custodian'), 'refused'],
  ['one passes on what nobody has', 'analyst', custody(2, 'current_person()', 'null'), 'refused'],
  ['a custody begins with another', 'dpo', custody(1, 'current_person()', 'null'), 'refused'],
  ['one passes on what is his', 'analyst', custody(2, 'current_person()', 'custodian'), 1],
  [
    'other bytes than those that came',
    'analyst',
    `${copyBytes} and u.person_id = cofferdam.current_person()`,
    'refused',
  ],
  ['a guest reads', 'guest', reading('null', 'null'), 'refused'],
  ['an analyst reads', 'analyst', reading('null', 'null'), 1],
  ['an analyst takes a copy away', 'analyst', reading(`'x'`, 'gen_random_uuid()'), 'refused'],
  ['a likeness is sealed off that no item has', 'lead', sealLikeness, 'refused'],
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

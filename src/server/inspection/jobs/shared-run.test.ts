import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '#platform/db';
import { impact } from '#respond';
import { openTestDesk, openTestIncident, type TestDesk, type TestPerson } from '../../../respond/testing/desk.ts';
import { handInItem, settled, until } from '../testing/evidence.ts';
import { openWorker, type Worker } from '../worker.ts';

// Items of the same bytes share a run, also where they are in compartments of which nobody sees both.

let here: TestDesk;
let worker: Worker;
let incident = '';
const items = { counsel: '', facts: '', own: '' };
const bytes = 'name,email\nErika Mustermann,erika@kunde.example\n';
beforeAll(async () => {
  here = await openTestDesk();
  incident = await openTestIncident(here, [
    { name: 'legal', role: 'legal', compartments: ['counsel'] },
    { name: 'analyst', role: 'analyst', compartments: ['facts'] },
    { name: 'dpo', role: 'dpo', compartments: ['person-concerned'] },
    { name: 'guest', role: 'guest' },
    { name: 'comms', role: 'comms' },
  ]);
  worker = await openWorker({
    ...here.desk,
    connection: here.database.worker,
    children: 1,
    beatMilliseconds: 50,
    onTrouble: () => undefined,
  });
  items.counsel = await handInItem(here, incident, { name: 'dismissals.csv', bytes, compartment: 'counsel' });
  await until(here, settled);
  // It was inspected long before the others came.
  here.wait(60 * 24 * 3_600_000);
  items.own = await handInItem(here, incident, { name: 'mine.csv', bytes: `${bytes}Jan Beispiel,jan@kunde.example\n` });
  items.facts = await handInItem(here, incident, { name: 'guess.csv', bytes });
  await until(here, settled);
});
afterAll(async () => {
  await worker.stop();
  await here.close();
});

const as = (name: TestPerson) => ({ person: here.people[name] });
const runsOf = async (name: TestPerson) =>
  (await impact.listOfRuns(here.desk, as(name), { incident, limit: 10 })).items;
const sharedBy = async (name: TestPerson, evidence: string) => {
  const run = (await runsOf(name)).find((one) => one.evidence === evidence);
  if (run === undefined) throw new Error(`no run of the item for ${name}`);
  return run;
};

test('whoever hands in a file that he guessed is told of his own item alone, and of no time before it', async () => {
  const run = await sharedBy('analyst', items.facts);
  expect(run).toMatchObject({ compartment: 'facts', state: 'complete' });
  const said = JSON.stringify([
    await runsOf('analyst'),
    await impact.showOneRun(here.desk, as('analyst'), { incident, run: run.id }),
    await impact.files(here.desk, as('analyst'), { incident, limit: 50 }),
    await impact.findings(here.desk, as('analyst'), { incident, limit: 50 }),
  ]);
  for (const told of [items.counsel, 'counsel', '2026-01-01']) expect(said).not.toContain(told);
});

test('no cursor of a list tells when a run was queued', async () => {
  for (let cursor: string | undefined, pages = 0; ; pages += 1) {
    const page = await impact.listOfRuns(here.desk, as('analyst'), { incident, limit: 1, cursor });
    if (page.next === null) {
      expect(pages).toBe(1);
      return;
    }
    expect(Buffer.from(page.next, 'base64url').toString()).not.toContain('202');
    cursor = page.next;
  }
});

test.each([
  ['legal', 'counsel', '2026-01-01T09:00:00.000Z'],
  ['lead', 'counsel', '2026-01-01T09:00:00.000Z'],
] as const)('%s, who sees the item with which it began, is told of that', async (name, compartment, queuedAt) => {
  expect(await sharedBy(name, items.counsel)).toMatchObject({ compartment, queuedAt });
});

test('whoever sees none of the items sees no run', async () => {
  expect(await runsOf('dpo')).toEqual([]);
});

test('files and findings of an item that is asked for are said to be of that item', async () => {
  for (const evidence of [items.counsel, items.facts]) {
    const { items: files } = await impact.files(here.desk, as('lead'), { incident, evidence, limit: 50 });
    expect(files.map((file) => file.evidence)).toEqual([evidence]);
  }
});

test('it can be inspected anew by the item that one has', async () => {
  const { id } = await sharedBy('analyst', items.facts);
  const again = await impact.restart(here.desk, as('analyst'), { incident, run: id, rules: 'b'.repeat(64) });
  expect(again).toMatchObject({ evidence: items.facts, compartment: 'facts' });
  await until(here, settled);
});

describe('the database, where a use case would forget it', () => {
  const newRun = (content: string): string => `
    insert into cofferdam.inspection_run
      (id, incident_id, compartment, entity_id, evidence_id, content, rules, queued_at, bytes)
    select gen_random_uuid(), e.incident_id, e.compartment, e.entity_id, e.id, ${content}, repeat('f', 64), now(), e.size
    from cofferdam.evidence_item e where e.id = $1`;
  const own = '(select b.blob from cofferdam.evidence_bytes b where b.evidence_id = e.id)';
  const disclosure = `
    insert into cofferdam.subject_disclosure
      (id, incident_id, compartment, entity_id, person_id, at, reason, count_id, count_version, number, revealed)
    select gen_random_uuid(), incident_id, compartment, entity_id, cofferdam.current_person(), now(), 'x', id, version, 1, true
    from cofferdam.subject_count where incident_id = (select incident_id from cofferdam.evidence_item where id = $1)
      and compartment = 'facts'`;
  test.each<[string, TestPerson, string, number | 'refused']>([
    ['a run over other bytes than those of the item', 'analyst', newRun(`repeat('0', 64)`), 'refused'],
    ['a run by a guest', 'guest', newRun(own), 'refused'],
    ['a run over the bytes of the item', 'analyst', newRun(own), 1],
    ['a person revealed to a guest', 'guest', disclosure, 'refused'],
    ['a person revealed to comms', 'comms', disclosure, 'refused'],
    ['a person revealed to an analyst', 'analyst', disclosure, 1],
  ])('%s', async (_, name, sql, result) => {
    const done = await transact(here.desk.pool, as(name), async (client) => {
      const { rowCount } = await client.query(sql, [items.facts]);
      await client.query('rollback; begin');
      return rowCount;
    }).catch((error: unknown) => (/row-level security/.test(String(error)) ? 'refused' : String(error)));
    expect(done).toBe(result);
  });
});

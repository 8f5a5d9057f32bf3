import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { transact, transactJob } from '#platform/db';
import { codeOf } from '#platform/errors';
import { organisation } from '../index.ts';
import { actsOf } from '../incidents/testing/log.ts';
import { openTestDesk, openTestIncident, type TestDesk, type TestPerson } from '../testing/desk.ts';
import { type AddDecision, addDecision } from './contract.ts';
import { add, list } from './index.ts';

let box: TestDesk;
let incident: string;

beforeAll(async () => {
  box = await openTestDesk();
  incident = await openTestIncident(box, [
    { name: 'analyst', role: 'analyst', compartments: ['facts'] },
    { name: 'legal', role: 'legal' },
    { name: 'executive', role: 'executive' },
    { name: 'guest', role: 'guest' },
  ]);
});
afterAll(() => box.close());

const as = (name: TestPerson) => ({ person: box.people[name] });
const said = (input: Partial<AddDecision> & object = {}): AddDecision =>
  addDecision.body.parse({
    text: 'The portal stays down',
    at: '2026-01-01T08:30:00Z',
    zone: 'Europe/Berlin',
    ...input,
  });
const put = (name: TestPerson, input?: Partial<AddDecision>) => add(box.desk, as(name), incident, said(input));
const shown = async (name: TestPerson) => (await list(box.desk, as(name), incident)).decisions;
const refusal = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'met',
    (error: unknown) => codeOf(error),
  );

test('a decision is there as it was said, and the log holds hashes in place of words', async () => {
  const options = ['Keep it up and watch', 'Take it down tonight'];
  const { id } = await put('legal', { options, decidedBy: { kind: 'person', id: box.people.executive } });
  expect((await shown('guest')).find((one) => one.id === id)).toEqual({
    id,
    text: 'The portal stays down',
    options,
    decidedBy: { kind: 'person', id: box.people.executive, name: 'executive' },
    at: '2026-01-01T08:30:00.000Z',
    zone: 'Europe/Berlin',
    compartment: 'facts',
    entity: null,
    supersedes: null,
    supersededBy: null,
    recordedAt: '2026-01-01T09:00:00.000Z',
    recordedBy: { id: box.people.legal, name: 'legal' },
  });
  const last = (await actsOf(box, incident)).at(-1);
  expect(last?.act).toMatchObject({ type: 'decision-recorded', decision: id, decidedBy: box.people.executive });
  expect(JSON.stringify(last)).not.toMatch(/portal|tonight|watch/);
});

test('a later one takes its place, once, and both stand', async () => {
  const first = await put('lead');
  const second = await put('legal', { text: 'The portal goes up again', supersedes: first.id });
  expect(await refusal(put('lead', { supersedes: first.id }))).toBe('changed-meanwhile');
  const all = await shown('lead');
  expect(all.find(({ id }) => id === first.id)).toMatchObject({
    text: 'The portal stays down',
    supersededBy: second.id,
  });
  expect(all.find(({ id }) => id === second.id)).toMatchObject({ supersedes: first.id, supersededBy: null });
});

test('of two at once that take the place of one, one is told so', async () => {
  const { id: supersedes } = await put('lead');
  const both = await Promise.allSettled([put('lead', { supersedes }), put('legal', { supersedes })]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const refused = both.find((one) => one.status === 'rejected');
  expect(codeOf(refused?.reason)).toBe('changed-meanwhile');
});

test('who is not let into a compartment neither sees nor writes there, nor takes the place of what stands there', async () => {
  const hidden = await put('legal', { compartment: 'counsel', text: 'Privileged' });
  expect((await shown('analyst')).map(({ id }) => id)).not.toContain(hidden.id);
  expect(await refusal(put('analyst', { compartment: 'counsel' }))).toBe('compartment-lacking');
  expect(await refusal(put('analyst', { supersedes: hidden.id }))).toBe('nothing-there');
  // Those who see it do not move it to where others do.
  expect(await refusal(put('legal', { supersedes: hidden.id }))).toBe('changed-meanwhile');
});

test('a person to call may have decided; removed, the name is gone and the decision is not', async () => {
  const contact = await organisation.addContact(box.desk, as('admin'), {
    name: 'Dr. Fern',
    function: 'executive',
    entity: null,
    first: { kind: 'phone', address: '+49301234567' },
    second: { kind: 'phone', address: '+49301234568' },
    position: 1,
  });
  const { id } = await put('lead', { decidedBy: { kind: 'contact', id: contact.id } });
  const of = async () => (await shown('lead')).find((one) => one.id === id)?.decidedBy;
  expect(await of()).toEqual({ kind: 'contact', id: contact.id, name: 'Dr. Fern' });
  await organisation.removeContact(box.desk, as('admin'), { contact: contact.id, version: 1 });
  expect(await of()).toEqual({ kind: 'contact', id: contact.id, name: null });
  expect(await refusal(put('lead', { decidedBy: { kind: 'contact', id: contact.id } }))).toBe('contact-unknown');
});

test.each<[string, TestPerson, () => Partial<AddDecision>, string]>([
  ['a guest', 'guest', () => ({}), 'role-lacking'],
  ['an executive, for whom somebody writes', 'executive', () => ({}), 'role-lacking'],
  ['a stranger', 'stranger', () => ({}), 'nothing-there'],
  ['a time ahead', 'lead', () => ({ at: '2026-01-01T10:00:00Z' }), 'time-ahead'],
  [
    'by somebody who never was a member',
    'lead',
    () => ({ decidedBy: { kind: 'person', id: box.people.stranger } }),
    'person-unknown',
  ],
  ['for an entity that is none', 'lead', () => ({ entity: randomUUID() }), 'entity-unknown'],
  ['in place of one that is none', 'lead', () => ({ supersedes: randomUUID() }), 'nothing-there'],
])('%s is refused', async (_, name, input, code) => {
  expect(await refusal(put(name, input()))).toBe(code);
});

test('an offset that is not that of the zone is a slip, and refused before anything is written', () => {
  expect(
    addDecision.body.safeParse({ text: 'x', at: '2026-01-01T10:00:00+05:00', zone: 'Europe/Berlin' }).success,
  ).toBe(false);
});

test('the database keeps it so: nobody changes or deletes, and a job sees none', async () => {
  const lead = as('lead');
  const change = 'update cofferdam.decision set text = $1';
  await expect(transact(box.desk.pool, lead, (client) => client.query(change, ['x']))).rejects.toThrow(
    /permission denied/,
  );
  await expect(
    transactJob(box.worker, { incident }, (client) => client.query('select from cofferdam.decision')),
  ).rejects.toThrow(/permission denied/);
  const own = transact(box.desk.pool, as('guest'), (client) =>
    client.query(
      `insert into cofferdam.decision (id, incident_id, text, decided_by, at, zone, recorded_at, recorded_by)
       values (gen_random_uuid(), $1, 'x', $2, now(), 'UTC', now(), $2)`,
      [incident, box.people.guest],
    ),
  );
  await expect(own).rejects.toThrow(/row-level security/);
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact, transactJob } from '#platform/db';
import { stateAwareness } from '../../contract.ts';
import { openTestDesk, openTestIncident, type TestDesk, type TestPerson } from '../../testing/desk.ts';
import { actsOf, lastAct } from '../testing/log.ts';
import { list } from './list.ts';
import { state } from './state.ts';

let t: TestDesk;
const [home, abroad] = [randomUUID(), randomUUID()];
beforeAll(async () => {
  t = await openTestDesk();
  await t.database.owner.query(
    `insert into cofferdam.legal_entity (id, name, country, role, listed, created_at, ended_at)
     values ($1, 'Home', 'DE', 'controller', false, now(), null), ($2, 'Abroad', 'FR', 'controller', true, now(), now())`,
    [home, abroad],
  );
});
afterAll(() => t.close());

const as = (name: TestPerson) => ({ person: t.people[name] });
const parse = (given: Record<string, unknown> = {}) =>
  stateAwareness.body.parse({ step: 'aware', since: '2026-01-01T08:00:00Z', zone: 'Europe/Berlin', ...given });
const say = (name: TestPerson, incident: string, given: Record<string, unknown> = {}) =>
  state(t.desk, as(name), incident, parse(given));

test('what was known when, in the order in which it was said, with the zone it was said in', async () => {
  const incident = await openTestIncident(t, [
    { name: 'dpo', role: 'dpo' },
    { name: 'legal', role: 'legal' },
    { name: 'hr', role: 'hr' },
  ]);
  const said = await say('dpo', incident, {
    step: 'first-indication',
    since: '2026-01-01T10:30:00+05:30',
    zone: 'Asia/Kolkata',
    saidBy: t.people.hr,
    note: 'Anna Schmidt saw it',
  });
  expect(said).toMatchObject({ since: '2026-01-01T05:00:00.000Z', zone: 'Asia/Kolkata', saidBy: t.people.hr });
  const last = await lastAct(t, incident);
  expect(last?.act).toMatchObject({ type: 'awareness-stated', since: said.since, zone: 'Asia/Kolkata', entity: null });
  expect(JSON.stringify(last)).not.toContain('Schmidt');
  t.wait(1000);
  const second = await say('legal', incident, { step: 'being-assessed' });
  t.wait(1000);
  const third = await say('legal', incident, { step: 'first-indication', since: '2025-12-31T08:00:00Z' });
  expect((await list(t.desk, as('hr'), incident)).statements).toEqual([said, second, third]);
});

describe('the earliest awareness', () => {
  test('is that of a legal entity or of all, whichever was first; a later statement does not undo it', async () => {
    const incident = await openTestIncident(t);
    const ids: Record<string, string> = {};
    for (const [name, entity, since] of [
      ['later', null, '2026-01-01T07:00:00Z'],
      ['home', home, '2026-01-01T05:00:00Z'],
      ['abroad', abroad, '2026-01-01T08:00:00Z'],
      ['all', null, '2026-01-01T06:00:00Z'],
      ['corrected', home, '2026-01-01T08:30:00Z'],
    ] as const) {
      ids[name] = (await say('lead', incident, { entity, since })).id;
      t.wait(1);
    }
    await say('lead', incident, { step: 'first-indication', since: '2025-01-01T00:00:00Z' });
    const { aware } = await list(t.desk, as('lead'), incident);
    expect(Object.fromEntries(aware.map(({ entity, statement }) => [entity, statement]))).toEqual({
      null: ids['all'],
      [home]: ids['home'],
      [abroad]: ids['all'],
    });
  });

  test('is nothing where nobody was aware', async () => {
    const incident = await openTestIncident(t);
    await say('lead', incident, { step: 'being-assessed' });
    expect((await list(t.desk, as('lead'), incident)).aware).toEqual([]);
  });
});

describe('what is refused', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['a time that lies ahead by more than a minute', { since: '2026-01-01T10:00:00Z' }, 'time-ahead'],
    ['somebody who is nobody', { saidBy: randomUUID() }, 'person-unknown'],
    ['an entity that is none', { entity: randomUUID() }, 'entity-unknown'],
    ['a compartment that is not open', { compartment: 'counsel' }, 'compartment-lacking'],
  ])('%s', async (_, given, code) => {
    const incident = await openTestIncident(t, [{ name: 'dpo', role: 'dpo', compartments: ['facts'] }]);
    await expect(say('dpo', incident, given)).rejects.toMatchObject({ code });
    expect(await actsOf(t, incident)).toHaveLength(1);
  });

  test.each<[string, Record<string, unknown>]>([
    ['a time without a zone', { since: '2026-01-01T08:00:00' }],
    ['a zone that is none', { zone: 'Europe/Atlantis' }],
    ['an offset that is not that of the zone then', { since: '2026-07-01T08:00:00+01:00' }],
    ['an hour that the zone skips', { since: '2026-03-29T02:30:00+01:30' }],
    ['a step that is none', { step: 'known' }],
    ['a note with controls', { note: 'a\u001b[0m' }],
  ])('%s', (_, given) => {
    expect(() => parse(given)).toThrow();
  });

  test('either of the two offsets of an hour that comes twice is right', () => {
    const earlier = parse({ since: '2025-10-26T02:30:00+02:00' });
    const later = parse({ since: '2025-10-26T02:30:00+01:00' });
    expect(Date.parse(later.since) - Date.parse(earlier.since)).toBe(3_600_000);
  });
});

test('who answers for one legal entity speaks for that one', async () => {
  const incident = await openTestIncident(t, [{ name: 'dpo', role: 'dpo' }]);
  await t.database.owner.query(
    'update cofferdam.membership set entities = array[$2::uuid] where incident_id = $1 and person_id = $3',
    [incident, home, t.people.dpo],
  );
  await expect(say('dpo', incident, { entity: null })).rejects.toMatchObject({ code: 'compartment-lacking' });
  await expect(say('dpo', incident, { entity: abroad })).rejects.toMatchObject({ code: 'compartment-lacking' });
  await say('dpo', incident, { entity: home });
  await say('lead', incident, { entity: abroad });
  expect((await list(t.desk, as('dpo'), incident)).statements).toHaveLength(1);
  const around = transact(t.desk.pool, as('dpo'), (client) => client.query(insert, [incident, t.people.dpo]));
  await expect(around).rejects.toThrow(/row-level security/);
});

const insert = `
  insert into cofferdam.awareness_statement (id, incident_id, step, at, zone, said_by, recorded_at, recorded_by)
  values (gen_random_uuid(), $1, 'aware', now(), 'UTC', $2, now(), $2)`;

test.each(['update cofferdam.awareness_statement set at = now()', 'delete from cofferdam.awareness_statement'])(
  'nobody changes a statement: %s',
  async (sql) => {
    const incident = await openTestIncident(t);
    const said = await say('lead', incident);
    await expect(transact(t.desk.pool, as('lead'), (client) => client.query(sql))).rejects.toThrow(/permission denied/);
    await expect(transactJob(t.worker, { incident }, (client) => client.query(sql))).rejects.toThrow(
      /permission denied/,
    );
    expect((await list(t.desk, as('lead'), incident)).statements).toEqual([said]);
  },
);

test('a statement that is sent twice with its key is made once', async () => {
  const incident = await openTestIncident(t);
  const asker = { ...as('lead'), once: { key: 'k', fingerprint: 'a'.repeat(64) } };
  const both = await Promise.all([state(t.desk, asker, incident, parse()), state(t.desk, asker, incident, parse())]);
  expect(both[0]).toEqual(both[1]);
  expect((await list(t.desk, as('lead'), incident)).statements).toHaveLength(1);
});

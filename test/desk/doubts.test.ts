import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { impact } from '#respond';
import { handInItem } from '../../src/server/inspection/testing/evidence.ts';
import { hashRules } from '../../src/server/inspection/jobs/rules-hash.ts';
import { openTestIncident } from '../../src/respond/testing/desk.ts';
import { openTestServer, type Reply, type TestServer } from '../../src/server/testing/server.ts';
import { inspectAll } from './testing/inspect-all.ts';

// Persons of whom it is open whether they are one or two: somebody looks, decides, and takes it back.

const shop = 'customer number,name,email\n7,Anna Schmidt,a.schmidt@post.example\n9,Jonas Weber,jw@post.example\n';
const guests = 'name,phone\nAnna Schmidt,+49 30 6789012\n';
const accounts =
  'tax id,name,date of birth\n12 345 678 911,Erika Mustermann,1980-05-13\n12 345 678 911,Paul Krüger,1994-11-30\n';
const reason = 'She rang and named both';

let server: TestServer;
let session = '';
let legal = '';
let rules = '';
beforeAll(async () => {
  server = await openTestServer();
  session = await server.session('analyst');
  legal = await server.session('legal');
  rules = await hashRules();
});
afterAll(() => server.close());

async function incidentWith(...texts: readonly string[]): Promise<string> {
  const incident = await openTestIncident(server, [
    { name: 'analyst', role: 'analyst' },
    { name: 'legal', role: 'legal' },
  ]);
  for (const [at, text] of texts.entries()) await handIn(incident, `list-${at}.csv`, text);
  await inspectAll(server);
  return incident;
}
const handIn = (incident: string, name: string, text: string) =>
  handInItem(server, incident, { name, bytes: Buffer.from(text) }, rules);

const doubts = async (incident: string, by = session) =>
  (await server.ask(impact.listDoubts, { params: { incident } }, { session: by })).answer;
async function rule(incident: string, same: boolean, doubt = 1): Promise<Reply<typeof impact.ruleOnDoubt>> {
  const { count, version } = await doubts(incident);
  return server.ask(
    impact.ruleOnDoubt,
    { params: { incident, count, doubt }, body: { version, same, reason } },
    { session },
  );
}
const end = (incident: string, ruling: string) =>
  server.ask(impact.endRuling, { params: { incident, ruling } }, { session });
const rulings = async (incident: string, by = session) =>
  (await server.ask(impact.listRulings, { params: { incident } }, { session: by })).answer.rulings;
async function counted(incident: string): Promise<{ certain?: number; possible?: number }> {
  const { answer } = await server.ask(impact.showImpact, { params: { incident } }, { session });
  const { certain, possible } = answer.persons[0] ?? {};
  return { ...(certain !== undefined && { certain }), ...(possible !== undefined && { possible }) };
}
const actsOf = async (incident: string): Promise<{ type: string }[]> =>
  (
    await server.database.owner.query<{ body: string }>(
      'select body from cofferdam.log_entry where chain = $1 order by seq',
      [incident],
    )
  ).rows.map(({ body }) => (JSON.parse(body) as { act: { type: string } }).act);

test('namesakes are listed, masked; joined by a decision, also with what comes later; and apart again when it is taken back', async () => {
  const incident = await incidentWith(shop, guests);
  expect(await counted(incident)).toEqual({ certain: 2, possible: 3 });
  const listed = await doubts(incident);
  expect(listed).toMatchObject({ total: 1, isCurrent: true });
  expect(listed.items).toEqual([
    {
      number: 1,
      why: 'same-name',
      persons: [expect.any(Number), expect.any(Number)],
      one: { name: 'A••• S•••', contact: expect.any(String) },
      two: { name: 'A••• S•••', contact: expect.any(String) },
      ruling: null,
    },
  ]);

  const { status, answer } = await rule(incident, true);
  expect(status).toBe(201);
  const waiting = await doubts(incident);
  expect(waiting.isCurrent).toBe(false);
  expect(waiting.items[0]?.ruling).toEqual({ id: answer.id, same: true });
  expect((await rule(incident, false)).code).toBe('changed-meanwhile');

  await handIn(incident, 'later.csv', 'name,email\nMia Fuchs,mia@post.example\n');
  await inspectAll(server);
  expect(await counted(incident)).toEqual({ certain: 3, possible: 3 });
  expect(await doubts(incident)).toMatchObject({ total: 0, items: [], isCurrent: true });
  expect(await rulings(incident)).toMatchObject([
    { id: answer.id, same: true, why: 'same-name', reason, one: { name: 'A••• S•••' }, endedAt: null, unfound: false },
  ]);

  expect((await end(incident, answer.id)).status).toBe(200);
  expect((await end(incident, answer.id)).code).toBe('changed-meanwhile');
  await inspectAll(server);
  expect(await counted(incident)).toEqual({ certain: 3, possible: 4 });
  expect(await rulings(incident)).toMatchObject([{ id: answer.id, endedBy: { id: server.people.analyst } }]);

  expect((await rule(incident, false)).status).toBe(201);
  await inspectAll(server);
  expect(await counted(incident)).toEqual({ certain: 4, possible: 4 });
  const acts = await actsOf(incident);
  expect(acts.filter(({ type }) => type.startsWith('persons-rul'))).toMatchObject([
    { type: 'persons-ruled', decision: 'same' },
    { type: 'persons-ruling-ended' },
    { type: 'persons-ruled', decision: 'apart' },
  ]);
  expect(JSON.stringify(acts)).not.toContain(reason);
});

test('two under one tax number are one person until somebody says otherwise; whoever looks is in the log', async () => {
  const incident = await incidentWith(accounts.replace(',date of birth', '').replaceAll(/,\d{4}-\d\d-\d\d/g, ''));
  expect(await counted(incident)).toEqual({ certain: 1, possible: 1 });
  const { count, version, items } = await doubts(incident);
  expect(items).toMatchObject([
    { why: 'other-name', persons: [1, 1], one: { name: 'E••• M•••' }, two: { name: 'P••• K•••' } },
  ]);
  const look = await server.ask(
    impact.revealDoubt,
    { params: { incident, count, doubt: 1 }, body: { version, reason } },
    { session },
  );
  expect(look.status).toBe(201);
  expect(look.answer).toMatchObject({
    one: { name: 'Erika Mustermann', place: { path: '', start: expect.any(Number) } },
    two: { name: 'Paul Krüger' },
  });
  expect(look.answer.one.place?.start).toBeLessThan(look.answer.two.place?.start ?? 0);
  expect((await actsOf(incident)).filter(({ type }) => type === 'person-revealed')).toHaveLength(1);

  await rule(incident, false);
  await inspectAll(server);
  expect(await counted(incident)).toEqual({ certain: 2, possible: 2 });
  expect((await doubts(incident)).total).toBe(0);
});

test('what cannot hold beside other decisions is refused, and says so', async () => {
  const incident = await incidentWith(guests, shop, 'name,city\nAnna Schmidt,Ulm\n');
  for (let turn = 0; turn < 2; turn += 1) {
    expect((await rule(incident, true)).status).toBe(201);
    await inspectAll(server);
  }
  expect((await doubts(incident)).total).toBe(0);
  const [second, first] = await rulings(incident);
  await end(incident, second?.id ?? '');
  await end(incident, first?.id ?? '');
  await inspectAll(server);
  const { items } = await doubts(incident);
  expect(items.length).toBeGreaterThan(1);
  expect((await rule(incident, true, 1)).status).toBe(201);
  // The same pair by other numbers would be the other way round.
  const { owner } = server.database;
  await owner.query(
    `insert into cofferdam.person_ruling
       (id, incident_id, compartment, same, why, one_mark, one_start, two_mark, two_start, about, reason, ruled_at, ruled_by)
     select gen_random_uuid(), incident_id, compartment, true, why, one_mark, one_start, two_mark, two_start + 1, about, reason,
       ruled_at, ruled_by from cofferdam.person_ruling where incident_id = $1 and ended_at is null`,
    [incident],
  );
  await owner.query(
    `insert into cofferdam.person_ruling
       (id, incident_id, compartment, same, why, one_mark, one_start, two_mark, two_start, about, reason, ruled_at, ruled_by)
     select gen_random_uuid(), incident_id, compartment, false, why, two_mark, two_start, two_mark, two_start + 1, about, reason,
       ruled_at, ruled_by from cofferdam.person_ruling where incident_id = $1 and ended_at is null limit 1`,
    [incident],
  );
  expect((await rule(incident, true, 2)).code).toBe('ruling-contradicts');
});

test('a record that is gone leaves its decision without effect, and the list says so', async () => {
  const incident = await incidentWith(shop, guests);
  await rule(incident, true);
  await inspectAll(server);
  await server.database.owner.query(
    'update cofferdam.person_ruling set one_start = one_start + 1 where incident_id = $1',
    [incident],
  );
  await handIn(incident, 'later.csv', 'name,email\nMia Fuchs,mia@post.example\n');
  await inspectAll(server);
  expect(await rulings(incident)).toMatchObject([{ unfound: true }]);
});

describe('of counsel', () => {
  test('who sees the facts alone learns of no pair that is for counsel, and of no decision on it', async () => {
    const incident = await openTestIncident(server, [
      { name: 'analyst', role: 'analyst', compartments: ['facts'] },
      { name: 'legal', role: 'legal' },
    ]);
    for (const [name, text] of [
      ['shop.csv', shop],
      ['guests.csv', guests],
    ] as const)
      await handInItem(server, incident, { name, bytes: Buffer.from(text), compartment: 'counsel' }, rules);
    await inspectAll(server);
    expect((await server.ask(impact.listDoubts, { params: { incident } }, { session })).code).toBe('nothing-there');
    const { count, version } = await doubts(incident, legal);
    const params = { incident, count, doubt: 1 };
    expect(
      (await server.ask(impact.ruleOnDoubt, { params, body: { version, same: true, reason } }, { session })).code,
    ).toBe('nothing-there');
    expect(
      (await server.ask(impact.ruleOnDoubt, { params, body: { version, same: true, reason } }, { session: legal }))
        .status,
    ).toBe(201);
    expect(await rulings(incident)).toEqual([]);
    expect(await rulings(incident, legal)).toHaveLength(1);
    const [ruling] = await rulings(incident, legal);
    expect((await end(incident, ruling?.id ?? '')).code).toBe('nothing-there');
  });
});

test.each([
  [{ doubt: 9 }, {}, 'nothing-there'],
  [{}, { version: 7 }, 'count-changed'],
  [{}, { reason: '' }, 'request-invalid'],
])('a decision on %j with %j is refused', async (params, body, code) => {
  const incident = await incidentWith(shop, guests);
  const { count, version } = await doubts(incident);
  const asked = { params: { incident, count, doubt: 1, ...params }, body: { version, same: true, reason, ...body } };
  expect((await server.ask(impact.ruleOnDoubt, asked, { session })).code).toBe(code);
});

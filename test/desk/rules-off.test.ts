import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { impact } from '#respond';
import { handInItem } from '../../src/server/inspection/testing/evidence.ts';
import { hashRules } from '../../src/server/inspection/jobs/rules-hash.ts';
import { openTestIncident } from '../../src/respond/testing/desk.ts';
import { openTestServer, type Reply, type TestServer } from '../../src/server/testing/server.ts';
import { inspectAll } from './testing/inspect-all.ts';

// Rules that the inspections of an incident go without.

const list = 'name,iban,email\nErika Mustermann,DE89370400440532013000,erika@kunde.example\n';
const reason = 'Accounts of the bank itself, all of them public';

let server: TestServer;
let session = '';
let guest = '';
let rules = '';
beforeAll(async () => {
  server = await openTestServer();
  session = await server.session('analyst');
  guest = await server.session('guest');
  rules = await hashRules();
});
afterAll(() => server.close());

async function incidentWith(text?: string): Promise<string> {
  const incident = await openTestIncident(server, [
    { name: 'analyst', role: 'analyst' },
    { name: 'guest', role: 'guest' },
  ]);
  if (text !== undefined) await handInItem(server, incident, { name: 'list.csv', bytes: Buffer.from(text) }, rules);
  return incident;
}
const turnOff = (incident: string, rule = 'iban'): Promise<Reply<typeof impact.turnRuleOff>> =>
  server.ask(impact.turnRuleOff, { params: { incident }, body: { rule, reason } }, { session });
const turnOn = (incident: string, off: string): Promise<Reply<typeof impact.turnRuleOn>> =>
  server.ask(impact.turnRuleOn, { params: { incident, off } }, { session });
const listed = async (incident: string, by = session): Promise<impact.RuleOff[]> =>
  (await server.ask(impact.listRulesOff, { params: { incident } }, { session: by })).answer.rules;
const overview = async (incident: string): Promise<impact.Overview> =>
  (await server.ask(impact.showImpact, { params: { incident } }, { session })).answer;
const newest = async (incident: string): Promise<impact.Run | undefined> =>
  (await server.ask(impact.listRuns, { params: { incident } }, { session })).answer.items[0];
const again = async (incident: string): Promise<Reply<typeof impact.restartRun>> =>
  server.ask(impact.restartRun, { params: { incident, run: (await newest(incident))?.id ?? '' } }, { session });
const actsOf = async (incident: string): Promise<unknown[]> =>
  (
    await server.database.owner.query<{ body: string }>(
      'select body from cofferdam.log_entry where chain = $1 order by seq',
      [incident],
    )
  ).rows.map(({ body }) => (JSON.parse(body) as { act: unknown }).act);

test('what a rule finds is not sought while it is off, the results say so, and on again it is found', async () => {
  const incident = await incidentWith(list);
  await inspectAll(server);
  expect(await overview(incident)).toMatchObject({
    elements: { iban: 1, email: 1 },
    rulesOff: [],
    searchedInWhole: true,
  });

  const off = await turnOff(incident);
  expect(off.status).toBe(201);
  // What is shown was found with it.
  expect(await overview(incident)).toMatchObject({ elements: { iban: 1 }, rulesOff: [], searchedInWhole: true });
  expect((await again(incident)).answer).toMatchObject({ state: 'queued', rulesOff: ['iban'] });
  await inspectAll(server);
  const without = await overview(incident);
  expect(without).toMatchObject({ rulesOff: ['iban'], searchedInWhole: false });
  expect(without.elements).toEqual(expect.not.objectContaining({ iban: expect.anything() }));
  expect(without.elements).toMatchObject({ email: 1 });
  // By the same rules there is nothing to do again.
  expect((await again(incident)).code).toBe('run-under-way');

  expect((await turnOn(incident, off.answer.id)).status).toBe(200);
  await again(incident);
  await inspectAll(server);
  expect(await overview(incident)).toMatchObject({ elements: { iban: 1 }, rulesOff: [], searchedInWhole: true });
});

test('an inspection goes to its end by the rules with which it began', async () => {
  const incident = await incidentWith();
  const { id } = (await turnOff(incident)).answer;
  await handInItem(server, incident, { name: 'list.csv', bytes: Buffer.from(list) }, rules);
  await turnOn(incident, id);
  await inspectAll(server);
  expect(await newest(incident)).toMatchObject({ state: 'complete', rulesOff: ['iban'] });
  expect(await overview(incident)).toMatchObject({
    elements: { email: 1 },
    rulesOff: ['iban'],
    searchedInWhole: false,
  });
});

test('one incident goes without it, and no other', async () => {
  const [one, other] = [await incidentWith(), await incidentWith()];
  await turnOff(one);
  for (const incident of [one, other]) {
    await handInItem(server, incident, { name: 'list.csv', bytes: Buffer.from(list) }, rules);
  }
  await inspectAll(server);
  expect((await overview(one)).elements).not.toHaveProperty('iban');
  expect((await overview(other)).elements).toHaveProperty('iban', 1);
});

describe('who turned what off, when and why', () => {
  test('is there for every member, also when it is on again', async () => {
    const incident = await incidentWith();
    const { id } = (await turnOff(incident)).answer;
    const analyst = { id: server.people.analyst, name: expect.any(String) as string };
    expect(await listed(incident, guest)).toEqual([
      { id, rule: 'iban', reason, offAt: expect.any(String), offBy: analyst, onAt: null, onBy: null },
    ]);
    await turnOn(incident, id);
    await turnOff(incident);
    const both = await listed(incident, guest);
    expect(both.map(({ rule, onBy }) => [rule, onBy])).toEqual([
      ['iban', null],
      ['iban', analyst],
    ]);
  });

  test('stands in the log, the reason as what stands for it', async () => {
    const incident = await incidentWith();
    const { id } = (await turnOff(incident)).answer;
    await turnOn(incident, id);
    const acts = (await actsOf(incident)).slice(-2);
    expect(acts).toEqual([
      { type: 'rule-turned-off', entry: id, rule: 'iban', reason: expect.stringMatching(/^[0-9a-f]{64}$/) },
      { type: 'rule-turned-on', entry: id, rule: 'iban' },
    ]);
  });
});

describe('what is refused', () => {
  test('a rule that there is none of', async () => {
    expect((await turnOff(await incidentWith(), 'no-such-rule')).code).toBe('nothing-there');
  });

  test('one that is off already, or on again', async () => {
    const incident = await incidentWith();
    const { id } = (await turnOff(incident)).answer;
    expect((await turnOff(incident)).code).toBe('changed-meanwhile');
    await turnOn(incident, id);
    expect((await turnOn(incident, id)).code).toBe('changed-meanwhile');
  });

  test.each(['', '   '])('no reason: %j', async (none) => {
    const incident = await incidentWith();
    const asked = { params: { incident }, body: { rule: 'iban', reason: none } };
    expect((await server.ask(impact.turnRuleOff, asked, { session })).status).toBe(400);
    expect(await listed(incident)).toEqual([]);
  });

  test('a guest, who reads alone', async () => {
    const incident = await incidentWith();
    const asked = { params: { incident }, body: { rule: 'iban', reason } };
    expect((await server.ask(impact.turnRuleOff, asked, { session: guest })).code).toBe('role-lacking');
  });
});

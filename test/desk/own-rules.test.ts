import { afterAll, beforeAll, expect, test } from 'vitest';
import { evidence, impact, listOwnRules, turnRuleOff, useOwnRule, endOwnRule } from '#respond';
import { tryOwnRule } from '#server/inspection';
import { openTestIncident } from '../../src/respond/testing/desk.ts';
import { handInItem } from '../../src/server/inspection/testing/evidence.ts';
import { hashRules } from '../../src/server/inspection/jobs/rules-hash.ts';
import { openTestServer, type TestServer } from '../../src/server/testing/server.ts';
import { inspectAll } from './testing/inspect-all.ts';

// Rules that the organisation writes itself, from the trial to what inspection finds by them.

const list =
  'note,email\nHer badge of the night shift is PL-54321 now,erika@kunde.example\nanother PL-11111,max@kunde.example\n';
const rule = {
  title: 'Badge of the plant',
  element: 'national-id',
  sought: { pattern: 'PL-\\d{5}' },
  examples: ['badge PL-12345', 'PL-00001 lost'],
  negativeExamples: ['PL-123', 'AB-12345'],
};
const sample = 'The badge PL-77777 was lost.';

let server: TestServer;
let admin = '';
let session = '';
let rules = '';
beforeAll(async () => {
  server = await openTestServer();
  admin = await server.session('admin');
  session = await server.session('analyst');
  rules = await hashRules();
});
afterAll(() => server.close());

const elementsOf = async (incident: string): Promise<Readonly<Record<string, number | undefined>>> =>
  (await server.ask(impact.showImpact, { params: { incident } }, { session })).answer.elements;
const newest = async (incident: string): Promise<impact.Run | undefined> =>
  (await server.ask(impact.listRuns, { params: { incident } }, { session })).answer.items[0];
const again = async (incident: string) => {
  const params = { incident, run: (await newest(incident))?.id ?? '' };
  const reply = await server.ask(impact.restartRun, { params }, { session });
  await inspectAll(server);
  return reply;
};

test('a rule is tried, used, found by in an incident, turned off there, changed, and ended', async () => {
  const incident = await openTestIncident(server, [{ name: 'analyst', role: 'analyst' }]);
  await handInItem(server, incident, { name: 'list.csv', bytes: Buffer.from(list) }, rules);
  await inspectAll(server);
  expect(await elementsOf(incident)).not.toHaveProperty('national-id');

  const tried = await server.ask(tryOwnRule, { body: { ...rule, sample } }, { session });
  expect(tried.answer).toMatchObject({ problems: [], displaced: [] });
  expect(tried.answer.found.map(({ start, end }) => sample.slice(start, end))).toEqual(['PL-77777']);
  const used = await server.ask(useOwnRule, { body: { ...rule, sample } }, { session: admin });
  expect(used).toMatchObject({ status: 201, answer: { rule: 'own-1', version: 1, sample: { found: 1 } } });

  // What is shown was found without it, until it is inspected again.
  expect(await elementsOf(incident)).not.toHaveProperty('national-id');
  expect((await again(incident)).answer).toMatchObject({ ownRules: ['own-1@1'] });
  expect(await elementsOf(incident)).toMatchObject({ 'national-id': 2, email: 2 });
  // By the same rules there is nothing to do again.
  expect((await again(incident)).code).toBe('run-under-way');

  await server.ask(
    turnRuleOff,
    { params: { incident }, body: { rule: 'own-1', reason: 'All of them are public' } },
    { session },
  );
  await again(incident);
  expect(await elementsOf(incident)).not.toHaveProperty('national-id');

  const other = await openTestIncident(server, [{ name: 'analyst', role: 'analyst' }]);
  const body = { ...rule, rule: 'own-1', version: 1, needsWords: true, words: ['badge'] };
  const examples = ['badge PL-12345', 'the badge PL-00001 was lost'];
  const changed = await server.ask(useOwnRule, { body: { ...body, examples, sample } }, { session: admin });
  expect(changed.answer).toMatchObject({ version: 2 });
  await handInItem(server, other, { name: 'list.csv', bytes: Buffer.from(list) }, rules);
  await inspectAll(server);
  expect(await elementsOf(other)).toMatchObject({ 'national-id': 1 });
  expect(await newest(other)).toMatchObject({ ownRules: ['own-1@2'] });

  expect((await server.ask(endOwnRule, { params: { own: 'own-1' } }, { session: admin })).status).toBe(200);
  await again(other);
  expect(await elementsOf(other)).not.toHaveProperty('national-id');
  expect((await server.ask(listOwnRules, {}, { session })).answer.rules).toMatchObject([{ rule: 'own-1', version: 2 }]);
});

test('what it finds is masked where somebody looks at evidence', async () => {
  expect((await server.ask(useOwnRule, { body: { ...rule, sample } }, { session: admin })).status).toBe(201);
  const incident = await openTestIncident(server, [{ name: 'analyst', role: 'analyst' }]);
  const asker = { person: server.people.analyst };
  const bytes = Buffer.from(list);
  const said = { incident, name: Buffer.from('list.csv'), how: 'found', length: bytes.length } as const;
  const { evidence: item } = await evidence.beginHandIn(server.desk, asker, said);
  const pieces = async function* () {
    yield bytes;
  };
  await evidence.takePart(server.intake, asker, { incident, evidence: item, offset: 0, bytes: pieces });
  await inspectAll(server);
  const asked = { params: { incident, evidence: item }, query: {} };
  const { answer } = await server.ask(evidence.previewEvidence, asked, { session });
  const text = answer.segments.map((one) => one.text).join('');
  expect(text).toContain('badge of the night shift is •');
  expect(text).not.toMatch(/54321|11111/);
});

test.each([
  ['finds nothing in the sample', { sample: 'nothing of it' }, 'own-rule-untried', undefined],
  ['does not find its example', { examples: ['PL-12345', 'PL-1'] }, 'own-rule-invalid', /^examples number 2 is not/],
  ['may run away', { sought: { pattern: 'PL-\\d+' } }, 'own-rule-invalid', /^sought has an unbounded/],
  ['finds what there is not', { element: 'shoe-size' }, 'own-rule-invalid', /^element /],
])('a rule that %s is not used', async (_, given, code, where) => {
  const reply = await server.ask(useOwnRule, { body: { ...rule, sample, ...given } }, { session: admin });
  expect(reply).toMatchObject({ status: 422, code });
  if (where !== undefined) expect(reply.answer).toMatchObject({ where: expect.stringMatching(where) });
});

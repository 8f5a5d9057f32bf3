import { createHash, randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fail } from '#platform/errors';
import { openTestDesk, type TestDesk, type TestPerson } from '../../respond/testing/desk.ts';
import { type Caller, createFingerprint, openRefusals, registerRoutes } from '../api/index.ts';
import { createHttp } from '../http.ts';
import { incidentRoutes } from './incidents.ts';
import { memberRoutes } from './members.ts';
import { organisationRoutes } from './organisation.ts';
import { acceptRosters } from './roster.ts';

let t: TestDesk;
let http: FastifyInstance;
let logged = '';
let refusals: ReturnType<typeof openRefusals>;

beforeAll(async () => {
  t = await openTestDesk();
  const log = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  ({ http } = await createHttp({ logLevel: 'debug', log, ready: async () => undefined }));
  acceptRosters(http);
  refusals = openRefusals({ pool: t.desk.pool, now: t.desk.now, onLost: () => undefined });
  registerRoutes(http, [...incidentRoutes(t.desk), ...memberRoutes(t.desk), ...organisationRoutes(t.desk)], {
    authenticate: async ({ key = '' }): Promise<Caller> => {
      const person = t.people[key as TestPerson] ?? fail('not-signed-in');
      const installationRole = key === 'admin' || key === 'auditor' ? key : 'none';
      return { person, installationRole, hasSecondFactor: true, session: person };
    },
    isSetUp: async () => true,
    refusals,
    originOf: (from) => createHash('sha256').update(from).digest('hex'),
    fingerprintOf: createFingerprint(t.desk.master),
  });
  await http.ready();
});
afterAll(async () => {
  await http.close();
  await t.close();
});

interface Asked {
  readonly as?: TestPerson;
  readonly headers?: Record<string, string>;
  readonly body?: object | string;
}

async function ask(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  url: string,
  { as = 'lead', headers, body }: Asked = {},
) {
  const answer = await http.inject({
    method,
    url: `/v1${url}`,
    headers: { authorization: `Bearer ${as}`, ...headers },
    ...(body !== undefined && { payload: body }),
  });
  const { code, ...said } = (answer.body === '' ? {} : answer.json()) as Record<string, never>;
  return { status: answer.statusCode, code, said, etag: answer.headers.etag };
}

const open = async (as: TestPerson = 'lead', body: object = { title: 'A list of customers' }): Promise<string> =>
  (await ask('POST', '/incidents', { as, body })).said['id'] ?? '';

test('an incident from its opening to the second member, over HTTP', async () => {
  const headers = { 'idempotency-key': randomUUID() };
  const body = { title: '  Cafe\u0301 ', severity: 'high' };
  const opened = await ask('POST', '/incidents', { headers, body });
  expect(opened).toMatchObject({ status: 201, etag: '"1"', said: { title: 'Café', severity: 'high' } });
  expect((await ask('POST', '/incidents', { headers, body })).said).toEqual(opened.said);
  expect(await ask('POST', '/incidents', { headers, body: { title: 'x' } })).toMatchObject({
    status: 422,
    code: 'idempotency-key-reused',
  });
  const incident = `/incidents/${opened.said['id']}`;

  const edit = { body: { phase: 'contain' } };
  expect(await ask('PATCH', incident, edit)).toMatchObject({ status: 428, code: 'version-missing' });
  const ifMatch = { 'if-match': '"1"' };
  expect(await ask('PATCH', incident, { ...edit, headers: ifMatch })).toMatchObject({ status: 200, etag: '"2"' });
  expect(await ask('PATCH', incident, { ...edit, headers: ifMatch })).toMatchObject({
    status: 412,
    code: 'changed-meanwhile',
  });
  expect(await ask('GET', incident)).toMatchObject({ etag: '"2"', said: { phase: 'contain', own: { role: 'lead' } } });

  const person = t.people.dpo;
  const member = { person, role: 'dpo', compartments: ['facts'] };
  expect(await ask('POST', `${incident}/members`, { body: member })).toMatchObject({ status: 201, etag: '"1"' });
  expect(await ask('POST', `${incident}/members`, { body: member })).toMatchObject({
    status: 409,
    code: 'member-already',
  });
  const widen = { headers: ifMatch, body: { compartments: ['facts', 'counsel'] } };
  expect(await ask('PATCH', `${incident}/members/${person}`, widen)).toMatchObject({ status: 200, etag: '"2"' });

  const said = { step: 'aware', since: '2026-01-01T09:30:00+01:00', zone: 'Europe/Berlin' };
  const stated = await ask('POST', `${incident}/awareness`, { as: 'dpo', body: said });
  expect(stated).toMatchObject({ status: 201, said: { since: '2026-01-01T08:30:00.000Z', saidBy: person } });
  expect((await ask('GET', `${incident}/awareness`)).said).toMatchObject({
    statements: [stated.said],
    aware: [{ entity: null, statement: stated.said['id'] }],
  });

  expect((await ask('GET', `${incident}/members`, { as: 'dpo' })).said['members']).toHaveLength(2);
  const removal = { body: { reason: 'has left' } };
  expect(await ask('POST', `${incident}/members/${person}/removal`, removal)).toMatchObject({ status: 204 });
  expect(await ask('GET', incident, { as: 'dpo' })).toMatchObject({ status: 404, code: 'nothing-there' });
});

test('each operation is described, with its scope, and takes what it describes', async () => {
  const document = (await http.inject({ url: '/openapi.json' })).json<{
    paths: Record<string, Record<string, { operationId: string; security: unknown[] }>>;
  }>();
  const described = Object.values(document.paths).flatMap((path) => Object.values(path));
  const ids = described.map(({ operationId }) => operationId).filter((id) => !/^(healthz|readyz)$/.test(id));
  expect(ids).toHaveLength(new Set(ids).size);
  expect(ids.length).toBe(22);
  const forKeys = described.filter(({ security }) => security.length > 1).map(({ operationId }) => operationId);
  expect(forKeys.sort()).toEqual([
    'awareness.list',
    'awareness.state',
    'incidents.edit',
    'incidents.list',
    'incidents.open',
    'incidents.show',
    'members.list',
    'organisation.show',
    'roster.show',
  ]);
});

test('lists go on with their cursor, and filter', async () => {
  for (const title of ['one', 'two', 'three']) await open('legal', { title, severity: 'low' });
  const first = await ask('GET', '/incidents?limit=2&severity=low', { as: 'legal' });
  const second = await ask('GET', `/incidents?limit=2&severity=low&cursor=${first.said['next']}`, { as: 'legal' });
  expect([first.said['items'], second.said['items'], second.said['next']]).toEqual([
    expect.objectContaining({ length: 2 }),
    expect.objectContaining({ length: 1 }),
    null,
  ]);
});

describe('bad input is told apart from what is not there, and never repeated', () => {
  const secret = 'Schmidt-4711';
  test.each<[string, 'GET' | 'POST' | 'PATCH', (incident: string) => string, object | undefined, number]>([
    ['a title of 201 letters', 'POST', () => '/incidents', { title: secret.padEnd(201, 'x') }, 400],
    ['a title that turns direction', 'POST', () => '/incidents', { title: `${secret}\u202e` }, 400],
    ['a field that is none', 'POST', () => '/incidents', { title: secret, codename: 'x' }, 400],
    ['no object', 'POST', () => '/incidents', [secret], 400],
    ['a limit beyond all bounds', 'GET', () => '/incidents?limit=501', undefined, 400],
    ['a cursor of one\u2019s own', 'GET', () => `/incidents?cursor=${secret}`, undefined, 400],
    ['a NUL in what is looked for', 'GET', () => `/incidents?title=${secret}%00`, undefined, 400],
    ['an id that is none', 'GET', () => `/incidents/${secret}`, undefined, 400],
    ['an id of nothing', 'GET', () => `/incidents/${randomUUID()}`, undefined, 404],
    [
      'a zone that is none',
      'POST',
      (id) => `/incidents/${id}/awareness`,
      { step: 'aware', since: '2026-01-01T00:00:00Z', zone: secret },
      400,
    ],
    [
      'a person who is none',
      'POST',
      (id) => `/incidents/${id}/members`,
      { person: randomUUID(), role: 'hr', compartments: ['facts'] },
      422,
    ],
  ])('%s', async (_, method, url, body, status) => {
    const { said, ...answer } = await ask(method, url(await open()), { ...(body !== undefined && { body }) });
    expect(answer.status).toBe(status);
    expect(JSON.stringify(said)).not.toContain(secret);
    expect(logged).not.toContain(secret);
  });
});

test('a stranger is told that there is nothing, and the log has it', async () => {
  const incident = await open();
  for (const [method, url, body] of [
    ['GET', ''],
    ['GET', '/members'],
    ['GET', '/awareness'],
    ['POST', '/members', { person: t.people.hr, role: 'hr', compartments: ['facts'] }],
  ] as const) {
    const asked = await ask(method, `/incidents/${incident}${url}`, { as: 'stranger', ...(body && { body }) });
    expect(asked).toMatchObject({ status: 404, code: 'nothing-there' });
  }
  await refusals.idle();
  const { rows } = await t.database.owner.query(
    `select from cofferdam.log_entry where body like '%access-refused%' and body like $1 and body like '%not-a-member%'`,
    [`%${t.people.stranger}%`],
  );
  expect(rows).toHaveLength(4);
});

describe('the organisation', () => {
  const entity = { name: 'Hansa', country: 'DE', role: 'controller', listed: false };
  const contact = {
    name: 'Vera Lang',
    function: 'counsel',
    first: { kind: 'mail', address: 'vera@hansa.example' },
    second: { kind: 'phone', address: '+49 30 1234567' },
  };

  test('is kept by an admin, with versions', async () => {
    const as = 'admin';
    const first = { 'if-match': '"1"' };
    expect(await ask('PATCH', '/organisation', { as, headers: first, body: { name: 'Hansa' } })).toMatchObject({
      status: 200,
      etag: '"2"',
    });
    const added = await ask('POST', '/organisation/entities', { as, body: entity });
    expect(added).toMatchObject({ status: 201, etag: '"1"', said: { sector: null } });
    const path = `/organisation/entities/${added.said['id']}`;
    expect(await ask('PATCH', path, { as, headers: first, body: { listed: true } })).toMatchObject({ etag: '"2"' });
    expect(await ask('POST', `${path}/end`, { as, headers: { 'if-match': '"2"' } })).toMatchObject({ status: 200 });
    const called = await ask('POST', '/organisation/contacts', { as, body: contact });
    const person = `/organisation/contacts/${called.said['id']}`;
    expect(await ask('PATCH', person, { as, headers: first, body: { position: 3 } })).toMatchObject({ etag: '"2"' });
    expect((await ask('GET', '/organisation', { as: 'hr' })).said).toMatchObject({
      name: 'Hansa',
      entities: [{ listed: true }],
      contacts: [{ position: 3 }],
    });
    expect(await ask('DELETE', person, { as, headers: { 'if-match': '"2"' } })).toMatchObject({ status: 204 });
  });

  test('is not for others to change', async () => {
    expect(await ask('POST', '/organisation/entities', { body: entity })).toMatchObject({ status: 403 });
    expect(await ask('POST', '/organisation/roster', { body: '' })).toMatchObject({ status: 403 });
  });
});

describe('a roster', () => {
  const headers = { 'content-type': 'text/csv; charset=utf-8' };
  const text =
    'Vorname;Nachname;E-Mail;Geburtsdatum;Beziehung;Notiz\nAnna;Schmidt;anna@mail.example;1.2.1980;Kundin;x\n';

  test('is previewed and loaded by what the inspection understands', async () => {
    const preview = await ask('POST', '/organisation/roster/preview', { as: 'admin', headers, body: text });
    expect(preview).toMatchObject({
      status: 200,
      said: { rows: 1, columns: ['date-of-birth', 'email', 'family-name', 'given-name', 'relation'] },
    });
    expect((await ask('GET', '/organisation/roster')).said).toEqual({ roster: null });
    const loaded = await ask('POST', '/organisation/roster', { as: 'admin', headers, body: text });
    expect(loaded).toMatchObject({ status: 201, said: preview.said });
    expect((await ask('GET', '/organisation/roster')).said).toEqual({ roster: loaded.said });
  });

  test('of more than a request may have otherwise is taken', async () => {
    const body = text + 'Jan;Novak;jan@mail.example;2.3.1981;Kunde;x\n'.repeat(40_000);
    expect(body.length).toBeGreaterThan(1024 * 1024);
    const preview = await ask('POST', '/organisation/roster/preview', { as: 'admin', headers, body });
    expect(preview.said).toMatchObject({ rows: 40_001, size: body.length });
  });

  test.each([
    ['a header without relation', headers, 'Vorname;Nachname\nAnna;Schmidt\n', 422, 'roster-invalid'],
    ['nothing', headers, '', 422, 'roster-invalid'],
    ['another type', { 'content-type': 'application/json' }, '{}', 400, 'request-invalid'],
  ])('that is %s is refused', async (_, type, body, status, code) => {
    const asked = await ask('POST', '/organisation/roster', { as: 'admin', headers: type, body });
    expect(asked).toMatchObject({ status, code });
  });
});

test('nothing of what people wrote is in the log of the server', () => {
  expect(logged.length).toBeGreaterThan(1000);
  for (const text of ['Café', 'has left', 'Vera', 'hansa.example', 'Schmidt', 'A list of']) {
    expect(logged).not.toContain(text);
  }
});

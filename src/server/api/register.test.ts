import { createHash, randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { transact, transactOnce } from '#platform/db';
import { CofferdamError, fail } from '#platform/errors';
import { type Gate, operation } from '#platform/operation';
import { openTestDesk, openTestIncident, type TestDesk } from '../../respond/testing/desk.ts';
import { authorise } from '#respond';
import { createHttp } from '../http.ts';
import {
  type Caller,
  createFingerprint,
  type Credentials,
  handle,
  openRefusals,
  registerRoutes,
  type Route,
} from './index.ts';

let box: TestDesk;
let http: Awaited<ReturnType<typeof createHttp>>['http'];
let incident: string;
let isSetUp = true;
let logged = '';
let met = 0;
let lost = 0;
let refusals: ReturnType<typeof openRefusals>;

const gates = ['open', 'session', 'person', 'admin', 'auditor'] as const satisfies readonly Gate[];
const answer = z.object({ met: z.number() });
const gated: Route[] = gates.map((gate) =>
  handle(
    operation({
      id: `gate.${gate}`,
      method: 'GET',
      path: `/gate/${gate}`,
      summary: 'x',
      gate,
      scope: 'incidents:read',
      answer,
    }),
    async () => ({ met: (met += 1) }),
  ),
);
const params = z.object({ incident: z.uuid() });
const routes = [
  ...gated,
  handle(
    operation({ id: 'keyless.show', method: 'GET', path: '/keyless', summary: 'x', gate: 'person', answer }),
    async () => ({ met: (met += 1) }),
  ),
  handle(
    operation({
      id: 'member.write',
      method: 'GET',
      path: '/of/:incident',
      summary: 'x',
      gate: 'member',
      scope: 'incidents:read',
      params,
      answer,
    }),
    ({ asker, params: { incident } }) =>
      transact(box.desk.pool, asker, async (client) => {
        await authorise(client, incident, ['lead']);
        return { met: (met += 1) };
      }),
  ),
  handle(
    operation({
      id: 'thing.make',
      method: 'POST',
      path: '/things',
      summary: 'x',
      gate: 'person',
      scope: 'incidents:write',
      once: true,
      body: z.strictObject({ name: z.string().max(9) }),
      answer,
      status: 201,
    }),
    ({ asker }) => transactOnce(box.desk.pool, asker, box.desk.now, async () => ({ met: (met += 1) })),
  ),
  handle(
    operation({
      id: 'thing.change',
      method: 'PUT',
      path: '/things',
      summary: 'x',
      gate: 'person',
      edits: true,
      answer: z.object({ version: z.number() }),
    }),
    async ({ version, tell }) => {
      if (version === 7) fail('changed-meanwhile');
      tell(version + 1);
      return { version };
    },
  ),
  handle(
    operation({ id: 'bytes.show', method: 'GET', path: '/bytes', summary: 'x', gate: 'open', bytes: 'text/csv' }),
    async () =>
      (async function* () {
        yield 'a,';
        yield 'b';
      })(),
  ),
  handle(
    operation({ id: 'wrong.show', method: 'GET', path: '/wrong', summary: 'x', gate: 'open', answer }),
    async () => ({ met: 1, secret: 'maria@example.org' }) as { met: number },
  ),
];

/** Credentials name a person of the desk and what he has: `lead`, `lead.half`, `lead.key`. */
async function authenticate({ session, key }: Credentials): Promise<Caller | undefined> {
  const [name = '', half] = (session ?? key ?? '').split('.');
  if (name === '') return undefined;
  const person = box.people[name as 'lead'] ?? fail('not-signed-in');
  const installationRole = name === 'admin' || name === 'auditor' ? name : 'none';
  const caller = { person, installationRole, hasSecondFactor: half !== 'half' } as const;
  return key === undefined ? { ...caller, session: person } : { ...caller, key: person, scopes: ['incidents:read'] };
}

beforeAll(async () => {
  box = await openTestDesk();
  incident = await openTestIncident(box, [{ name: 'analyst', role: 'analyst' }]);
  const log = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  ({ http } = await createHttp({ logLevel: 'debug', log, ready: async () => undefined }));
  refusals = openRefusals({ pool: box.desk.pool, now: box.desk.now, onLost: () => (lost += 1) });
  registerRoutes(http, routes, {
    authenticate,
    isSetUp: async () => isSetUp,
    refusals,
    originOf: (address) => createHash('sha256').update(address).digest('hex'),
    fingerprintOf: createFingerprint(box.desk.master),
  });
});
afterAll(async () => {
  await http.close();
  await box.close();
});
beforeEach(() => {
  isSetUp = true;
  // Refusals that were told are told again after a while.
  box.wait(120_000);
});

const as = (who: string): Record<string, string> =>
  who === ''
    ? {}
    : who.endsWith('.key')
      ? { authorization: `Bearer ${who.slice(0, -4)}` }
      : { cookie: `__Host-cofferdam=${who}` };

async function ask(
  url: string,
  who = '',
  extra: { method?: 'POST' | 'PUT'; headers?: Record<string, string>; payload?: object } = {},
) {
  const { headers, ...rest } = extra;
  return http.inject({ url, ...rest, headers: { ...as(who), ...headers } });
}

async function lastAct(): Promise<Record<string, unknown>> {
  await refusals.idle();
  const { rows } = await box.database.owner.query<{ body: string }>(
    `select body from cofferdam.log_entry where body not like '%chain-linked%' order by (body::jsonb ->> 'at') desc, chain = 'log', seq desc limit 1`,
  );
  return (JSON.parse(rows[0]?.body ?? '{}') as { act: Record<string, unknown> }).act;
}

describe('a gate lets in whom it says, and nobody else', () => {
  const table: Record<string, Record<(typeof gates)[number], string>> = {
    '': {
      open: 'ok',
      session: 'not-signed-in',
      person: 'not-signed-in',
      admin: 'not-signed-in',
      auditor: 'not-signed-in',
    },
    unknown: {
      open: 'ok',
      session: 'not-signed-in',
      person: 'not-signed-in',
      admin: 'not-signed-in',
      auditor: 'not-signed-in',
    },
    'lead.half': {
      open: 'ok',
      session: 'ok',
      person: 'second-factor-needed',
      admin: 'second-factor-needed',
      auditor: 'second-factor-needed',
    },
    'admin.half': {
      open: 'ok',
      session: 'ok',
      person: 'second-factor-needed',
      admin: 'second-factor-needed',
      auditor: 'second-factor-needed',
    },
    lead: { open: 'ok', session: 'ok', person: 'ok', admin: 'role-lacking', auditor: 'role-lacking' },
    admin: { open: 'ok', session: 'ok', person: 'ok', admin: 'ok', auditor: 'role-lacking' },
    auditor: { open: 'ok', session: 'ok', person: 'ok', admin: 'role-lacking', auditor: 'ok' },
    'lead.key': { open: 'ok', session: 'ok', person: 'ok', admin: 'role-lacking', auditor: 'role-lacking' },
  };
  const cells = Object.entries(table).flatMap(([who, row]) => gates.map((gate) => [who, gate, row[gate]] as const));
  test.each(cells)('%s at the gate %s: %s', async (who, gate, expected) => {
    const before = met;
    const { statusCode, body } = await ask(`/gate/${gate}`, who);
    if (expected === 'ok') expect([statusCode, met]).toEqual([200, before + 1]);
    else {
      expect((JSON.parse(body) as { code: string }).code).toBe(expected);
      expect(met).toBe(before);
    }
  });
});

test('before the set-up nothing answers, and nothing goes into the log', async () => {
  isSetUp = false;
  const answers = await Promise.all(gates.map((gate) => ask(`/gate/${gate}`, 'admin')));
  expect(answers.map((one) => one.json().code)).toEqual(gates.map(() => 'not-set-up'));
});

describe('what is refused is in the log', () => {
  test.each([
    ['nobody', '/gate/person', '', { type: 'access-refused', operation: 'gate.person', why: 'not-signed-in' }],
    [
      'a session without a second factor',
      '/gate/person',
      'lead.half',
      { type: 'access-refused', why: 'no-second-factor' },
    ],
    [
      'a person who is no admin',
      '/gate/admin',
      'lead',
      { type: 'access-refused', operation: 'gate.admin', why: 'role' },
    ],
    ['a key out of its scope', '/keyless', 'lead.key', { type: 'key-out-of-scope', operation: 'keyless.show' }],
  ])('%s', async (_, url, who, act) => {
    await ask(url, who);
    expect(await lastAct()).toMatchObject(act);
  });

  test('a stranger learns no more of an incident than of none, and the log knows', async () => {
    const of = async (id: string) => (await ask(`/of/${id}`, 'stranger')).json();
    const [real, none] = [await of(incident), await of('00000000-0000-4000-8000-000000000000')];
    expect({ ...real, request: '' }).toEqual({ ...none, request: '' });
    expect(real.code).toBe('nothing-there');
    expect(await lastAct()).toMatchObject({ type: 'access-refused', why: 'not-a-member' });
  });

  test('a member without the role is told, in the chain of the incident', async () => {
    const refused = await ask(`/of/${incident}`, 'analyst');
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'role-lacking']);
    await refusals.idle();
    const { rows } = await box.database.owner.query<{ body: string }>(
      'select body from cofferdam.log_entry where chain = $1 order by seq desc limit 1',
      [incident],
    );
    expect(rows[0]?.body).toContain('"why":"role"');
    expect((await ask(`/of/${incident}`, 'lead')).statusCode).toBe(200);
  });

  test('a flood of one refusal is told once a minute', async () => {
    const count = async () => {
      await refusals.idle();
      const { rows } = await box.database.owner.query(
        `select count(*) as n from cofferdam.log_entry where chain = 'log'`,
      );
      return Number(rows[0].n);
    };
    const before = await count();
    for (let round = 0; round < 50; round += 1) await ask('/gate/person');
    expect(await count()).toBe(before + 1);
    box.wait(61_000);
    await ask('/gate/person');
    expect(await count()).toBe(before + 2);
    // Anybody may invent an incident: it makes no other refusal.
    for (let round = 0; round < 50; round += 1) {
      await ask(`/of/${randomUUID()}`);
      await ask(`/of/${randomUUID()}`, 'stranger');
    }
    expect(await count()).toBe(before + 4);
    expect(lost).toBe(0);
  });

  test('one caller makes so many entries a minute, whatever he asks for', async () => {
    const memory = openRefusals({ pool: box.desk.pool, now: box.desk.now, onLost: () => (lost += 1) });
    const count = async () => {
      await memory.idle();
      const { rows } = await box.database.owner.query(
        `select count(*) as n from cofferdam.log_entry where body like '%"made-up.%'`,
      );
      return Number(rows[0].n);
    };
    for (let made = 0; made < 100; made += 1) {
      const invented = operation({ id: `made-up.n${made}`, method: 'GET', path: '/x', summary: 'x', gate: 'person' });
      const error = new CofferdamError('not-signed-in');
      memory.note({ operation: invented, error, caller: undefined, origin: '0'.repeat(64), incident: undefined });
    }
    expect(await count()).toBe(20);
  });

  test('what could not be written is counted, and told the next time', async () => {
    const broken = new Pool({ ...box.database.app, host: '/nowhere' });
    const memory = openRefusals({ pool: broken, now: box.desk.now, onLost: () => (lost += 1) });
    const refusal = {
      operation: operation({ id: 'made-up.lost', method: 'GET', path: '/x', summary: 'x', gate: 'person' }),
      error: new CofferdamError('not-signed-in'),
      caller: undefined,
      origin: '0'.repeat(64),
      incident: undefined,
    } as const;
    for (const expected of [1, 2]) {
      memory.note(refusal);
      await memory.idle();
      expect(lost).toBe(expected);
    }
    await broken.end();
  });
});

describe('a page of another site', () => {
  test.each([
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': 'same-origin' }, 201],
    [{ 'sec-fetch-site': 'none' }, 201],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: 'http://localhost:7420' }, 201],
    [{}, 201],
  ])('writes with %j: %i', async (headers, status) => {
    const made = await ask('/things', 'lead', {
      method: 'POST',
      payload: { name: 'a' },
      headers: { host: 'localhost:7420', ...headers },
    });
    expect(made.statusCode).toBe(status);
  });

  test('may look, since it cannot read what comes back', async () => {
    expect((await ask('/gate/person', 'lead', { headers: { 'sec-fetch-site': 'cross-site' } })).statusCode).toBe(200);
  });
});

describe('requests', () => {
  const make = (name: string, key: string, who = 'lead') =>
    ask('/things', who, { method: 'POST', payload: { name }, headers: { 'idempotency-key': key } });

  test('with one idempotency key are met once, many at a time too', async () => {
    const before = met;
    const answers = await Promise.all(Array.from({ length: 8 }, () => make('a', 'k1')));
    expect(new Set(answers.map((one) => one.body)).size).toBe(1);
    expect(met).toBe(before + 1);
  });

  test('the key stands for one request of one person', async () => {
    await make('a', 'k2');
    expect((await make('b', 'k2')).json().code).toBe('idempotency-key-reused');
    const before = met;
    await make('a', 'k2', 'analyst');
    expect(met).toBe(before + 1);
    box.wait(25 * 3_600_000);
    expect((await make('b', 'k2')).statusCode).toBe(201);
  });

  test.each([
    [undefined, 428, 'version-missing'],
    ['*', 400, 'request-invalid'],
    ['W/"3"', 400, 'request-invalid'],
    ['"7"', 412, 'changed-meanwhile'],
    ['"3"', 200, undefined],
  ])('an edit with If-Match %s: %i', async (given, status, code) => {
    const edit = await ask('/things', 'lead', {
      method: 'PUT',
      headers: given === undefined ? {} : { 'if-match': given },
    });
    expect([edit.statusCode, edit.json().code]).toEqual([status, code]);
    if (status === 200) expect(edit.headers['etag']).toBe('"4"');
  });

  test('say where they are wrong, and not what they held', async () => {
    const secret = 'maria@example.org';
    const made = await ask('/things', 'lead', { method: 'POST', payload: { name: secret } });
    expect(made.json()).toMatchObject({
      status: 400,
      code: 'request-invalid',
      where: expect.stringMatching(/^body\/name: /),
    });
    expect(made.body).not.toContain(secret);
    expect((await ask(`/of/${secret}`, 'lead')).body).not.toContain(secret);
  });
});

test('what an answer has beyond its schema does not leave', async () => {
  expect((await ask('/wrong')).json()).toEqual({ met: 1 });
  expect((await ask('/bytes')).body).toBe('a,b');
  expect(logged).not.toContain('maria');
});

test('the description is OpenAPI 3.1 of all routes, with gates and scopes', async () => {
  const document = (await ask('/openapi.json')).json();
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths).sort()).toEqual([
    '/bytes',
    '/gate/admin',
    '/gate/auditor',
    '/gate/open',
    '/gate/person',
    '/gate/session',
    '/keyless',
    '/of/{incident}',
    '/things',
    '/wrong',
  ]);
  expect(document.paths['/of/{incident}'].get).toMatchObject({ operationId: 'member.write', 'x-gate': 'member' });
  expect(document.paths['/gate/person'].get.security).toEqual([{ session: [] }, { key: ['incidents:read'] }]);
});

test('metrics are for this machine, and name operations alone', async () => {
  await ask(`/of/${incident}`, 'lead');
  const metrics = await ask('/metrics');
  expect(metrics.body).toMatch(/cofferdam_request_seconds_count\{operation="member.write",status="200"\} [1-9]/);
  expect(metrics.body).not.toContain(incident);
  expect((await http.inject({ url: '/metrics', remoteAddress: '192.0.2.7' })).statusCode).toBe(404);
});

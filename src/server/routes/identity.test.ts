import { EventEmitter, once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authenticate, identityContract, isSetUp, originOf, prepareSetUp } from '#platform/auth';
import type { Operation } from '#platform/operation';
import {
  addMember,
  countActs,
  enrol,
  type Member,
  nextCode,
  openTestIdentity,
  passwordOf,
  signInFully,
  type TestIdentity,
} from '../../platform/auth/testing/identity.ts';
import { createFingerprint, openRefusals, registerRoutes } from '../api/index.ts';
import { createHttp } from '../http.ts';
import { identityRoutes } from './identity.ts';

let box: TestIdentity;
let http: Awaited<ReturnType<typeof createHttp>>['http'];
let logged = '';
/** Says that the gate has judged a session. */
const judged = new EventEmitter();
let admin: Member;
let lead: Member;
const mail = 'admin@desk.example';

beforeAll(async () => {
  box = await openTestIdentity();
  const log = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  ({ http } = await createHttp({ logLevel: 'debug', log, ready: async () => undefined }));
  const { identity } = box;
  const routes = identityRoutes({ identity, saveRecovery: async (file) => void box.recoveryFiles.push(file) });
  registerRoutes(http, routes, {
    authenticate: async (credentials) => {
      const caller = await authenticate(identity, credentials);
      if (caller?.session !== undefined) judged.emit(caller.session);
      return caller;
    },
    isSetUp: () => isSetUp(identity.pool),
    refusals: openRefusals({ pool: identity.pool, now: identity.now, onLost: () => undefined }),
    originOf: (address) => originOf(identity.master, address),
    fingerprintOf: createFingerprint(identity.master),
  });
});
afterAll(async () => {
  await http.close();
  await box.close();
});

interface Asked {
  readonly session?: string;
  readonly key?: string;
  readonly body?: object;
}

const ask = (operation: Pick<Operation, 'method' | 'path'>, { session, key, body }: Asked = {}) =>
  http.inject({
    method: operation.method,
    url: operation.path.replace(/:\w+/g, '00000000-0000-4000-8000-000000000000'),
    headers: {
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      ...(session !== undefined && { cookie: `__Host-cofferdam=${session}` }),
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
    },
    ...(body !== undefined && { payload: body }),
  });

const cookieOf = (answer: Awaited<ReturnType<typeof ask>>) =>
  answer.cookies.find(({ name }) => name === '__Host-cofferdam');

const {
  makeSetUp,
  openSessionOperation,
  useFactor,
  enrolTotp,
  exchangeTotp,
  changeOwnPassword,
  renewRecovery,
  confirmTotp,
  showOwnSession,
  closeOwnSession,
  makeApiKey,
  listEverybody,
} = identityContract;

describe('from nothing to a session with rights', () => {
  const password = passwordOf(mail);
  let session = '';

  test('before the set-up there is the set-up alone', async () => {
    const answers = await Promise.all(identityContract.identityOperations.map((one) => ask(one)));
    const codes = answers.map((answer) => answer.json().code);
    expect(codes.filter((code) => code !== 'not-set-up')).toEqual([undefined, 'request-invalid']);
  });

  test('the set-up shows the halves of the recovery key, and opens a session without rights', async () => {
    const code = (await prepareSetUp(box.identity)) ?? '';
    const answer = await ask(makeSetUp, { body: { code, name: 'Ada Admin', mail, password } });
    expect([answer.statusCode, Object.keys(answer.json().halves)]).toEqual([201, ['a', 'b']]);
    expect(cookieOf(answer)).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/' });
    session = cookieOf(answer)?.value ?? '';
    expect(answer.body).not.toContain(session);
    expect((await ask(showOwnSession, { session })).json()).toMatchObject({ mail, needs: 'enrolment' });
    expect((await ask(listEverybody, { session })).json().code).toBe('second-factor-needed');
    const member = { id: answer.json().person as string, mail, password, token: session };
    admin = await enrol(box, member);
    lead = await addMember(box, admin, 'lead@desk.example');
  });

  test('signing in takes a password, then a code, each with a cookie of its own', async () => {
    const opened = await ask(openSessionOperation, { body: { mail, password } });
    expect([opened.statusCode, opened.json().needs]).toEqual([201, 'code']);
    const before = cookieOf(opened)?.value ?? '';
    const used = await ask(useFactor, { session: before, body: { code: nextCode(box, admin.secret) } });
    expect(used.statusCode).toBe(204);
    const after = cookieOf(used)?.value ?? '';
    expect((await ask(listEverybody, { session: after })).statusCode).toBe(200);
    expect((await ask(listEverybody, { session: before })).json().code).toBe('not-signed-in');
    const closed = await ask(closeOwnSession, { session: after });
    expect([closed.statusCode, cookieOf(closed)?.value]).toEqual([204, '']);
    expect((await ask(showOwnSession, { session: after })).json().code).toBe('not-signed-in');
  });

  test.each([
    ['a wrong password', { mail, password: 'wrong wrong wrong' }, 401, 'sign-in-refused'],
    ['nobody', { mail: 'nobody@desk.example', password: 'wrong wrong wrong' }, 401, 'sign-in-refused'],
    ['no password', { mail }, 400, 'request-invalid'],
    ['too long a password', { mail, password: 'x'.repeat(1025) }, 400, 'request-invalid'],
    ['something more', { mail, password, remember: true }, 400, 'request-invalid'],
  ])('%s: no cookie', async (_, body, status, code) => {
    const answer = await ask(openSessionOperation, { body });
    expect([answer.statusCode, answer.json().code, cookieOf(answer)]).toEqual([status, code, undefined]);
  });

  test('an app is enrolled by two requests', async () => {
    const member = await addMember(box, admin, 'phone@desk.example', { phone: 'none' });
    const begun = await ask(enrolTotp, { session: member.token });
    expect([begun.statusCode, Object.keys(begun.json())]).toEqual([201, ['secret', 'uri']]);
    const wrong = await ask(confirmTotp, { session: member.token, body: { code: '000000' } });
    expect(wrong.json().code).toBe('second-factor-wrong');
  });
});

describe('who may ask for what', () => {
  type Who = 'nobody' | 'half' | 'lead' | 'admin' | 'key' | 'adminKey';
  const refused: Record<Operation['gate'], Partial<Record<Who, string>>> = {
    open: {},
    session: { nobody: 'not-signed-in', key: 'scope-lacking', adminKey: 'scope-lacking' },
    person: { nobody: 'not-signed-in', half: 'second-factor-needed', key: 'scope-lacking', adminKey: 'scope-lacking' },
    admin: {
      nobody: 'not-signed-in',
      half: 'second-factor-needed',
      lead: 'role-lacking',
      key: 'scope-lacking',
      adminKey: 'scope-lacking',
    },
    auditor: {},
    member: {},
  };
  const credentials = {} as Record<Who, Asked>;
  beforeAll(async () => {
    const opened = await ask(openSessionOperation, { body: { mail, password: passwordOf(mail) } });
    const asLead = await signInFully(box, lead);
    const asAdmin = await signInFully(box, admin);
    const keyOf = async (session: string, { secret }: Member): Promise<string> => {
      const code = nextCode(box, secret);
      const expires = new Date(box.identity.now() + 3_600_000).toISOString();
      const body = { name: 'all', scopes: ['incidents:read', 'log:read'], expires, code };
      return (await ask(makeApiKey, { session, body })).json().key as string;
    };
    Object.assign(credentials, {
      nobody: {},
      half: { session: cookieOf(opened)?.value },
      lead: { session: asLead },
      admin: { session: asAdmin },
      key: { key: await keyOf(asLead, lead) },
      adminKey: { key: await keyOf(asAdmin, admin) },
    });
  });

  const cells = identityContract.identityOperations
    // What ends or changes the session of the test itself is asked elsewhere.
    .filter(({ id }) => !['session.close', 'totp.enrol', 'session.second-factor'].includes(id))
    .flatMap((one) =>
      (['nobody', 'half', 'lead', 'admin', 'key', 'adminKey'] as const).map((who) => [one.id, who, one] as const),
    );
  test.each(cells)('%s by %s', async (_, who, operation) => {
    const answer = await ask(operation, credentials[who]);
    const code = answer.body === '' ? undefined : (answer.json() as { code?: string }).code;
    const expected = refused[operation.gate][who];
    if (expected !== undefined) expect(code).toBe(expected);
    else expect(['second-factor-needed', 'not-signed-in', 'scope-lacking', 'role-lacking']).not.toContain(code);
  });

  test('a key with the scope reads the list of people, and does nothing beside', async () => {
    const code = nextCode(box, lead.secret);
    const expires = new Date(box.identity.now() + 3_600_000).toISOString();
    const body = { name: 'people', scopes: ['organisation:read'], expires, code };
    const { key } = (await ask(makeApiKey, { ...credentials.lead, body })).json();
    expect((await ask(listEverybody, { key })).statusCode).toBe(200);
    expect((await ask(makeApiKey, { key, body })).json().code).toBe('scope-lacking');
  });
});

describe('with rights', () => {
  let session = '';
  const code = (): string => nextCode(box, lead.secret);
  beforeAll(async () => {
    session = await signInFully(box, lead);
  });
  const told = async (operation: Pick<Operation, 'method' | 'path'>, by: string, body: object) => {
    const answer = await ask(operation, { session: by, body });
    return [answer.statusCode, answer.body === '' ? undefined : (answer.json() as { code?: string }).code];
  };

  test('another app is begun by a code of the one there is', async () => {
    expect(await told(enrolTotp, session, {})).toEqual([409, 'app-enrolled']);
    expect(await told(exchangeTotp, session, { code: '000000' })).toEqual([403, 'second-factor-wrong']);
    const begun = await ask(exchangeTotp, { session, body: { code: code() } });
    expect([begun.statusCode, Object.keys(begun.json())]).toEqual([201, ['secret', 'uri']]);
  });

  test('a key is made by a code, once', async () => {
    const used = code();
    const expires = new Date(box.identity.now() + 3_600_000).toISOString();
    const body = { name: 'nightly', scopes: ['log:read'], expires };
    expect(await told(makeApiKey, session, body)).toEqual([400, 'request-invalid']);
    expect(await told(makeApiKey, session, { ...body, code: used })).toEqual([201, undefined]);
    expect(await told(makeApiKey, session, { ...body, code: used })).toEqual([403, 'second-factor-wrong']);
  });

  test('the recovery key is made anew by an admin, with a code of the app', async () => {
    const asAdmin = await signInFully(box, admin);
    expect(await told(renewRecovery, session, { code: code() })).toEqual([403, 'role-lacking']);
    expect(await told(renewRecovery, asAdmin, { code: admin.recoveryCodes[0] })).toEqual([400, 'request-invalid']);
    expect(await told(renewRecovery, asAdmin, { code: '000000' })).toEqual([403, 'second-factor-wrong']);
    const made = await ask(renewRecovery, { session: asAdmin, body: { code: nextCode(box, admin.secret) } });
    expect([made.statusCode, Object.keys(made.json().halves)]).toEqual([201, ['a', 'b']]);
    expect(logged).not.toContain(made.json().halves.a);
    session = await signInFully(box, lead);
  });

  test('a password is set in place of the one there is', async () => {
    const password = passwordOf('anew');
    expect(await told(changeOwnPassword, session, { old: 'wrong wrong', password })).toEqual([403, 'password-wrong']);
    expect(await told(changeOwnPassword, session, { old: lead.password, password: 'short' })).toEqual([
      400,
      'password-weak',
    ]);
    expect(await told(changeOwnPassword, session, { old: lead.password, password })).toEqual([204, undefined]);
    lead = { ...lead, password };
    expect((await ask(showOwnSession, { session })).json()).toMatchObject({ mail: lead.mail, resets: [] });
  });
});

test('a request of a stolen session that is sent but for its end gets nothing after a reset', async () => {
  await http.listen({ host: '127.0.0.1', port: 0 });
  const stolen = await signInFully(box, lead);
  const made = await countActs(box, { type: 'key-made' });
  const asAdmin = await signInFully(box, admin);
  const code = nextCode(box, lead.secret);
  const expires = new Date(box.identity.now() + 3_600_000).toISOString();
  const body = JSON.stringify({ name: 'taken along', scopes: ['log:read'], expires, code });
  const { port } = http.server.address() as { port: number };
  const sent = request({
    port,
    method: 'POST',
    path: makeApiKey.path,
    headers: {
      cookie: `__Host-cofferdam=${stolen}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    },
  });
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
  const { session = '' } = (await authenticate(box.identity, { session: stolen })) ?? {};
  const gate = once(judged, session);
  sent.write(body.slice(0, 5));
  await gate;
  const reset = `/v1/people/${lead.id}/reset`;
  const done = await ask({ method: 'POST', path: reset }, { session: asAdmin, body: { what: 'password' } });
  expect(done.statusCode).toBe(201);
  sent.end(body.slice(5));
  const [answer] = await answered;
  const told = JSON.parse(Buffer.concat(await answer.toArray()).toString()) as { code: string };
  expect([answer.statusCode, told.code]).toEqual([401, 'not-signed-in']);
  expect(await countActs(box, { type: 'key-made' })).toBe(made);
});

test('the log of the server holds no password, token, code or address', () => {
  for (const secret of [passwordOf(mail), admin.token, lead.token, mail, ...admin.recoveryCodes]) {
    expect(logged).not.toContain(secret);
  }
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from './testing/asking.ts';
import { type Attacked, openAttacked } from './testing/attacked.ts';
import { type Came, meet, refused, untouched } from './testing/meet.ts';
import { cookie, listen, send, type Sent, speak } from './testing/sending.ts';

// Requests that are not what they seem: of other sites, of other methods and types, too large, too deep, too slow, with
// conditions, cursors and filters that nobody handed out. Where the log does not tell of one, it is because nobody asked
// for what is not his: a request that is none is refused as often as it comes, and a flood of them must not become the log.

let box: Attacked;
beforeAll(async () => {
  box = await openAttacked();
});
afterAll(() => box.close());

const incidents = '/v1/incidents';
const json = { 'content-type': 'application/json' };
const body = JSON.stringify({ title: 'Opened by somebody else' });
const deep = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth);

type Attack = readonly [told: string, sent: () => Sent, logged?: readonly object[]];
const opening = (headers: Readonly<Record<string, string>>, payload: Sent['payload'] = body): Sent => ({
  method: 'POST',
  url: incidents,
  headers: { ...json, ...headers },
  payload,
});
const to = (path: string): string => `${incidents}/${box.ours.incident}${path}`;

const otherSite = [refused('incidents.open', 'other-site')];

/** Each is sent with the session of a lead: rights are not what it fails for. */
const attacks: Readonly<Record<string, Attack>> = {
  'a form that another site posts': ['403 other-site', () => opening({ 'sec-fetch-site': 'cross-site' }), otherSite],
  'a page of a neighbouring host': ['403 other-site', () => opening({ 'sec-fetch-site': 'same-site' }), otherSite],
  'another site, by an older browser': ['403 other-site', () => opening({ origin: 'https://evil.example' }), otherSite],
  'a sandboxed page': ['403 other-site', () => opening({ origin: 'null' }), otherSite],
  'a site whose name begins like this one': [
    '403 other-site',
    () => opening({ origin: 'http://localhost:80.evil.example' }),
    otherSite,
  ],
  'JSON in a type that a form can send': ['400 request-invalid', () => opening({ 'content-type': 'text/plain' })],
  'a form': [
    '415 request-type-unknown',
    () => opening({ 'content-type': 'application/x-www-form-urlencoded' }, 'title=Opened+by+somebody+else'),
  ],
  'a form with files': [
    '415 request-type-unknown',
    () => opening({ 'content-type': 'multipart/form-data; boundary=a' }, '--a\r\n\r\n{"title":"x"}\r\n--a--'),
  ],
  'two types in one': ['415 request-type-unknown', () => opening({ 'content-type': 'text/plain, application/json' })],
  'a type that only begins as JSON': [
    '415 request-type-unknown',
    () => opening({ 'content-type': 'application/jsonx' }),
  ],
  'a part of a file where JSON belongs': [
    '400 request-invalid',
    () => opening({ 'content-type': 'application/offset+octet-stream' }),
  ],
  'a list where JSON belongs': ['400 request-invalid', () => opening({ 'content-type': 'text/csv' })],
  'JSON where a list belongs': [
    '400 request-invalid',
    () => ({ ...opening({}), url: '/v1/organisation/roster', headers: { ...json, ...cookie(admin) } }),
  ],
  'no type at all': ['415 request-type-unknown', () => opening({ 'content-type': '' })],
  'a compressed body': [
    '400 request-invalid',
    () => opening({ 'content-encoding': 'gzip' }, Buffer.from([31, 139, 8])),
  ],
  'a body that sets the prototype': [
    '400 request-invalid',
    () => opening({}, '{"title":"x","__proto__":{"installationRole":"admin"}}'),
  ],
  'a body that sets it by the constructor': [
    '400 request-invalid',
    () => opening({}, '{"title":"x","constructor":{"prototype":{"severity":"high"}}}'),
  ],
  'a query that sets it': [
    '400 request-invalid',
    () => ({ url: `${to('/evidence/__proto__')}?__proto__[state]=complete&constructor[prototype][limit]=500` }),
  ],
  'a field that no operation has': ['400 request-invalid', () => opening({}, '{"title":"x","openedBy":"somebody"}')],
  'a hundred thousand lists in each other': ['400 request-invalid', () => opening({}, deep('[', ']', 100_000))],
  'as many in a field': ['400 request-invalid', () => opening({}, `{"title":${deep('[', ']', 100_000)}}`)],
  'as many objects, to be met once': [
    '400 request-invalid',
    () => opening({ 'idempotency-key': 'deep' }, deep('{"a":', '1}', 1) + deep('[', ']', 50_000)),
  ],
  'a number that is none': ['400 request-invalid', () => opening({}, '{"title":1e999}')],
  'text that is no text': ['400 request-invalid', () => opening({}, '{"title":"\\ud800"}')],
  'a NUL in a title': ['400 request-invalid', () => opening({}, '{"title":"a\\u0000b"}')],
  'a title of lines, to forge what is printed': ['400 request-invalid', () => opening({}, '{"title":"a\\r\\nb"}')],
  'more than a request may have': ['413 request-too-large', () => opening({}, `{"title":"${'x'.repeat(2 ** 20)}"}`)],

  'another method than the one there is, in a header': [
    '404 nothing-there',
    () => ({ method: 'POST', url: to(''), headers: { 'x-http-method-override': 'PATCH', 'x-http-method': 'PATCH' } }),
  ],
  'another method, in the address': ['404 nothing-there', () => ({ method: 'POST', url: `${to('')}?_method=PATCH` })],
  'a reading of a file in place of its override': [
    '400 request-invalid',
    () => ({
      method: 'POST',
      url: to(`/uploads/${box.ours.upload}`),
      headers: { 'tus-resumable': '1.0.0', 'x-http-method-override': 'GET' },
    }),
  ],
  'HEAD of what GET answers': ['404', () => ({ method: 'HEAD', url: to('/persons') })],
  'OPTIONS, by which another site asks for leave': [
    '404 nothing-there',
    () => ({
      method: 'OPTIONS',
      url: incidents,
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    }),
  ],

  'a change without a version': ['428 version-missing', () => changing({})],
  'a change of any version': ['400 request-invalid', () => changing({ 'if-match': '*' })],
  'a change of a weak version': ['400 request-invalid', () => changing({ 'if-match': 'W/"1"' })],
  'a change of one version or another': ['400 request-invalid', () => changing({ 'if-match': '"1", "2"' })],
  'a change of a version to come': ['412 changed-meanwhile', () => changing({ 'if-match': '"2"' })],
  'a change of a version out of range': [
    '400 request-invalid',
    () => changing({ 'if-match': '"99999999999999999999"' }),
  ],
  'a key of a request that is too long': ['400 request-invalid', () => opening({ 'idempotency-key': 'k'.repeat(201) })],
  'a key of a request in letters that are not seen': [
    '400 request-invalid',
    () => opening({ 'idempotency-key': 'a\tb' }),
  ],

  'an id that is a path': ['404 nothing-there', () => ({ url: `${incidents}/../../etc/passwd` })],
  'an id that is an encoded path': ['400 request-invalid', () => ({ url: `${incidents}/..%2f..%2fetc%2fpasswd` })],
  'an id with a NUL': ['400 request-invalid', () => ({ url: `${incidents}/${box.ours.incident}%00` })],
  'an id of another form of the same': ['400 request-invalid', () => ({ url: `${incidents}/{${box.ours.incident}}` })],
  'an id in SQL': ['400 request-invalid', () => ({ url: `${incidents}/1'%20or%20'1'='1` })],
  'an id in broken letters': ['400 request-invalid', () => ({ url: `${incidents}/%ff%fe` })],
  'a longer address than any': ['400 request-invalid', () => ({ url: `${incidents}/${'a'.repeat(5000)}` })],

  'a cursor that is none': ['400 request-invalid', () => ({ url: `${incidents}?cursor=nonsense` })],
  'a cursor of another list': [
    '400 request-invalid',
    () => ({ url: `${to('/findings')}?cursor=${cursorOf(['2026-01-01T09:00:00.000000Z', box.ours.incident])}` }),
  ],
  'a cursor with SQL': [
    '400 request-invalid',
    () => ({ url: `${incidents}?cursor=${cursorOf(["2026-01-01' or true --", box.ours.incident])}` }),
  ],
  'a cursor of a day that there is not': [
    '400 request-invalid',
    () => ({ url: `${incidents}?cursor=${cursorOf(['2026-02-30T09:00:00.000000Z', box.ours.incident])}` }),
  ],
  'a cursor that sets the prototype': [
    '400 request-invalid',
    () => ({ url: `${incidents}?cursor=${Buffer.from('{"__proto__":[]}').toString('base64url')}` }),
  ],
  'a longer cursor than any': ['400 request-invalid', () => ({ url: `${incidents}?cursor=${'A'.repeat(501)}` })],
  'a page of everything': ['400 request-invalid', () => ({ url: `${incidents}?limit=100000000` })],
  'a page of nothing': ['400 request-invalid', () => ({ url: `${incidents}?limit=-1` })],
  'a filter twice': ['400 request-invalid', () => ({ url: `${incidents}?severity=low&severity=high` })],
  'a filter with SQL': ['400 request-invalid', () => ({ url: `${incidents}?severity=low'%20or%20true--` })],
  'an element with SQL': ['400 request-invalid', () => ({ url: `${to('/files')}?element=iban')%20or%20true--` })],
  'an actor with SQL': ['400 request-invalid', () => ({ url: `${to('/log')}?actor=x';select%20pg_sleep(9)--` })],
  'a country with SQL': ['400 request-invalid', () => ({ url: `${to('/persons')}?country=D'` })],
  'a time that is none': ['400 request-invalid', () => ({ url: `${to('/log')}?from=infinity` })],
};
let admin = '';
const cursorOf = (key: readonly string[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');
const changing = (headers: Readonly<Record<string, string>>): Sent => ({
  method: 'PATCH',
  url: to(''),
  headers: { ...json, ...headers },
  payload: { severity: 'critical' },
});

test.each(Object.entries(attacks))('%s', async (_, [told, sent, logged = []]) => {
  const met = await meet(box, async () => {
    admin = await box.session('admin');
    const { headers, ...rest } = sent();
    return send(box, { ...rest, headers: { ...cookie(await box.session('lead')), ...headers } });
  });
  expect(met).toEqual({ told, ...untouched, logged });
});

describe('what another site sends', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' };
  const lastActor = async (): Promise<unknown> => {
    const { rows } = await box.database.owner.query<{ body: string }>(
      `select body from cofferdam.log_entry where chain = 'log' order by seq desc limit 1`,
    );
    return (JSON.parse(rows[0]?.body ?? '{}') as { actor: unknown }).actor;
  };

  test('is in the log under the name of whoever is signed in, which it does not prolong', async () => {
    const session = await box.session('lead');
    const used = async (): Promise<unknown> =>
      (await box.database.owner.query('select max(last_used_at) as at from cofferdam.session')).rows[0];
    const before = await used();
    const met = await meet(box, async () => send(box, opening({ 'sec-fetch-site': 'cross-site', ...cookie(session) })));
    expect(met).toEqual({ told: '403 other-site', ...untouched, logged: otherSite });
    expect([await lastActor(), await used()]).toEqual([{ kind: 'person', id: box.people.lead }, before]);
  });

  test.each([
    ['a session that nobody opened', cookie('A'.repeat(43))],
    ['nothing', {}],
  ])('with %s is in the log by its address', async (_, headers) => {
    const met = await meet(box, async () => send(box, opening({ 'sec-fetch-site': 'cross-site', ...headers })));
    expect(met).toEqual({ told: '403 other-site', ...untouched, logged: otherSite });
    expect(await lastActor()).toEqual({ kind: 'system', id: 'gate' });
  });

  test('that would sign somebody in is in the log as well', async () => {
    const payload = 'mail=eve%40desk.example&password=a+session+of+the+attacker';
    const met = await meet(box, async () => send(box, { method: 'POST', url: '/v1/session', headers: form, payload }));
    expect(met).toMatchObject({
      told: '403 other-site',
      ...untouched,
      logged: [refused('session.open', 'other-site')],
    });
  });

  test('in a flood is told once a minute', async () => {
    const met = await meet(box, async () => {
      for (let round = 0; round < 30; round += 1) await send(box, opening({ 'sec-fetch-site': 'cross-site' }));
      return send(box, opening({ 'sec-fetch-site': 'cross-site' }));
    });
    expect(met).toEqual({ told: '403 other-site', ...untouched, logged: otherSite });
  });
});

test('no prototype was changed by any of them', () => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(Reflect.get({}, 'installationRole')).toBeUndefined();
});

describe('filters are values, and find what is written in them', () => {
  test.each([`' or 1=1 --`, '%', '_', '\\', `x'); drop table cofferdam.incident; --`, '$1', '*'])(
    '%s',
    async (title) => {
      const session = await box.session('lead');
      const found = await ask(box, 'incidents.list', {}, { session, query: { title } });
      expect([found.status, (found.answer as unknown as { items: unknown[] }).items]).toEqual([200, []]);
    },
  );

  test('the cursor of somebody who sees more shows no more', async () => {
    const whole = await ask(box, 'incidents.list', {}, { session: await box.session('lead'), query: { limit: '1' } });
    const { next } = whole.answer as unknown as { next: string };
    const met = await meet(box, async () =>
      ask(box, 'incidents.list', {}, { session: await box.session('stranger'), query: { cursor: next } }),
    );
    expect(met).toEqual({ told: '200', ...untouched, logged: [] });
  });
});

describe('on the wire', () => {
  const head = (path: string, session: string, more: string): string =>
    `POST ${path} HTTP/1.1\r\nhost: desk\r\ncookie: __Host-cofferdam=${session}\r\n${more}\r\n\r\n`;
  const rows: readonly [string, string, (session: string) => readonly (string | Buffer)[]][] = [
    [
      'a request within a request, by two lengths',
      '400',
      (session) => [
        head(incidents, session, 'content-length: 4\r\ncontent-length: 60'),
        `GET /v1/people HTTP/1.1\r\n\r\n`,
      ],
    ],
    [
      'a request within a request, by a length and pieces',
      '400',
      (session) => [
        head(incidents, session, 'content-type: application/json\r\ncontent-length: 6\r\ntransfer-encoding: chunked'),
        '0\r\n\r\nGET /v1/people HTTP/1.1\r\n\r\n',
      ],
    ],
    ['a line end within a header', '400', (session) => [head(incidents, session, 'x: a\rset-cookie: b')]],
    ['a header of 10 MB', '431', (session) => [head(incidents, session, `upload-metadata: ${'A'.repeat(10_000_000)}`)]],
    [
      'pieces of a body that has no end',
      '413 request-too-large',
      (session) => [
        head(incidents, session, 'content-type: application/json\r\ntransfer-encoding: chunked'),
        ...Array.from({ length: 20 }, () => `10000\r\n${'x'.repeat(0x10000)}\r\n`),
      ],
    ],
    [
      'a body that is announced as too large, before it comes',
      '413 request-too-large',
      (session) => [head(incidents, session, `content-type: application/json\r\ncontent-length: ${2 ** 40}`)],
    ],
  ];
  // The log knows nothing of them: there is no request yet of which it could tell.
  test.each(rows)('%s', async (_, told, pieces) => {
    const port = await listen(box);
    const met = await meet(box, async () => speak(port, ...pieces(await box.session('lead'))));
    expect(met).toEqual({ told, ...untouched, logged: [] });
  });

  test('a large body of somebody who may not ask is refused before it comes', async () => {
    const port = await listen(box);
    const met = await meet(box, () =>
      speak(port, head(incidents, 'nobodys', `content-type: application/json\r\ncontent-length: ${2 ** 40}`)),
    );
    expect(met).toEqual({
      told: '401 not-signed-in',
      ...untouched,
      logged: [refused('incidents.open', 'not-signed-in')],
    });
  });
});

describe('a page of another site that makes its name lead to this machine', () => {
  const rebound = { host: 'rebound.evil.example:7420', 'sec-fetch-site': 'same-origin' };
  const reads = (url: string): Promise<Came> => send(box, { url, headers: rebound, from: '127.0.0.1' });

  test('has no cookie, and is told nothing', async () => {
    expect(await meet(box, () => reads(incidents))).toEqual({
      told: '401 not-signed-in',
      ...untouched,
      logged: [refused('incidents.list', 'not-signed-in')],
    });
  });

  test('does not read the metrics of this machine', async () => {
    expect((await reads('/metrics')).status).toBe(404);
    const own = { url: '/metrics', from: '127.0.0.1' };
    expect((await send(box, { ...own, headers: { host: '127.0.0.1:7420' } })).status).toBe(200);
    for (const passedOn of ['x-forwarded-for', 'forwarded', 'via']) {
      expect((await send(box, { ...own, headers: { host: 'localhost', [passedOn]: 'for=1' } })).status).toBe(404);
    }
  });
});

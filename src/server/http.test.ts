import { connect } from 'node:net';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CofferdamError } from '#platform/errors';
import { createHttp } from './http.ts';

interface Asked {
  readonly method?: 'POST' | 'DELETE';
  readonly headers?: Record<string, string>;
  readonly payload?: string;
}

let logged = '';
let failing: unknown;
let http: Awaited<ReturnType<typeof createHttp>>['http'];
beforeEach(async () => {
  logged = '';
  failing = undefined;
  const log = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  ({ http } = await createHttp({
    logLevel: 'debug',
    log,
    async ready() {
      if (failing !== undefined) throw failing;
    },
  }));
  http.post('/echo', async () => ({ ok: true }));
  http.get('/broken/:what', async () => {
    throw failing;
  });
});
afterEach(() => http.close());

test('alive is not ready', async () => {
  failing = new CofferdamError('database-gone');
  expect((await http.inject('/healthz')).json()).toEqual({ status: 'alive' });
  const ready = await http.inject('/readyz');
  expect([ready.statusCode, ready.json()]).toEqual([503, { status: 'not ready', code: 'database-gone' }]);
  failing = undefined;
  expect((await http.inject('/readyz')).statusCode).toBe(200);
});

test.each<[string, string | (Asked & { url: string }), number, string]>([
  ['an address that is none', '/nowhere', 404, 'nothing-there'],
  ['another method', { method: 'DELETE', url: '/healthz' }, 404, 'nothing-there'],
  ['a broken path', '/broken/%ff', 400, 'request-invalid'],
  [
    'a body that is no JSON',
    { method: 'POST', url: '/echo', headers: { 'content-type': 'application/json' }, payload: '{' },
    400,
    'request-invalid',
  ],
  [
    'a body of an unknown kind',
    { method: 'POST', url: '/echo', headers: { 'content-type': 'text/x' }, payload: 'x' },
    415,
    'request-type-unknown',
  ],
  [
    'a body that is too large',
    {
      method: 'POST',
      url: '/echo',
      headers: { 'content-type': 'application/json' },
      payload: `"${'x'.repeat(2 ** 20)}"`,
    },
    413,
    'request-too-large',
  ],
  [
    'a body that would change the prototype',
    { method: 'POST', url: '/echo', headers: { 'content-type': 'application/json' }, payload: '{"__proto__":{"a":1}}' },
    400,
    'request-invalid',
  ],
])('%s is a problem with a stable code', async (_, request, status, code) => {
  const answer = await http.inject(request);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect([answer.statusCode, answer.json()]).toEqual([
    status,
    expect.objectContaining({ status, code, type: `urn:cofferdam:problem:${code}` }),
  ]);
});

describe('a failure of ours', () => {
  const secret = 'maria.musterfrau@example.org';
  test.each([
    ['an error of a library', new Error(`duplicate key value (${secret})`), 500, 'internal'],
    ['a known one with a cause', new CofferdamError('database-gone', '', new Error(secret)), 503, 'database-gone'],
    ['something thrown that is no error', secret, 500, 'internal'],
  ])('%s tells neither the caller nor the log what it was about', async (_, error, status, code) => {
    failing = error;
    const answer = await http.inject(`/broken/${secret}?mail=${secret}`);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect(answer.body).not.toContain(secret);
    expect(logged).toContain('"failed"');
    expect(logged).not.toContain(secret);
    expect(logged).toContain(answer.json().request);
  });
});

test('every answer forbids pages to do anything, and is not kept', async () => {
  for (const url of ['/healthz', '/nowhere']) {
    const { headers } = await http.inject(url);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['cache-control']).toBe('no-store');
  }
});

test('the id of a request is ours, whatever the caller says', async () => {
  const answer = await http.inject({
    url: '/nowhere',
    headers: { 'request-id': 'evil\nline', 'x-request-id': 'evil' },
  });
  expect(answer.json().request).toMatch(/^[\da-f-]{36}$/);
  expect(logged).not.toContain('evil');
});

test('a body that comes too slowly ends the connection', async () => {
  const slow = (await createHttp({ logLevel: 'error', ready: async () => undefined, bodyTimeoutMilliseconds: 50 }))
    .http;
  slow.post('/echo', async () => ({ ok: true }));
  await slow.listen({ port: 0, host: '127.0.0.1' });
  const [address] = slow.addresses();
  const socket = connect(typeof address === 'object' ? address.port : 0, '127.0.0.1');
  socket.write('POST /echo HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{');
  const answer = await new Promise<string>((resolve) => {
    let text = '';
    socket.on('data', (chunk) => (text += String(chunk)));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
  });
  expect(answer).not.toContain('200');
  await slow.close();
});

test('what is not HTTP is refused, and the server goes on', async () => {
  await http.listen({ port: 0, host: '127.0.0.1' });
  const [address] = http.addresses();
  const port = typeof address === 'object' ? address.port : 0;
  const answer = await new Promise<string>((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.end('GARBAGE\r\n\r\n'));
    socket.on('data', (chunk) => (text += String(chunk)));
    socket.on('close', () => resolve(text));
  });
  expect(answer).toMatch(/^HTTP\/1.1 400/);
  expect((await http.inject('/healthz')).statusCode).toBe(200);
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDesk, type TestDesk } from '../../src/respond/testing/desk.ts';
import { compose, type Composed } from '../../src/server/compose.ts';
import { listen, speak } from './testing/sending.ts';

// The whole server as it stands behind a proxy of one's own at 127.0.0.1, with little patience.

let desk: TestDesk;
let server: Composed;
beforeAll(async () => {
  desk = await openTestDesk();
  const { pool } = desk.desk;
  server = await compose({
    database: { app: pool, check: async () => void (await pool.query('select')) },
    desk: desk.desk,
    home: randomUUID(),
    rules: '0'.repeat(64),
    saveRecovery: async () => undefined,
    checkBackupPlace: async () => undefined,
    logLevel: 'error',
    trustedProxies: ['127.0.0.1'],
    bodyTimeoutMilliseconds: 100,
  });
  await server.http.ready();
});
afterAll(async () => {
  await server.http.close();
  await desk.close();
});

async function refusals(): Promise<readonly { type: string; why?: string; from?: string }[]> {
  await server.refusals.idle();
  const { rows } = await desk.database.owner.query<{ body: string }>(
    'select body from cofferdam.log_entry order by seq',
  );
  return rows.map(({ body }) => (JSON.parse(body) as { act: { type: string } }).act).slice(1);
}

// The log does not tell of these: nobody asked for anything yet.
test.each([
  [
    'a body of which a letter came',
    'POST /v1/session HTTP/1.1\r\nhost: desk\r\ncontent-type: application/json\r\ncontent-length: 90\r\n\r\n{',
  ],
  [
    'a body in pieces, of which none came',
    'POST /v1/session HTTP/1.1\r\nhost: desk\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
  ],
])('%s: the connection ends without an answer, and the server goes on', async (_, bytes) => {
  const port = await listen(server);
  expect(await speak(port, bytes)).toMatchObject({ status: 0, body: '' });
  expect(await refusals()).toEqual([]);
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
});

test('whoever comes through the proxy has the address that the proxy saw, whatever he says it is', async () => {
  const address = `http://127.0.0.1:${await listen(server)}/v1/session`;
  const codes: unknown[] = [];
  for (let one = 0; one < 51; one += 1) {
    const said = { 'x-forwarded-for': `10.0.0.${one}, 127.0.0.1, 198.51.100.9`, forwarded: `for=10.0.0.${one}` };
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...said },
      body: JSON.stringify({ mail: `nobody-${one}@desk.example`, password: 'wrong wrong' }),
    });
    codes.push(((await answer.json()) as { code: unknown }).code);
  }
  expect([new Set(codes.slice(0, 50)), codes[50]]).toEqual([new Set(['sign-in-refused']), 'too-many-tries']);
  const told = await refusals();
  expect(new Set(told.map(({ from }) => from)).size).toBe(1);
  expect(told.filter(({ type }) => type === 'sign-in-locked-out')).toHaveLength(1);
});

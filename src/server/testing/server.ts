import { hash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { installJobs } from '#platform/jobs';
import type { Answer, Arguments, Operation, Scope } from '#platform/operation';
import { scopes as allScopes } from '#platform/operation';
import { openTestDesk, type TestDesk, type TestPerson } from '../../respond/testing/desk.ts';
import { compose, type Composed } from '../compose.ts';
import { checkWith } from '../operate/index.ts';

/** The whole server on a database and a vault of its own, not listening unless asked; nobody works on its jobs. */
export interface TestServer extends TestDesk, Composed {
  /** All that it wrote into its log. */
  logged(): string;
  /** Token of a new session; `half` without a second factor. */
  session(name: TestPerson, rights?: 'whole' | 'half'): Promise<string>;
  /** An API key. */
  key(name: TestPerson, scopes?: readonly Scope[], expires?: Date): Promise<string>;
  ask<O extends Operation>(operation: O, given?: Arguments<O>, by?: By): Promise<Reply<O>>;
  close(): Promise<void>;
}

export interface By {
  readonly session?: string;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is, in place of a body. */
  readonly payload?: Buffer | string;
}

export interface Reply<O extends Operation> {
  readonly status: number;
  /** Of the problem, where it is one. */
  readonly code: string | undefined;
  readonly answer: Answer<O>;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** @param page folder of the built page; without it there is the API alone */
export async function openTestServer({ page }: { readonly page?: string } = {}): Promise<TestServer> {
  const box = await openTestDesk();
  const data = await mkdtemp(join(tmpdir(), 'cofferdam-data-'));
  let logged = '';
  const log = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  const composed = await compose({
    database: { app: box.desk.pool, check: async () => void (await box.desk.pool.query('select')) },
    desk: box.desk,
    home: randomUUID(),
    rules: '0'.repeat(64),
    saveRecovery: async () => undefined,
    checkBackupPlace: checkWith({ ...box.desk, data }),
    logLevel: 'debug',
    log,
    ...(page !== undefined && { page }),
  });
  await composed.http.ready();
  await installJobs(box.worker);
  const { owner } = box.database;
  const hashOf = (token: string): string => hash('sha256', token, 'hex');
  return {
    ...box,
    ...composed,
    logged: () => logged,
    async session(name, rights = 'whole') {
      const token = randomBytes(32).toString('base64url');
      const at = new Date(box.desk.now());
      await owner.query(
        `insert into cofferdam.session
           (id, person_id, token_hash, made_at, last_used_at, ends_at, second_factor_at, browser, origin)
         values (gen_random_uuid(), $1, $2, $3, $3, $3::timestamptz + interval '12 hours', $4, 'A test', repeat('0', 64))`,
        [box.people[name], hashOf(token), at, rights === 'whole' ? at : null],
      );
      return token;
    },
    async key(name, scopes = allScopes, expires = new Date(box.desk.now() + 3_600_000)) {
      const token = `cfd_${randomBytes(32).toString('base64url')}`;
      await owner.query(
        `insert into cofferdam.api_key (id, person_id, name, token_hash, scopes, made_at, expires_at)
         values (gen_random_uuid(), $1, 'A key', $2, $3, $4, $5)`,
        [box.people[name], hashOf(token), scopes, new Date(box.desk.now()), expires],
      );
      return token;
    },
    async ask(operation, given = {}, by = {}) {
      const { params, query, body } = given as Readonly<
        Record<'params' | 'query' | 'body', Record<string, unknown> | undefined>
      >;
      const path = operation.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params?.[name])));
      const reply = await composed.http.inject({
        method: operation.method,
        url: path,
        // A stream of events has no end to wait for.
        payloadAsStream: operation.bytes === 'text/event-stream',
        ...(query !== undefined && {
          query: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])),
        }),
        headers: {
          ...(by.session !== undefined && { cookie: `__Host-cofferdam=${by.session}` }),
          ...(by.key !== undefined && { authorization: `Bearer ${by.key}` }),
          ...by.headers,
        },
        ...(by.payload !== undefined ? { payload: by.payload } : body !== undefined && { payload: body }),
      });
      await composed.refusals.idle();
      if (operation.bytes === 'text/event-stream') {
        const { statusCode: status, headers } = reply;
        const body =
          status === 200
            ? ''
            : await reply
                .stream()
                .toArray()
                .then((all) => Buffer.concat(all).toString());
        reply.stream().destroy();
        const code = status === 200 ? undefined : String((JSON.parse(body) as { code: unknown }).code);
        return { status, code, answer: undefined as never, headers, body };
      }
      const isJson =
        reply.body !== '' && String(reply.headers['content-type']).includes('json') && !reply.body.includes('\n{');
      const answer = isJson ? (reply.json() as Record<string, unknown>) : {};
      const code = reply.statusCode >= 400 ? String(answer['code']) : undefined;
      return { status: reply.statusCode, code, answer: answer as never, headers: reply.headers, body: reply.body };
    },
    async close() {
      await composed.http.close();
      await box.close();
      await rm(data, { recursive: true });
    },
  };
}

import { connect } from 'node:net';
import { randomUUID } from 'node:crypto';
import { totpCodeOf, totpStepAt } from '#platform/auth';
import type { TestServer } from '../../../src/server/testing/server.ts';
import { ask } from './asking.ts';
import type { Came } from './meet.ts';

export interface Sent {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer | object;
  readonly from?: string;
}

/** Sends a request as it is, of no operation and with no manners. */
export async function send(
  box: Pick<TestServer, 'http'>,
  { method = 'GET', url, headers, payload, from }: Sent,
): Promise<Came> {
  const reply = await box.http.inject({
    method,
    url,
    headers: { ...headers },
    ...(payload !== undefined && { payload }),
    ...(from !== undefined && { remoteAddress: from }),
  });
  return { status: reply.statusCode, body: reply.body, headers: reply.headers };
}

export const cookie = (session: string): { readonly cookie: string } => ({ cookie: `__Host-cofferdam=${session}` });

/** Writes bytes to the port of a server that listens, and gives what comes back until either side ends. */
export function speak(port: number, ...pieces: readonly (string | Buffer)[]): Promise<Came> {
  return new Promise((resolve) => {
    let body = '';
    const socket = connect(port, '127.0.0.1', () => {
      for (const piece of pieces) socket.write(piece);
    });
    socket.on('data', (chunk) => {
      body += String(chunk);
      // Every answer of the server is short here, and a refused request keeps its connection.
      if (/\r\n\r\n/.test(body) && /"request":"[^"]+"\}$/.test(body)) socket.end();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(body)?.[1] ?? 0), body, headers: {} }));
  });
}

/** Makes the server listen on a free port of this machine. */
export async function listen({ http }: Pick<TestServer, 'http'>): Promise<number> {
  if (!http.server.listening) await http.listen({ port: 0, host: '127.0.0.1' });
  const [address] = http.addresses();
  return typeof address === 'object' ? address.port : 0;
}

/** Somebody who was invited, came in and enrolled an app, all over HTTP. */
export interface Joined {
  readonly person: string;
  readonly mail: string;
  readonly password: string;
  /** Token of the invitation, which was used. */
  readonly invitation: string;
  /** Token of the session before the second factor, which is of no use any more. */
  readonly half: string;
  readonly session: string;
  /** The code that confirmed the app. */
  readonly used: string;
  /** What the app shows next; the clock goes on for it. */
  next(): string;
}

export async function joinAs(box: TestServer, mail = `${randomUUID()}@desk.example`): Promise<Joined> {
  const password = `a long password of ${randomUUID()}`;
  const admin = await box.session('admin');
  const invited = await ask(box, 'people.invite', {}, { session: admin, body: { name: 'Ines Nord', mail } });
  const { token, person } = invited.answer as unknown as { token: string; person: string };
  const joined = await ask(box, 'people.join', {}, { body: { token, password } });
  const half = sessionIn(joined.headers);
  const enrolled = await ask(box, 'totp.enrol', {}, { session: half });
  const { secret } = enrolled.answer as unknown as { secret: string };
  const next = (): string => {
    box.wait(30_000);
    return totpCodeOf(fromBase32(secret), totpStepAt(box.desk.now()));
  };
  const used = next();
  const confirmed = await ask(box, 'totp.confirm', {}, { session: half, body: { code: used } });
  return { person, mail, password, invitation: token, half, session: sessionIn(confirmed.headers), used, next };
}

/** A session of somebody who signed in with his password, and used no code yet. */
export async function signIn(box: TestServer, { mail, password }: Pick<Joined, 'mail' | 'password'>): Promise<string> {
  return sessionIn((await ask(box, 'session.open', {}, { body: { mail, password } })).headers);
}

function sessionIn(headers: Readonly<Record<string, unknown>>): string {
  const token = /__Host-cofferdam=([^;]+)/.exec(String(headers['set-cookie']))?.[1];
  if (token === undefined) throw new Error('no session was opened');
  return token;
}

export function fromBase32(text: string): Buffer {
  const bits = [...text].map((one) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(one).toString(2).padStart(5, '0'));
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

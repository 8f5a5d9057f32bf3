import { type Code, catalogue, CofferdamError, fail } from '#platform/errors';
import type { Answer, Arguments, Operation } from '#platform/operation';

export interface ClientInit {
  /** `http://127.0.0.1:7420` */
  readonly address: string;
  /** Token of a session or an API key; undefined for nobody. */
  readonly session?: string | undefined;
  readonly key?: string | undefined;
}

interface Extras {
  /** Version that an edit is made to. */
  readonly version?: number;
  /** Makes a repetition of the same request harmless. */
  readonly once?: string;
  readonly signal?: AbortSignal;
}

/** What came back. */
interface Answered<T> {
  readonly answer: T;
  /** Of what was answered, where it has one. */
  readonly version: number | undefined;
  /** Token of a session that this request opened. */
  readonly session: string | undefined;
}

/** The API, typed by the operations that the server itself goes by. */
export interface Client {
  readonly address: string;
  /**
   * Asks, and gives the answer as the operation's schema has it. Fails with the code that the server answered, with
   * `server-silent` where nothing answers, and `answer-unknown` for what is not in the schema.
   *
   * @example (await client.call(showIncident, { params: { incident } })).answer.title
   */
  call<O extends Operation>(operation: O, given?: Arguments<O>, extras?: Extras): Promise<Answered<Answer<O>>>;
  /** As `call`, for operations that answer bytes. */
  stream<O extends Operation>(operation: O, given?: Arguments<O>, extras?: Extras): Promise<Response>;
  /** Sends bytes as they are, for uploads; the path begins with a slash. */
  send(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body?: RequestInit['body'] | ReadableStream,
  ): Promise<Response>;
}

const cookieName = '__Host-cofferdam';

export function createClient({ address, session, key }: ClientInit): Client {
  const base = address.replace(/\/+$/, '');
  const identity: Record<string, string> = {
    'user-agent': 'cofferdam/1',
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
    ...(session !== undefined && { cookie: `${cookieName}=${session}` }),
  };
  const send: Client['send'] = async (method, path, headers, body) => {
    const init = {
      method,
      headers: { ...identity, ...headers },
      body: body ?? null,
      duplex: 'half',
      redirect: 'error',
    };
    const response = await fetch(base + path, init as RequestInit).catch((error: unknown) =>
      fail('server-silent', base, error),
    );
    if (!response.ok) throw await problemOf(response);
    return response;
  };
  const ask = (
    operation: Operation,
    given: Arguments<Operation>,
    { version, once, signal }: Extras,
  ): Promise<Response> => {
    const headers: Record<string, string> = { accept: operation.bytes ?? 'application/json' };
    if (version !== undefined) headers['if-match'] = `"${version}"`;
    if (once !== undefined) headers['idempotency-key'] = once;
    if (given.body !== undefined) headers['content-type'] = 'application/json';
    const body = given.body === undefined ? null : JSON.stringify(given.body);
    signal?.throwIfAborted();
    return send(operation.method, pathOf(operation, given), headers, body);
  };
  return {
    address: base,
    send,
    stream: (operation, given = {}, extras = {}) => ask(operation, given as Arguments<Operation>, extras),
    async call(operation, given = {}, extras = {}) {
      const response = await ask(operation, given as Arguments<Operation>, extras);
      const version = /^"(\d+)"$/.exec(response.headers.get('etag') ?? '')?.[1];
      return {
        answer: (await read(operation, response)) as Answer<typeof operation>,
        version: version === undefined ? undefined : Number(version),
        session: sessionOf(response),
      };
    },
  };
}

function pathOf({ path }: Operation, { params, query }: Arguments<Operation>): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String((params as Record<string, unknown> | undefined)?.[name])),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries((query ?? {}) as Record<string, string | number | boolean | undefined>)) {
    if (value !== undefined) search.set(name, String(value));
  }
  return search.size === 0 ? filled : `${filled}?${search.toString()}`;
}

async function read({ answer }: Operation, response: Response): Promise<unknown> {
  if (answer === undefined) {
    await response.body?.cancel();
    return undefined;
  }
  const parsed = answer.safeParse(await response.json().catch(() => undefined));
  // What zod says of it could quote what the server answered.
  return parsed.success ? parsed.data : fail('answer-unknown', new URL(response.url).pathname);
}

function sessionOf(response: Response): string | undefined {
  for (const line of response.headers.getSetCookie()) {
    const token = new RegExp(`^${cookieName}=([^;]+)`).exec(line)?.[1];
    if (token !== undefined) return token;
  }
  return undefined;
}

/** Answers to HEAD have a status alone. */
const withoutBody: Readonly<Record<number, Code>> = {
  401: 'not-signed-in',
  403: 'role-lacking',
  404: 'nothing-there',
  410: 'upload-ended',
  423: 'upload-busy',
  503: 'database-gone',
};

async function problemOf(response: Response): Promise<CofferdamError> {
  const problem = (await response.json().catch(() => ({}))) as Readonly<Record<string, unknown>>;
  const { code, where, request } = problem;
  if (typeof code !== 'string' || !(code in catalogue))
    return new CofferdamError(withoutBody[response.status] ?? 'answer-unknown', `status ${response.status}`);
  const place = [
    ...(typeof where === 'string' ? [where] : []),
    ...(typeof request === 'string' ? [`request ${request}`] : []),
  ];
  return new CofferdamError(code as Code, place.join(', '));
}

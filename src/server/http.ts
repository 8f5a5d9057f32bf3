import { randomUUID } from 'node:crypto';
import type { Writable } from 'node:stream';
import cookie from '@fastify/cookie';
import { fastify } from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { codeOf, CofferdamError } from '#platform/errors';
import { type Metrics, measureRequests } from './api/metrics.ts';
import { problemOf } from './problems.ts';
import type { Settings } from './settings.ts';

/** Bodies that are no files. */
const bodyLimit = 1024 * 1024;
/** A request that takes longer to arrive than this, uploads apart, is somebody who holds connections open. */
const bodyTimeout = 30_000;

export interface HttpParts {
  readonly logLevel: Settings['logLevel'];
  /** Where the log goes, a line of JSON for each entry. @default standard output */
  readonly log?: Writable;
  /** Whether requests can be met now; what it rejects with is the reason. */
  readonly ready: () => Promise<void>;
  /** For the body of a request that is no upload. @default 30 s */
  readonly bodyTimeoutMilliseconds?: number;
  /** Proxies that are believed where they say whom a request comes from. @default none */
  readonly trustedProxies?: readonly string[];
}

/**
 * For whatever is not the page itself (page/serve.ts): no script, no frame, no referrer that tells another site which
 * incident somebody came from.
 */
const headers = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** Builds the HTTP side of the server, not listening yet. */
export async function createHttp({
  logLevel,
  log,
  ready,
  bodyTimeoutMilliseconds,
  trustedProxies = [],
}: HttpParts): Promise<{ http: FastifyInstance; metrics: Metrics }> {
  const http: FastifyInstance = fastify({
    logger: {
      level: logLevel,
      serializers: { req: requestOf, err: errorOf },
      ...(log !== undefined && { stream: log }),
    },
    // Ids of callers would let them write into the log what they like.
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit,
    // Anybody else could take the address of others, and with it their tries.
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    // Of connections on which nothing moves. Uploads take long, so the time for a whole request is kept by boundBodies.
    connectionTimeout: 2 * bodyTimeout,
    http: { headersTimeout: bodyTimeout },
    // Addresses carry no names and no values, but a mistyped one may hold anything.
    routerOptions: { maxParamLength: 100 },
    return503OnClosing: true,
    // What the router refuses reaches no handler; its own answer repeats the address.
    frameworkErrors: (error, request, reply) => void answerProblem(error, request, reply.headers(headers)),
  });
  http.addHook('onSend', async (_request, reply) => {
    // What a route says for itself is stricter: evidence goes out without any rights in a page.
    for (const [name, value] of Object.entries(headers)) if (!reply.hasHeader(name)) reply.header(name, value);
  });
  boundBodies(http, bodyTimeoutMilliseconds ?? bodyTimeout);
  http.setErrorHandler(answerProblem);
  http.setNotFoundHandler((request, reply) => answerProblem(new CofferdamError('nothing-there'), request, reply));
  await http.register(cookie);
  const metrics = measureRequests(http);
  http.get('/healthz', async () => ({ status: 'alive' }));
  http.get('/readyz', async (_request, reply) => {
    try {
      await ready();
      return { status: 'ready' };
    } catch (error) {
      return reply.code(503).send({ status: 'not ready', code: codeOf(error) });
    }
  });
  return { http, metrics };
}

/** Ends connections on which a body comes too slowly, a byte at a time: each would hold a request for hours. */
function boundBodies(http: FastifyInstance, milliseconds: number): void {
  http.addHook('onRequest', async ({ raw, routeOptions }) => {
    const { longBody } = routeOptions.config as { readonly longBody?: boolean };
    if (longBody === true || raw.complete) return;
    const timer = setTimeout(() => raw.complete || raw.destroy(), milliseconds);
    for (const event of ['end', 'close'] as const) raw.once(event, () => clearTimeout(timer));
  });
}

function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error, request.id);
  if (problem.status >= 500) request.log.error({ err: error }, 'failed');
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="Cofferdam"');
  if (problem.status === 429 || problem.status === 503)
    reply.header('retry-after', problem.status === 429 ? '60' : '5');
  return reply.code(problem.status).type('application/problem+json').send(problem);
}

/** What the log says of a request: no query, no headers, no body. Any of them may hold what somebody looks for. */
function requestOf({ method, routeOptions }: FastifyRequest): { readonly method: string; readonly url: string } {
  return { method, url: routeOptions.url ?? 'none' };
}

/** Causes are left out: a database's error quotes the row, a parser's the text. */
function errorOf(error: unknown): { type: string; message: string; stack: string } {
  const known = error instanceof CofferdamError;
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return {
    type: known ? error.code : error instanceof Error ? error.name : typeof error,
    message: known ? error.message : 'not told',
    stack: stack
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
  };
}

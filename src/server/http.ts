import { randomUUID } from 'node:crypto';
import type { Writable } from 'node:stream';
import { fastify } from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { codeOf, CofferdamError } from '#platform/errors';
import { problemOf } from './problems.ts';
import type { Settings } from './settings.ts';

/** Bodies that are no files. */
const bodyLimit = 1024 * 1024;
/** A request that takes longer to arrive than this is somebody who holds connections open. */
const requestTimeout = 30_000;

export interface HttpParts {
  readonly logLevel: Settings['logLevel'];
  /** Where the log goes, a line of JSON for each entry. @default standard output */
  readonly log?: Writable;
  /** Whether requests can be met now; what it rejects with is the reason. */
  readonly ready: () => Promise<void>;
}

/**
 * Nothing of ours runs in a page yet, and nothing may: no script, no frame, no referrer that tells another site which
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
export function createHttp({ logLevel, log, ready }: HttpParts): FastifyInstance {
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
    requestTimeout,
    connectionTimeout: 2 * requestTimeout,
    // Addresses carry no names and no values, but a mistyped one may hold anything.
    routerOptions: { maxParamLength: 100 },
    return503OnClosing: true,
    // What the router refuses reaches no handler; its own answer repeats the address.
    frameworkErrors: (error, request, reply) => void answerProblem(error, request, reply.headers(headers)),
  });
  http.addHook('onSend', async (_request, reply) => {
    reply.headers(headers);
  });
  http.setErrorHandler(answerProblem);
  http.setNotFoundHandler((request, reply) => answerProblem(new CofferdamError('nothing-there'), request, reply));
  http.get('/healthz', async () => ({ status: 'alive' }));
  http.get('/readyz', async (_request, reply) => {
    try {
      await ready();
      return { status: 'ready' };
    } catch (error) {
      return reply.code(503).send({ status: 'not ready', code: codeOf(error) });
    }
  });
  return http;
}

function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error, request.id);
  if (problem.status >= 500) request.log.error({ err: error }, 'failed');
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

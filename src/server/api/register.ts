import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { type Code, codeOf, fail } from '#platform/errors';
import { askerOf, type Caller, type Credentials, pass } from './caller.ts';
import { etagOf, onceOf, versionOf } from './conditions.ts';
import { schemaOf, statusOf } from './documented.ts';
import { serveDescription } from './openapi.ts';
import type { Refusals } from './refusals.ts';
import type { Call, Route } from './route.ts';
import { linger } from './linger.ts';
import { refuseOtherSites } from './same-site.ts';

export interface GateParts {
  /**
   * Who these credentials are of; undefined for none. Fails with `not-signed-in` for those that are no good any more. For a
   * `stream` it is no use of them.
   */
  readonly authenticate: (credentials: Credentials, look: 'request' | 'stream') => Promise<Caller | undefined>;
  /** False until somebody set the installation up. */
  readonly isSetUp: () => Promise<boolean>;
  readonly refusals: Refusals;
  /** HMAC of an address, 64 hexadecimal digits. */
  readonly originOf: (address: string) => string;
  /** Stands for what a request says; see createFingerprint. */
  readonly fingerprintOf: (said: string) => string;
}

/**
 * The cookie of a session: for this host and path alone, never sent over plain HTTP (browsers except the machine itself),
 * never seen by scripts, never sent with what other sites ask for.
 */
const cookieName = '__Host-cofferdam';
const cookie = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const;

/** What a request met at the gate, before its body was read. */
interface Met {
  readonly caller: Caller | undefined;
  readonly origin: string;
}

/** What works before anybody set the installation up. */
const before = new Set(['set-up.make', 'set-up.show']);

/** Puts routes behind their gates, and what they are at /openapi.json. Whoever may not ask is refused before the body of the request is read. */
export function registerRoutes(http: FastifyInstance, routes: readonly Route[], parts: GateParts): void {
  const met = new WeakMap<FastifyRequest, Met>();
  http.setValidatorCompiler(validatorCompiler);
  http.setSerializerCompiler(serializerCompiler);
  serveDescription(
    http,
    routes.map(({ operation }) => operation),
  );
  for (const route of routes) {
    const { operation } = route;
    http.route({
      method: operation.method,
      url: operation.path,
      schema: schemaOf(operation),
      ...(operation.method === 'GET' && { exposeHeadRoute: false }),
      config: { operation: operation.id, longBody: operation.longBody === true },
      onRequest: async (request, reply) => {
        const origin = parts.originOf(request.ip);
        let caller: Caller | undefined;
        try {
          refuseOtherSites(request);
          if (!before.has(operation.id) && !(await parts.isSetUp())) fail('not-set-up');
          if (operation.gate !== 'open') caller = await parts.authenticate(credentialsOf(request), 'request');
          pass(operation, caller);
        } catch (error) {
          noteRefusal(parts, route, request, error, caller, origin);
          // What still comes of a refused request is not waited for.
          linger(request.raw, reply.raw);
          throw error;
        }
        met.set(request, { caller, origin });
      },
      handler: async (request, reply) => {
        const { caller, origin } = met.get(request) ?? fail('internal', 'a request without a gate');
        try {
          const answer = await route.meet(callOf(route, request, reply, caller, origin, parts));
          if (reply.sent || answer === reply) return reply;
          return await reply.code(statusOf(operation)).send(operation.bytes === undefined ? answer : streamOf(answer));
        } catch (error) {
          noteRefusal(parts, route, request, error, caller, origin);
          linger(request.raw, reply.raw);
          throw error;
        }
      },
    });
  }
}

function callOf(
  { operation }: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  caller: Caller | undefined,
  origin: string,
  { fingerprintOf, authenticate }: GateParts,
): Call<Route['operation']> {
  const { params, query, body, headers } = request as {
    [K in 'params' | 'query' | 'body']: Record<string, unknown>;
  } & FastifyRequest;
  const once = onceOf(operation, headers, { params, query, body }, fingerprintOf);
  return {
    params,
    query,
    body,
    get asker() {
      return askerOf(caller, once);
    },
    caller,
    origin,
    version: versionOf(operation, headers),
    tell: (version) => void reply.header('etag', etagOf(version)),
    openSession: (token) => void reply.setCookie(cookieName, token, cookie),
    endSession: () => void reply.clearCookie(cookieName, cookie),
    async mayGoOn() {
      try {
        pass(operation, await authenticate(credentialsOf(request), 'stream'));
        return true;
      } catch (error) {
        if (refusals.has(codeOf(error))) return false;
        throw error;
      }
    },
    request,
    reply,
  };
}

/** What `pass` and `authenticate` say to somebody who is not let in; all else is no answer. */
const refusals = new Set<Code>(['not-signed-in', 'second-factor-needed', 'scope-lacking', 'role-lacking']);

/** A session in the cookie, or an API key as bearer; a request with both is made with the key, or not at all. */
function credentialsOf({ headers: { authorization }, cookies }: FastifyRequest): Credentials {
  if (authorization !== undefined) {
    return { key: /^Bearer +(\S{1,200})$/i.exec(authorization)?.[1] ?? fail('not-signed-in') };
  }
  const session = cookies[cookieName];
  return session === undefined ? {} : { session };
}

function noteRefusal(
  { refusals, authenticate }: GateParts,
  { operation }: Route,
  request: FastifyRequest,
  error: unknown,
  caller: Caller | undefined,
  // Not asked of the request again: a connection that broke has no address any more.
  origin: string,
): void {
  const { incident } = (request.params ?? {}) as { readonly incident?: string };
  const named =
    incident !== undefined && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(incident) ? incident : undefined;
  // What another site sends is refused before anybody asks whose it is.
  const whose = (): Promise<Caller | undefined> => authenticate(credentialsOf(request), 'stream');
  refusals.note({
    operation,
    error,
    caller,
    origin,
    incident: named,
    ...(codeOf(error) === 'other-site' && { whose }),
  });
}

function streamOf(answer: unknown): unknown {
  const isStream = typeof answer === 'object' && answer !== null && 'pipe' in answer;
  return isStream ? answer : ReadableStream.from(answer as AsyncIterable<Uint8Array>);
}

import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Code, catalogue, CofferdamError } from '#platform/errors';
import type { Operation } from '#platform/operation';
import { problemOf } from '../problems.ts';
import { problem, statusOf } from './documented.ts';
import { headers as knownHeaders, parameters as knownParameters, type Wire, wireOf } from './wire.ts';

type Json = Readonly<Record<string, unknown>>;

/** OpenAPI 3.1. */
export interface ApiDocument extends Json {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** Serves the description of these operations, and of no others, at /openapi.json. */
export function serveDescription(http: FastifyInstance, operations: readonly Operation[]): void {
  let document: string | undefined;
  http.get('/openapi.json', async (_request, reply) => {
    document ??= JSON.stringify(describeApi(operations));
    return reply.type('application/json').send(document);
  });
}

/**
 * Describes operations, in their order. What it says of parameters, bodies and answers is made from the schemas by which
 * requests and answers are checked: it cannot say anything else than what the server does.
 */
export function describeApi(operations: readonly Operation[]): ApiDocument {
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of operations) {
    const path = operation.path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[operation.method.toLowerCase()] = describe(operation);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Cofferdam',
      version,
      description:
        'The response desk for data leaks. Times are UTC (ISO 8601). Errors are problem details (RFC 9457) whose codes docs/errors.md explains; docs/api.md says how to begin. Fields that you do not know may be added to answers: pass over them.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-cofferdam', description: 'A session with its rights' },
        key: { type: 'http', scheme: 'bearer', description: 'An API key; the scopes that it needs are named' },
      },
      schemas: { Problem: schemaFrom(problem, 'output') },
    },
  };
}

function describe(operation: Operation): Json {
  const { id, summary, gate, scope, body } = operation;
  const wire = wireOf(operation);
  const [tag = ''] = id.split('.');
  const parameters = parametersOf(operation, wire);
  const content =
    body === undefined ? contentOf(wire.takes) : { 'application/json': { schema: schemaFrom(body, 'input') } };
  return {
    operationId: id,
    summary,
    tags: [tag],
    security: gate === 'open' ? [] : scope === undefined ? [{ session: [] }] : [{ session: [] }, { key: [scope] }],
    'x-gate': gate,
    ...(parameters.length > 0 && { parameters }),
    ...(content && { requestBody: { required: wire.bodyMayLack !== true, content } }),
    responses: { ...successOf(operation, wire), ...refusalsOf(operation), default: problemAnswer('Any other error') },
  };
}

function parametersOf({ params, query, edits, once }: Operation, { asks = [] }: Wire): Json[] {
  const found: Json[] = [];
  if (params !== undefined) {
    const { properties = {} } = schemaFrom(params, 'input') as { readonly properties?: Record<string, Json> };
    for (const [name, schema] of Object.entries(properties)) {
      found.push({ name, in: 'path', required: true, description: knownParameters[name] ?? name, schema });
    }
  }
  if (query !== undefined) {
    const { properties = {}, required = [] } = schemaFrom(query, 'input') as {
      readonly properties?: Record<string, Json>;
      readonly required?: readonly string[];
    };
    for (const [name, { description, ...schema }] of Object.entries(properties)) {
      const said = typeof description === 'string' && { description };
      found.push({ name, in: 'query', ...(required.includes(name) && { required: true }), ...said, schema });
    }
  }
  const named = [
    ...(edits === true ? (['If-Match'] as const) : []),
    ...(once === true ? (['Idempotency-Key?'] as const) : []),
  ];
  for (const given of [...named, ...asks]) {
    const name = given.replace('?', '');
    const required = !given.endsWith('?');
    found.push({
      name,
      in: 'header',
      ...(required && { required }),
      ...knownHeaders[name as keyof typeof knownHeaders],
    });
  }
  return found;
}

function successOf(operation: Operation, { tells = [], alsoPart }: Wire): Json {
  const { answer, bytes, method } = operation;
  const told = [...(saysVersion(operation) ? (['ETag'] as const) : []), ...tells];
  const headers = Object.fromEntries(told.map((name) => [name, knownHeaders[name]]));
  const content =
    method === 'HEAD'
      ? undefined
      : answer === undefined
        ? contentOf(bytes)
        : { 'application/json': { schema: schemaFrom(answer, 'output') } };
  const whole = {
    description: content === undefined ? 'Done' : bytes === undefined ? 'The answer' : 'The bytes, as they are read',
    ...(told.length > 0 && { headers }),
    ...(content && { content }),
  };
  const part = alsoPart === true && { 206: { ...whole, description: 'The bytes that Range asks for' } };
  return { [statusOf(operation)]: whole, ...part };
}

/** What has a version tells it as its ETag as well; the version of a list is that of what is listed. */
function saysVersion({ answer }: Operation): boolean {
  return answer instanceof z.ZodObject && 'version' in answer.shape && !('items' in answer.shape);
}

/** What it refuses with, by status: its own codes, and those that follow from its gate and form. */
function refusalsOf(operation: Operation): Json {
  const { gate, params, query, body, edits, once, method, refuses = [] } = operation;
  const codes = new Set<string>(refuses);
  if (params || query || body || edits === true) codes.add('request-invalid');
  if (body) codes.add('request-too-large');
  if (gate !== 'open') codes.add('not-signed-in').add('scope-lacking');
  if (gate !== 'open' && gate !== 'session') codes.add('second-factor-needed');
  if (gate === 'admin' || gate === 'auditor') codes.add('role-lacking');
  if (params) codes.add('nothing-there');
  if (method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS') codes.add('other-site');
  if (edits === true) codes.add('version-missing').add('changed-meanwhile');
  if (once === true) codes.add('idempotency-key-reused');
  const byStatus: Record<number, string[]> = {};
  for (const code of [...codes].sort()) {
    if (!(code in catalogue)) throw new CofferdamError('internal', `${operation.id} refuses with a code that is none`);
    const { status } = problemOf(new CofferdamError(code as Code), '');
    (byStatus[status] ??= []).push(`\`${code}\`: ${catalogue[code as Code].what}.`);
  }
  return Object.fromEntries(Object.entries(byStatus).map(([status, said]) => [status, problemAnswer(said.join(' '))]));
}

function problemAnswer(description: string): Json {
  return { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };
}

/** Bytes have no schema (OpenAPI 3.1, 4.8.14.3). */
function contentOf(mediaType: string | undefined): Json | undefined {
  return mediaType === undefined ? undefined : { [mediaType]: {} };
}

function schemaFrom(schema: z.ZodType, io: 'input' | 'output'): Json {
  const {
    $schema: _,
    '~standard': __,
    ...made
  } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    override: ({ jsonSchema }) => {
      // A format says the same, and the limits of a double say nothing.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      // Answers may grow.
      if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  }) as Record<string, unknown>;
  return made;
}

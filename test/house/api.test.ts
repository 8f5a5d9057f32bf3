import { describe, expect, it } from 'vitest';
import { headers, parameters, wires } from '../../src/server/api/wire.ts';
import { describeServer } from '../../src/server/describe.ts';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: object;
}
interface Described {
  readonly operationId: string;
  readonly summary: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: object }>> };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, object>> }>
  >;
}

const document = describeServer();
const paths = document.paths as unknown as Readonly<Record<string, Readonly<Record<string, Described>>>>;
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** All values below, each with the path that leads to it. */
function* below(value: unknown, at = '#'): Generator<readonly [string, unknown]> {
  yield [at, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [name, one] of Object.entries(value)) yield* below(one, `${at}/${name}`);
}

describe('the description of the API is OpenAPI 3.1', () => {
  it('has ids that are unique, and leads to what is there', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(ids).toEqual([...new Set(ids)]);
    expect(ids.length).toBeGreaterThan(60);
    for (const [at, value] of below(document)) {
      if (!at.endsWith('/$ref')) continue;
      let found: unknown = document;
      for (const name of String(value).replace(/^#\//, '').split('/')) found = (found as Record<string, unknown>)[name];
      expect(found, at).toBeDefined();
    }
  });

  it('has names of security schemes that it explains', () => {
    const schemes = Object.keys((document['components'] as { securitySchemes: object }).securitySchemes);
    for (const { operation } of operations) {
      for (const one of operation.security.flatMap((all) => Object.keys(all))) expect(schemes).toContain(one);
    }
  });

  it.each(operations)('$method $path is described whole', ({ path, method, operation }) => {
    expect(operation.summary).toMatch(/^[A-Z][^\n]*[^.]$/);
    const given = operation.parameters ?? [];
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(given.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(inPath);
    expect(new Set(given.map((one) => `${one.in} ${one.name.toLowerCase()}`)).size).toBe(given.length);
    for (const one of given) {
      expect(Object.keys(one.schema), one.name).not.toEqual([]);
      if (one.in === 'query') continue;
      expect(one.description, one.name).toMatch(/^[A-Z]/);
      if (one.in === 'path') expect([one.required, parameters[one.name]]).toEqual([true, one.description]);
    }
    if (method === 'get' || method === 'head') expect(operation.requestBody).toBeUndefined();
    const { default: other, ...answers } = operation.responses;
    expect(Object.keys(other?.content ?? {})).toEqual(['application/problem+json']);
    expect(Object.keys(answers).filter((status) => status.startsWith('2'))).not.toEqual([]);
    for (const [status, { description, content = {} }] of Object.entries(answers)) {
      expect(status).toMatch(/^[2-5]\d\d$/);
      expect(description).not.toBe('');
      if (!status.startsWith('2')) expect(Object.keys(content)).toEqual(['application/problem+json']);
      if (method === 'head' || status === '204')
        expect(Object.keys(content).filter((type) => !/problem/.test(type))).toEqual([]);
    }
  });

  it('says of what headers and bytes hold nothing that is of no operation', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    for (const id of Object.keys(wires)) expect(ids).toContain(id);
    const used = Object.values(wires).flatMap(({ asks = [], tells = [] }) => [...asks, ...tells]);
    const known = new Set(used.map((name) => name.replace('?', '')));
    expect(
      Object.keys(headers)
        .filter((name) => !known.has(name))
        .sort(),
    ).toEqual(['ETag', 'If-Match']);
  });

  it.each([
    ['upload.part', 'requestBody', ['application/offset+octet-stream']],
    ['roster.load', 'requestBody', ['text/csv']],
    ['evidence.read', '206', ['application/octet-stream']],
    ['evidence.export', '200', ['application/zip']],
    ['persons.export', '200', ['text/csv']],
    ['impact.watch', '200', ['text/event-stream']],
    ['log.export', '200', ['application/x-ndjson']],
    ['incidents.show', '200', ['application/json']],
    ['incidents.show', '404', ['application/problem+json']],
    ['incidents.edit', '428', ['application/problem+json']],
  ])('%s: %s is %j', (id, where, types) => {
    const found = operations.find(({ operation }) => operation.operationId === id)?.operation;
    const content = where === 'requestBody' ? found?.requestBody?.content : found?.responses[where]?.content;
    expect(Object.keys(content ?? {})).toEqual(types);
  });

  it('asks for the version of what is edited, and tells it', () => {
    const edits = operations.filter(({ operation }) => operation.parameters?.some(({ name }) => name === 'If-Match'));
    expect(edits.map(({ operation }) => operation.operationId)).toContain('incidents.edit');
    for (const { operation } of edits) expect(operation.responses['412']?.description).toContain('changed-meanwhile');
  });
});

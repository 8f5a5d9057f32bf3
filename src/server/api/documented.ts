import { z } from 'zod';
import type { FastifySchema } from 'fastify';
import type { Operation } from '#platform/operation';

/** Every error: RFC 9457 with a code of docs/errors.md. */
export const problem = z
  .object({
    type: z.string().describe('`urn:cofferdam:problem:` and the code'),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    request: z.string(),
    where: z.string().optional(),
  })
  .describe('What went wrong, and what to do');

/** What Fastify checks requests and answers by. */
export function schemaOf(operation: Operation): FastifySchema {
  const { params, query, body, answer, bytes } = operation;
  return {
    ...(params !== undefined && { params }),
    ...(query !== undefined && { querystring: query }),
    ...(body !== undefined && { body }),
    ...(bytes === undefined && {
      response: { [statusOf(operation)]: answer ?? z.null(), default: problem },
    }),
  };
}

export function statusOf({ status, answer, bytes }: Operation): number {
  return status ?? (answer === undefined && bytes === undefined ? 204 : 200);
}

import { z } from 'zod';
import { longPage, longQuery, operation } from '#platform/operation';

const id = z.uuid();
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const instant = z.iso.datetime({ offset: true });

/** An entry as docs/log.md describes it, with its hash. */
const entry = z.object({
  seq: z.int(),
  at: z.string(),
  actor: z.object({ kind: z.enum(['person', 'key', 'system']), id: z.string() }),
  act: z.looseObject({ type: z.string() }),
  prev: hash,
  hash,
});
export type ListedEntry = z.infer<typeof entry>;

export const listLog = operation({
  id: 'log.list',
  method: 'GET',
  path: '/v1/incidents/:incident/log',
  summary: 'List what was done in an incident, newest first',
  gate: 'member',
  scope: 'log:read',
  params: z.object({ incident: id }),
  query: longQuery.extend({
    seq: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional().describe('Place of the one entry'),
    type: z
      .string()
      .regex(/^[a-z][a-z-]{0,63}$/)
      .optional()
      .describe('A kind of act of docs/log.md'),
    actor: z
      .string()
      .regex(/^[a-z0-9-]{1,64}$/)
      .optional()
      .describe('Id of the person, API key or part that acted'),
    from: instant.optional().describe('The first moment'),
    before: instant.optional().describe('The first moment that is not meant any more'),
  }),
  answer: longPage(entry),
});

export const showLogHead = operation({
  id: 'log.head',
  method: 'GET',
  path: '/v1/log/head',
  summary: 'Show the head of the log and what was signed last, to be noted where nobody can reach it',
  gate: 'person',
  scope: 'log:read',
  answer: z.object({
    installation: id,
    head: z.object({ seq: z.int(), hash }).describe('For `cofferdam verify --head`'),
    signed: z
      .object({
        checkpoint: z.object({
          v: z.literal(1),
          kind: z.literal('checkpoint'),
          installation: id,
          seq: z.int(),
          hash,
          at: z.string(),
          key: hash,
        }),
        signature: z.string(),
      })
      .nullable(),
    publicKey: hash.describe('For `cofferdam verify --key`'),
  }),
});

export const exportLogOperation = operation({
  id: 'log.export',
  method: 'POST',
  path: '/v1/log/export',
  summary: 'Export the whole log, to be checked with `cofferdam verify`',
  gate: 'auditor',
  scope: 'log:read',
  body: z.object({ recipient: z.string().trim().min(1).max(300).optional().describe('For whom it is') }),
  bytes: 'application/x-ndjson',
  refuses: ['role-lacking'],
});

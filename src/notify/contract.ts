import { z } from 'zod';
import { operation } from '#platform/operation';

const id = z.uuid();
const instant = z.iso.datetime();

const clock = z.object({
  duty: z.literal('eu-gdpr-33-1'),
  entity: id.nullable().describe('Null: the whole organisation, of which no legal entity is named'),
  entityName: z.string().nullable(),
  state: z
    .enum(['not-started', 'running', 'due-soon', 'overdue'])
    .describe('not-started: nobody stated awareness; due-soon: less than 24 hours are left'),
  since: instant.nullable().describe('Of the earliest statement that somebody was aware'),
  statement: id.nullable(),
  due: instant.nullable().describe('Null where nothing started it: not known, and not far away'),
  zone: z.string().nullable().describe('Of the authority that is to be told'),
});
export type Clock = z.infer<typeof clock>;

const candidate = z.object({
  duty: z.string(),
  jurisdiction: z.string(),
  law: z.string(),
  article: z.string(),
  byContract: z.boolean(),
  limit: z.string().describe('ISO 8601'),
  days: z.enum(['calendar', 'business']),
  within: z.string().describe('The limit in words: `4 business days`'),
  start: z.string().describe('From what the limit runs, in the words of the law'),
  runs: z.string().describe('The same as a sentence goes on: `after becoming aware`'),
  appliesTo: z.string(),
  recipient: z.string(),
  trigger: z.string(),
  source: z.string(),
  certainty: z.enum(['known', 'unconfirmed']),
  note: z.string().nullable(),
  entities: z.array(id).describe('That may bring it'),
  open: z.array(z.enum(['sector'])).describe('What is not known of any of them, and would decide'),
});
export type Candidate = z.infer<typeof candidate>;

export const listClocks = operation({
  id: 'clocks.list',
  method: 'GET',
  path: '/v1/incidents/:incident/clocks',
  summary: 'Says who must be told by when: GDPR Art. 33 computed, other short duties named to be checked',
  gate: 'member',
  scope: 'incidents:read',
  params: z.object({ incident: id }),
  answer: z.object({
    clocks: z.array(clock).describe('The nearest first'),
    candidates: z
      .array(candidate)
      .describe('Duties with a limit of 96 hours or less that the legal entities may bring; none is computed'),
    entities: z.enum(['none', 'named']).describe('Without legal entities no other duty can be named'),
    countriesUnknown: z.array(z.string()).describe('Of legal entities; no duty of theirs is known here'),
  }),
});
export type Clocks = z.infer<typeof listClocks.answer>;

import { z } from 'zod';
import { operation } from '#platform/operation';
import { agrees, compartment, givenInstant, id, instant, prose, zone } from '../../fields.ts';

/** In this order: somebody has a sign of it, somebody looks into it, the organisation knows (GDPR Art. 33 (1)). */
export const awarenessStep = z.enum(['first-indication', 'being-assessed', 'aware']);

const statement = z.object({
  id,
  step: awarenessStep,
  since: instant,
  /** The zone in which it was said. */
  zone: z.string(),
  saidBy: id,
  /** Null: all legal entities. */
  entity: id.nullable(),
  compartment,
  note: z.string().nullable(),
  recordedAt: instant,
  recordedBy: id,
});
export type Statement = z.infer<typeof statement>;

const incidentPath = z.object({ incident: id });

export const stateAwareness = operation({
  id: 'awareness.state',
  method: 'POST',
  path: '/v1/incidents/:incident/awareness',
  summary: 'States since when something was known; never changed, a later statement stands beside it',
  gate: 'member',
  scope: 'incidents:write',
  once: true,
  status: 201,
  params: incidentPath,
  body: z
    .strictObject({
      step: awarenessStep,
      since: givenInstant,
      zone,
      saidBy: id.optional().describe('Whoever asks, where it is left out'),
      entity: id.nullable().default(null).describe('Null for all legal entities'),
      compartment: compartment.default('facts'),
      note: prose(20_000).nullable().default(null),
    })
    .refine(({ since, zone }) => agrees(since, zone), {
      path: ['since'],
      error: 'not the offset of this zone at this time',
    }),
  answer: statement,
  refuses: ['role-lacking', 'compartment-lacking', 'person-unknown', 'entity-unknown', 'time-ahead'],
});
export type StateAwareness = z.infer<typeof stateAwareness.body>;

export const listAwareness = operation({
  id: 'awareness.list',
  method: 'GET',
  path: '/v1/incidents/:incident/awareness',
  summary: 'Lists all statements as they were made, and since when each legal entity was aware',
  gate: 'member',
  scope: 'incidents:read',
  params: incidentPath,
  answer: z.object({
    statements: z.array(statement),
    /**
     * The earliest `aware` for all legal entities (`entity` null) and for each one named: a statement for all is one for
     * each.
     */
    aware: z.array(z.object({ entity: id.nullable(), statement: id, since: instant, zone: z.string() })),
  }),
});
export type Awareness = z.infer<typeof listAwareness.answer>;

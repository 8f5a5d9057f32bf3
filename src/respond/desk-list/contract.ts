import { z } from 'zod';
import { operation } from '#platform/operation';
import { id, instant, phase, role, severity } from '../fields.ts';

/** Named by its incident: what is told of one is for its members alone. */
const of = { incident: id, title: z.string(), codeName: z.string() };

const clock = z.object({
  kind: z.literal('clock'),
  ...of,
  state: z.enum(['running', 'due-soon', 'overdue']),
  due: instant,
  entityName: z.string().nullable().describe('Null where no legal entity is named'),
});

const waiting = z.discriminatedUnion('kind', [
  clock,
  z.object({ kind: z.literal('awareness-missing'), ...of, since: instant.describe('When the incident was opened') }),
  z.object({
    kind: z.literal('inspection-failed'),
    ...of,
    evidence: id,
    run: id,
    code: z.string().nullable(),
    since: instant,
  }),
  z.object({
    kind: z.literal('password-needed'),
    ...of,
    evidence: id,
    run: id,
    files: z.int().describe('That are protected and were not opened'),
    since: instant,
  }),
  z.object({
    kind: z.literal('upload-unfinished'),
    ...of,
    evidence: id,
    size: z.int(),
    received: z.int(),
    since: instant.describe('When its last bytes came, or when it began'),
  }),
  z.object({ kind: z.literal('custody-handed'), ...of, evidence: id, from: z.string().nullable(), since: instant }),
]);
export type Waiting = z.infer<typeof waiting>;

export const showDesk = operation({
  id: 'desk.show',
  method: 'GET',
  path: '/v1/desk',
  summary: 'Says what waits for the one who asks, the most urgent first, and which incidents are his',
  gate: 'person',
  scope: 'incidents:read',
  answer: z.object({
    waiting: z.array(waiting).describe('Of each kind 50 at most, the oldest or nearest'),
    incidents: z
      .array(
        z.object({
          id,
          title: z.string(),
          codeName: z.string(),
          severity,
          phase,
          openedAt: instant,
          role,
          due: instant.nullable().describe('The nearest end of a clock that runs'),
        }),
      )
      .describe('The 12 newest'),
    total: z.int().describe('Incidents that one is a member of'),
  }),
});
export type ShownDesk = z.infer<typeof showDesk.answer>;

export const showNearestClock = operation({
  id: 'clocks.nearest',
  method: 'GET',
  path: '/v1/clocks/nearest',
  summary: 'Says which clock runs out first in all incidents of the one who asks; one that is over is the first',
  gate: 'person',
  scope: 'incidents:read',
  answer: z.object({
    clock: clock.omit({ kind: true }).nullable().describe('Null where none runs'),
    running: z.int().describe('Incidents in which a clock runs or is over'),
  }),
});
export type NearestClock = z.infer<typeof showNearestClock.answer>;

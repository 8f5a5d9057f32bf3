import { z } from 'zod';
import { operation } from '#platform/operation';
import { agrees, compartment, givenInstant, id, instant, prose, zone } from '../fields.ts';

/** Who decided: somebody who works on the desk, or one of the people to call of the organisation. */
const decider = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), id }),
  z.strictObject({ kind: z.literal('contact'), id }),
]);

const decision = z.object({
  id,
  text: z.string(),
  options: z.array(z.string()).describe('What else could have been chosen, as it was put down'),
  decidedBy: z.object({
    kind: z.enum(['person', 'contact']),
    id,
    name: z.string().nullable().describe('Null for a person to call who was removed since'),
  }),
  at: instant,
  /** The zone in which it was said. */
  zone: z.string(),
  compartment,
  /** Null: all legal entities. */
  entity: id.nullable(),
  /** The decision whose place it takes. */
  supersedes: id.nullable(),
  /** The decision that took its place. */
  supersededBy: id.nullable(),
  recordedAt: instant,
  recordedBy: z.object({ id, name: z.string() }),
});
export type Decision = z.infer<typeof decision>;

const incidentPath = z.object({ incident: id });

export const listDecisions = operation({
  id: 'decisions.list',
  method: 'GET',
  path: '/v1/incidents/:incident/decisions',
  summary: 'Lists what was decided, newest first, also what was decided otherwise later',
  gate: 'member',
  scope: 'incidents:read',
  params: incidentPath,
  answer: z.object({ decisions: z.array(decision) }),
});

export const addDecision = operation({
  id: 'decisions.add',
  method: 'POST',
  path: '/v1/incidents/:incident/decisions',
  summary: 'Puts a decision down; never changed, a later one may take its place',
  gate: 'member',
  scope: 'incidents:write',
  once: true,
  status: 201,
  params: incidentPath,
  body: z
    .strictObject({
      text: prose(20_000),
      options: z
        .array(prose(2000))
        .max(20)
        .refine((all) => all.join('').length <= 20_000, 'more than 20,000 characters in all')
        .default([]),
      decidedBy: decider.optional().describe('Whoever asks, where it is left out'),
      at: givenInstant,
      zone,
      entity: id.nullable().default(null).describe('Null for all legal entities'),
      compartment: compartment.default('facts'),
      supersedes: id.nullable().default(null).describe('A decision of the same compartment and legal entity'),
    })
    .refine(({ at, zone }) => agrees(at, zone), {
      path: ['at'],
      error: 'not the offset of this zone at this time',
    }),
  // Kept for a day with the key of the request: no name of a person to call, who may be removed meanwhile.
  answer: z.object({ id, recordedAt: instant }),
  refuses: [
    'role-lacking',
    'compartment-lacking',
    'person-unknown',
    'entity-unknown',
    'contact-unknown',
    'time-ahead',
    'nothing-there',
    'changed-meanwhile',
  ],
});
export type AddedDecision = z.infer<typeof addDecision.answer>;
export type AddDecision = z.infer<typeof addDecision.body>;

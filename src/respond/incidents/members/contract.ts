import { z } from 'zod';
import { operation } from '#platform/operation';
import { compartment, compartments, entities, givenInstant, id, instant, prose, role } from '../../fields.ts';

export const member = z.object({
  /** Id of the person. */
  person: id,
  name: z.string(),
  role,
  compartments: z.array(compartment),
  /** Null: all legal entities. */
  entities: z.array(id).nullable(),
  /** Who answers for a guest; null for others. */
  sponsor: id.nullable(),
  expires: instant.nullable(),
  /** `expired`: the time is over; `disabled`: an admin shut the person out of the installation. Neither has any right. */
  standing: z.enum(['active', 'expired', 'disabled']),
  since: instant,
  version: z.int(),
});
export type Member = z.infer<typeof member>;

const incidentPath = z.object({ incident: id });
const memberPath = z.object({ incident: id, person: id });
const reason = prose(2000);

// No scopes for what follows but reading: a stolen key must not let others in.

export const listMembers = operation({
  id: 'members.list',
  method: 'GET',
  path: '/v1/incidents/:incident/members',
  summary: 'Lists who works on an incident, and who may no longer',
  gate: 'member',
  scope: 'incidents:read',
  params: incidentPath,
  answer: z.object({ members: z.array(member) }),
});

export const addMember = operation({
  id: 'members.add',
  method: 'POST',
  path: '/v1/incidents/:incident/members',
  summary: 'Lets somebody in, to no more than one may see oneself',
  gate: 'member',
  once: true,
  status: 201,
  params: incidentPath,
  body: z.strictObject({
    person: id,
    role,
    compartments,
    entities: entities.default(null),
    sponsor: id.nullable().default(null).describe('Needed for a guest: a member who answers for him'),
    expires: givenInstant.nullable().default(null).describe('Needed for a guest'),
    reason: reason.optional().describe('Needed for an admin of the installation'),
  }),
  answer: member,
  refuses: [
    'role-lacking',
    'compartment-lacking',
    'person-unknown',
    'entity-unknown',
    'member-already',
    'auditor-not-member',
    'reason-missing',
    'guest-incomplete',
    'time-over',
    'list-full',
  ],
});
export type AddMember = z.infer<typeof addMember.body>;

export const changeMember = operation({
  id: 'members.change',
  method: 'PATCH',
  path: '/v1/incidents/:incident/members/:person',
  summary: 'Changes what a member may do or see, and until when',
  gate: 'member',
  edits: true,
  params: memberPath,
  body: z
    .strictObject({
      role: role.optional(),
      compartments: compartments.optional(),
      entities: entities.optional(),
      sponsor: id.nullable().optional(),
      expires: givenInstant.nullable().optional(),
    })
    .refine((changes) => Object.values(changes).some((value) => value !== undefined), 'nothing to change'),
  answer: member,
  refuses: [
    'role-lacking',
    'compartment-lacking',
    'changed-meanwhile',
    'entity-unknown',
    'last-lead',
    'guest-incomplete',
    'time-over',
  ],
});
export type ChangeMember = z.infer<typeof changeMember.body>;

export const removeMember = operation({
  id: 'members.remove',
  method: 'POST',
  path: '/v1/incidents/:incident/members/:person/removal',
  summary: 'Takes somebody out, for a reason',
  gate: 'member',
  params: memberPath,
  body: z.strictObject({ reason }),
  refuses: ['role-lacking', 'last-lead'],
});
export type RemoveMember = z.infer<typeof removeMember.body>;

export const takeOverLead = operation({
  id: 'members.take-over',
  method: 'POST',
  path: '/v1/incidents/:incident/lead',
  summary: 'Becomes lead of an incident that has none who can act, for a reason',
  gate: 'member',
  once: true,
  params: incidentPath,
  body: z.strictObject({ reason }),
  answer: member,
  refuses: ['role-lacking', 'lead-present'],
});
export type TakeOver = z.infer<typeof takeOverLead.body>;

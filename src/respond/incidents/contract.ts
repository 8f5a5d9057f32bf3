import { z } from 'zod';
import { longPage, longQuery, operation } from '#platform/operation';
import { compartment, givenInstant, id, instant, line, phase, role, severity } from '../fields.ts';

const title = line(200);
/** A name to speak of it before others, which tells nothing of what it is. */
const codeName = line(60);

export const incident = z.object({
  id,
  title: z.string(),
  codeName: z.string(),
  severity,
  phase,
  openedAt: instant,
  /** Id of the person. */
  openedBy: id,
  version: z.int(),
});
export type Incident = z.infer<typeof incident>;

const incidentPath = z.object({ incident: id });

export const openIncident = operation({
  id: 'incidents.open',
  method: 'POST',
  path: '/v1/incidents',
  summary: 'Opens an incident; whoever does becomes its lead, with all compartments',
  gate: 'person',
  scope: 'incidents:write',
  once: true,
  status: 201,
  body: z.strictObject({
    title,
    codeName: codeName.optional().describe('Chosen by chance where it is left out'),
    severity: severity.default('unknown'),
  }),
  answer: incident,
  refuses: ['role-lacking', 'code-name-taken'],
});
export type OpenIncident = z.infer<typeof openIncident.body>;

export const listIncidents = operation({
  id: 'incidents.list',
  method: 'GET',
  path: '/v1/incidents',
  summary: 'Lists the incidents that one is a member of, newest first',
  gate: 'person',
  scope: 'incidents:read',
  query: longQuery.extend({
    phase: phase.optional(),
    severity: severity.optional(),
    title: title.optional().describe('What the title has in it, in whatever case'),
    openedFrom: givenInstant.optional().describe('Opened then or later'),
    openedBefore: givenInstant.optional().describe('Opened earlier than then'),
  }),
  answer: longPage(incident),
});
export type ListIncidents = z.infer<typeof listIncidents.query>;

export const showIncident = operation({
  id: 'incidents.show',
  method: 'GET',
  path: '/v1/incidents/:incident',
  summary: 'Shows an incident, and what one is in it oneself',
  gate: 'member',
  scope: 'incidents:read',
  params: incidentPath,
  answer: incident.extend({
    own: z.object({
      role,
      compartments: z.array(compartment),
      /** Null: all legal entities. */
      entities: z.array(id).nullable(),
    }),
  }),
});

export const editIncident = operation({
  id: 'incidents.edit',
  method: 'PATCH',
  path: '/v1/incidents/:incident',
  summary: 'Changes title, severity or phase',
  gate: 'member',
  scope: 'incidents:write',
  edits: true,
  params: incidentPath,
  body: z
    .strictObject({ title: title.optional(), severity: severity.optional(), phase: phase.optional() })
    .refine((changes) => Object.values(changes).some((value) => value !== undefined), 'nothing to change'),
  answer: incident,
  refuses: ['role-lacking', 'changed-meanwhile'],
});
export type EditIncident = z.infer<typeof editIncident.body>;

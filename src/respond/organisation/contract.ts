import { z } from 'zod';
import { operation } from '#platform/operation';
import { id, instant, line } from '../fields.ts';
import { contact } from './contact-contract.ts';
import { countries } from './countries.ts';

const name = line(200);

/** ISO 3166-1 alpha-2, in capitals. */
const country = z.string().refine((code) => countries.has(code), 'no country code of ISO 3166-1');
/** In the sense of GDPR Art. 4 (7) and (8). */
const entityRole = z.enum(['controller', 'processor', 'both']);

const entity = z.object({
  id,
  name: z.string(),
  country: z.string(),
  sector: z.string().nullable(),
  role: entityRole,
  /** Whether its shares are traded: laws of the securities markets then apply. */
  listed: z.boolean(),
  /** Since when it is none any more. It stays: incidents refer to it. */
  endedAt: instant.nullable(),
  version: z.int(),
});
export type Entity = z.infer<typeof entity>;

export const showOrganisation = operation({
  id: 'organisation.show',
  method: 'GET',
  path: '/v1/organisation',
  summary: 'Shows the organisation, its legal entities and the people to call',
  gate: 'person',
  scope: 'organisation:read',
  answer: z.object({
    /** Null before anybody named it. */
    name: z.string().nullable(),
    version: z.int(),
    entities: z.array(entity),
    /** By function, and within one in the order in which they are called. */
    contacts: z.array(contact),
    /** To choose from for entities. */
    suggestedSectors: z.array(z.object({ sector: z.string(), duties: z.string() })),
    /** Codes of ISO 3166-1 that an entity may have. */
    countries: z.array(z.string()),
  }),
});
export type ShownOrganisation = z.infer<typeof showOrganisation.answer>;

// Changes have no scope: the installation itself is for sessions alone.

export const editOrganisation = operation({
  id: 'organisation.edit',
  method: 'PATCH',
  path: '/v1/organisation',
  summary: 'Names the organisation',
  gate: 'admin',
  edits: true,
  body: z.strictObject({ name }),
  answer: z.object({ name: z.string(), version: z.int() }),
  refuses: ['changed-meanwhile'],
});
export type EditOrganisation = z.infer<typeof editOrganisation.body>;

const entityPath = z.object({ entity: id });
const entityFields = {
  name,
  country,
  sector: line(100).nullable(),
  role: entityRole,
  listed: z.boolean(),
};

export const addEntity = operation({
  id: 'entities.add',
  method: 'POST',
  path: '/v1/organisation/entities',
  summary: 'Adds a legal entity',
  gate: 'admin',
  once: true,
  status: 201,
  body: z.strictObject({ ...entityFields, sector: entityFields.sector.default(null) }),
  answer: entity,
  refuses: ['list-full'],
});
export type AddEntity = z.infer<typeof addEntity.body>;

export const changeEntity = operation({
  id: 'entities.change',
  method: 'PATCH',
  path: '/v1/organisation/entities/:entity',
  summary: 'Changes a legal entity',
  gate: 'admin',
  edits: true,
  params: entityPath,
  body: z
    .strictObject(entityFields)
    .partial()
    .refine((changes) => Object.values(changes).some((value) => value !== undefined), 'nothing to change'),
  answer: entity,
  refuses: ['changed-meanwhile'],
});
export type ChangeEntity = z.infer<typeof changeEntity.body>;

export const endEntity = operation({
  id: 'entities.end',
  method: 'POST',
  path: '/v1/organisation/entities/:entity/end',
  summary: 'Ends a legal entity; it stays for the incidents that refer to it',
  gate: 'admin',
  edits: true,
  params: entityPath,
  answer: entity,
  refuses: ['changed-meanwhile'],
});

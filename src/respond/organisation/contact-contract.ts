import { z } from 'zod';
import { operation } from '#platform/operation';
import { id, line } from '../fields.ts';

const name = line(200);

/** What somebody is called for. */
export const contactFunction = z.enum([
  'dpo',
  'counsel',
  'hr',
  'comms',
  'executive',
  'it',
  'security',
  'forensics',
  'insurer',
  'authority',
  'other',
]);

const phoneNumber = /^\+[1-9][0-9]{6,14}$/;
/** As people write them; kept in the form of E.164: `+49 30 1234567` is `+49301234567`. */
const phone = z.object({
  kind: z.literal('phone'),
  address: z
    .string()
    .max(40)
    .overwrite((text) => text.replaceAll(/[\s()./-]/g, ''))
    .regex(phoneNumber),
});
const mail = z.object({ kind: z.literal('mail'), address: z.email().max(254) });
const other = z.object({ kind: z.enum(['messenger', 'pager', 'in-person']), address: line(200) });

const firstChannel = z.discriminatedUnion('kind', [phone, mail]);
/** What works when mail does not: an intruder may read it, or has taken it down. */
const secondChannel = z.discriminatedUnion('kind', [phone, other]);

const channel = z.object({ kind: z.string(), address: z.string() });
export const contact = z.object({
  id,
  name: z.string(),
  function: contactFunction,
  entity: id.nullable(),
  first: channel,
  second: channel,
  position: z.int(),
  version: z.int(),
});
export type Contact = z.infer<typeof contact>;

// No scopes, as for all changes of the organisation.

const contactPath = z.object({ contact: id });
const contactFields = {
  name,
  function: contactFunction,
  entity: id.nullable(),
  first: firstChannel,
  second: secondChannel,
  position: z.int().min(1).max(1000),
};

export const addContact = operation({
  id: 'contacts.add',
  method: 'POST',
  path: '/v1/organisation/contacts',
  summary: 'Adds a person to call, with a second channel for when mail does not work',
  gate: 'admin',
  // Not `once`: the answer would be kept, and of somebody removed nothing is.
  status: 201,
  body: z
    .strictObject({
      ...contactFields,
      entity: id.nullable().default(null),
      position: contactFields.position.default(1),
    })
    .refine(({ first, second }) => first.address !== second.address, { path: ['second'], error: 'the first again' }),
  answer: contact,
  refuses: ['entity-unknown', 'list-full'],
});
export type AddContact = z.infer<typeof addContact.body>;

export const changeContact = operation({
  id: 'contacts.change',
  method: 'PATCH',
  path: '/v1/organisation/contacts/:contact',
  summary: 'Changes a person to call',
  gate: 'admin',
  edits: true,
  params: contactPath,
  body: z
    .strictObject(contactFields)
    .partial()
    .refine((changes) => Object.values(changes).some((value) => value !== undefined), 'nothing to change'),
  answer: contact,
  refuses: ['changed-meanwhile', 'entity-unknown', 'channels-same'],
});
export type ChangeContact = z.infer<typeof changeContact.body>;

export const removeContact = operation({
  id: 'contacts.remove',
  method: 'DELETE',
  path: '/v1/organisation/contacts/:contact',
  summary: 'Removes a person to call; name and addresses are erased',
  gate: 'admin',
  edits: true,
  params: contactPath,
  refuses: ['changed-meanwhile'],
});

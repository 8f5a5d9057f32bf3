import { z } from 'zod';
import { compartments, count, entities, id, instant, origin, role, severity, text, word } from './fields.ts';
import { kind } from './kind.ts';

/** The incident itself and who works on it. */
export const incidentKinds = [
  kind('incident-opened', 'incident', 'first entry of each incident', { title: text, severity }),
  kind('incident-edited', 'incident', 'title, severity or phase changed; version is that after the change', {
    version: count,
    changed: z
      .strictObject({
        title: text.optional(),
        severity: severity.optional(),
        phase: z.enum(['assess', 'contain', 'notify', 'recover', 'learn']).optional(),
      })
      .refine((changed) => Object.keys(changed).length > 0),
  }),
  kind('member-added', 'incident', 'a lead let somebody in', {
    person: id,
    role,
    compartments,
    entities,
    sponsor: id.nullable(),
    expires: instant.nullable(),
  }),
  kind('admin-added', 'incident', 'a lead let an admin of the installation in, who is a member of none otherwise', {
    person: id,
    role,
    compartments,
    entities,
    sponsor: id.nullable(),
    expires: instant.nullable(),
    reason: text,
  }),
  kind('member-role-changed', 'incident', 'a lead changed what a member may do or see', {
    person: id,
    role,
    compartments,
    entities,
    sponsor: id.nullable(),
    expires: instant.nullable(),
  }),
  kind('member-removed', 'incident', 'a lead took somebody out', { person: id, reason: text }),
  kind('lead-taken-over', 'incident', 'a member became lead himself, where the incident had none who could act', {
    reason: text,
  }),
  kind('member-expired', 'incident', 'the time of a member was over', { person: id }),
  kind(
    'member-reset',
    'incident',
    'an admin let a member set a password or a second factor anew, or invited one anew who had not joined',
    { person: id, what: z.enum(['password', 'second-factor', 'both', 'invitation']) },
  ),
  kind(
    'nothing-found',
    'incident',
    'a member asked for what is not in the incident, or not for him: a slip, an old page, or ids that were tried; at once, and after a minute how often more',
    { operation: word, times: count, from: origin },
  ),
  kind(
    'awareness-stated',
    'incident',
    'somebody stated what was known when (GDPR Art. 33); since is when it was so, in the zone in which it was said',
    {
      statement: id,
      step: z.enum(['first-indication', 'being-assessed', 'aware']),
      since: instant,
      zone: z.string().regex(/^[A-Za-z0-9+_/-]{1,64}$/),
      saidBy: id,
      entity: id.nullable(),
      note: text.nullable(),
    },
  ),
  kind(
    'decision-recorded',
    'incident',
    'somebody put a decision down; at is when it was made, in the zone in which it was said, by a person here or one to call',
    {
      decision: id,
      at: instant,
      zone: z.string().regex(/^[A-Za-z0-9+_/-]{1,64}$/),
      decidedBy: id,
      entity: id.nullable(),
      supersedes: id.nullable(),
      decided: text,
      options: z.array(text).max(20),
    },
  ),
  kind('report-exported', 'incident', 'a report left; mark is in the report and names its recipient', {
    format: z.enum(['pdf', 'docx']),
    recipient: text,
    mark: id,
  }),
] as const;

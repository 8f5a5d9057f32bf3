import { z } from 'zod';
import { count, hex64, id, installationRole, origin, text, word } from './fields.ts';
import { kind } from './kind.ts';

/** What is done to the installation and to the people who use it. */
export const installationKinds = [
  kind(
    'installation-set-up',
    'log',
    'once, as the first entry: the first admin exists, and this is the key that signs checkpoints',
    { installation: id, admin: id, publicKey: hex64 },
  ),
  kind('organisation-changed', 'log', 'a legal entity or a person to call was added, changed or removed', {
    what: z.enum(['organisation', 'legal-entity', 'contact']),
    id,
    change: z.enum(['added', 'changed', 'removed']),
  }),
  kind(
    'own-rule-changed',
    'log',
    'inspections that begin from now on go by a rule of the organisation, or without it',
    {
      rule: word,
      version: count,
      change: z.enum(['used', 'ended']),
    },
  ),
  kind('roster-loaded', 'log', 'a list of known people was loaded; content stands for the SHA-256 of the file', {
    roster: id,
    rows: count,
    content: text,
  }),
  kind('person-invited', 'log', 'an admin invited somebody', { person: id, role: installationRole }),
  kind('person-joined', 'log', 'the invited person chose a password', { person: id }),
  kind('person-disabled', 'log', 'an admin shut somebody out; all sessions and keys end', { person: id, reason: text }),
  kind('person-reset', 'log', 'an admin let somebody set a password or a second factor anew', {
    person: id,
    what: z.enum(['password', 'second-factor', 'both']),
  }),
  kind('backup-made', 'log', 'a backup is complete; manifest is the SHA-256 of its list of contents', {
    backup: id,
    manifest: hex64,
  }),
  kind(
    'backup-folder-set',
    'log',
    'an admin named the folder of the daily backup, or took it away; folder stands for its path',
    { folder: text.nullable() },
  ),
  kind(
    'backup-restored',
    'log',
    'the installation runs on what a backup held; what came after it is lost, and sessions, links and API keys have ended',
    {
      backup: id,
      manifest: hex64,
    },
  ),
  kind('recovery-key-shown', 'log', 'the two halves of the recovery key were shown', { key: recoveryKeyId() }),
  kind('recovery-key-used', 'log', 'the master key was restored with the recovery key', { key: recoveryKeyId() }),
  kind('log-exported', 'log', 'the log was exported; the export ends with this entry', { recipient: text.nullable() }),
  kind(
    'access-refused',
    'either',
    'somebody asked for what is not theirs; in the chain of an incident when it is known',
    {
      operation: word,
      why: z.enum([
        'not-signed-in',
        'other-site',
        'no-second-factor',
        'not-a-member',
        'role',
        'compartment',
        'expired',
        'scope',
        'limit',
      ]),
      from: origin.nullable(),
    },
  ),
  kind('text-erased', 'either', 'a text that an entry stands for was erased, with its salt', {
    text,
    why: z.enum(['request', 'retention', 'mistake', 'incident-destroyed']),
  }),
] as const;

/** A short hash of the key that tells nothing of it. */
function recoveryKeyId() {
  return z.string().regex(/^[0-9a-f]{8,64}$/);
}

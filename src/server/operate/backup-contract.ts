import { z } from 'zod';
import { operation } from '#platform/operation';

const instant = z.iso.datetime();

/** A path on the machine of the server, which need not be that of whoever names it. */
const folder = z
  .string()
  .trim()
  .min(2)
  .max(300)
  .regex(/^\/[^\u0000-\u001f\u007f]+$/, 'an absolute path, such as /srv/backup/cofferdam')
  .refine((path) => path.isWellFormed(), 'well-formed text');

const setting = z.object({
  folder: z.string().nullable().describe('Null where no daily backup is made'),
  version: z.int(),
  state: z
    .enum(['none', 'waiting', 'running', 'whole', 'failed'])
    .describe('Of the last one; none: no folder; waiting: none was made there yet, or one was asked for'),
  begun: instant.nullable(),
  ended: instant.nullable(),
  failed: z.string().nullable().describe('A code of docs/errors.md'),
  whole: z
    .object({
      at: instant,
      rows: z.int(),
      files: z.int(),
      bytes: z.int(),
      missing: z.int().describe('Files that rows speak of and the vault did not have'),
    })
    .nullable()
    .describe('The last one that is whole; it is what the folder holds'),
  next: instant.nullable().describe('When the next one begins'),
});
export type BackupSetting = z.infer<typeof setting>;

// No scopes: the installation itself is for sessions alone.

export const showBackup = operation({
  id: 'backup.show',
  method: 'GET',
  path: '/v1/backup',
  summary: 'Show where the daily backup goes, and how the last one ended',
  gate: 'admin',
  answer: setting,
});

export const setBackup = operation({
  id: 'backup.set',
  method: 'PATCH',
  path: '/v1/backup',
  summary: 'Name the folder of the daily backup, or take it away; the first one follows at once',
  gate: 'admin',
  edits: true,
  body: z.strictObject({ folder: folder.nullable() }),
  answer: setting,
  refuses: ['changed-meanwhile', 'backup-place', 'disk-full'],
});

export const askForBackup = operation({
  id: 'backup.make',
  method: 'POST',
  path: '/v1/backup/run',
  summary: 'Ask for a backup now',
  gate: 'admin',
  status: 202,
  answer: setting,
  refuses: ['backup-place'],
});

import { z } from 'zod';
import { operation } from '#platform/operation';

const segment = z.object({
  text: z.string().describe('Of the file, or the masked form of a value that was found in it'),
  element: z.string().nullable().describe('What was found and is masked; null for text that is shown as it is'),
});
export type PreviewSegment = z.infer<typeof segment>;

const preview = z.object({
  file: z.int(),
  path: z.string().describe('Below the item: `!/a.zip!/b.csv`; empty for the item itself'),
  format: z.string(),
  mediaType: z.string(),
  status: z
    .enum(['inspected', 'partial', 'unreadable'])
    .nullable()
    .describe('How far the file was read; null where reading stopped since there is enough to show'),
  reason: z.string().nullable().describe('Why it was not fully read: a code of docs/errors.md'),
  segments: z.array(segment),
  more: z.boolean().describe('The file has more text than this'),
});
export type Preview = z.infer<typeof preview>;

export const previewEvidence = operation({
  id: 'evidence.preview',
  method: 'GET',
  path: '/v1/incidents/:incident/evidence/:evidence/preview',
  summary:
    'Shows the first 256 KiB of text of a file, read in a sandbox, with all that is recognised in it masked; the log tells it',
  gate: 'member',
  scope: 'evidence:read',
  params: z.object({ incident: z.uuid(), evidence: z.uuid() }),
  query: z.object({
    file: z.coerce.number().int().min(0).default(0).describe('Number of the file in the item, as files.list has it'),
  }),
  answer: preview,
  refuses: ['role-lacking', 'evidence-incomplete', 'evidence-sealed-off', 'preview-elsewhere', 'sandbox-unavailable'],
});

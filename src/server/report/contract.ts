import { z } from 'zod';
import { operation } from '#platform/operation';

const id = z.uuid();
const certainty = z.enum(['known', 'partial', 'unknown']);

/**
 * What a report consists of. Every renderer knows these and no others, so that PDF, DOCX and the preview say the same. All
 * texts are plain; what cannot be shown is for the renderer to replace.
 */
const block = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), level: z.union([z.literal(1), z.literal(2)]), text: z.string() }),
  z.object({ kind: z.literal('paragraph'), text: z.string(), tone: z.enum(['plain', 'quiet', 'warning']) }),
  z.object({ kind: z.literal('facts'), rows: z.array(z.object({ name: z.string(), value: z.string() })) }),
  z.object({
    kind: z.literal('answer'),
    question: z.string(),
    certainty,
    answer: z.string(),
    from: z.string(),
    changed: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('table'),
    caption: z.string(),
    columns: z.array(
      z.object({ name: z.string(), width: z.number().describe('Share of the line'), align: z.enum(['start', 'end']) }),
    ),
    rows: z.array(z.array(z.string())),
    rowsInAll: z.int().describe('More than `rows` where the rest is left out'),
  }),
  z.object({
    kind: z.literal('bars'),
    caption: z.string(),
    of: z.string().describe('What is counted'),
    bars: z.array(z.object({ name: z.string(), value: z.number(), says: z.string() })),
  }),
]);
export type Block = z.infer<typeof block>;

const document = z.object({
  title: z.string(),
  language: z.literal('en'),
  organisation: z.string().nullable(),
  /** UTC. */
  madeAt: z.iso.datetime(),
  madeBy: z.string(),
  blocks: z.array(block),
});
export type Preview = z.infer<typeof document>;

/** A report that leaves: it names who gets it, and the mark by which the log knows it. */
export interface ReportDocument extends Preview {
  readonly recipient: string;
  readonly mark: string;
}

const incidentPath = z.object({ incident: id });

export const previewReport = operation({
  id: 'reports.preview',
  method: 'GET',
  path: '/v1/incidents/:incident/report',
  summary: 'Shows what a report made now would hold, without head of the log, mark and recipient; long tables are cut',
  gate: 'member',
  scope: 'impact:read',
  params: incidentPath,
  answer: document,
  refuses: ['role-lacking'],
});

export const makeReport = operation({
  id: 'reports.make',
  method: 'POST',
  path: '/v1/incidents/:incident/reports',
  summary: 'Makes a report of what one may see, marked with who gets it; the log tells it',
  gate: 'member',
  scope: 'impact:read',
  params: incidentPath,
  body: z.strictObject({
    format: z.enum(['pdf', 'docx']),
    recipient: z
      .string()
      .normalize('NFC')
      .trim()
      .min(1)
      .max(300)
      .refine(
        (text) => text.isWellFormed() && !/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(text),
        'control characters',
      )
      .describe('For whom it is'),
  }),
  bytes: 'application/octet-stream',
  refuses: ['role-lacking', 'report-failed'],
});
export type MakeReport = z.infer<typeof makeReport.body>;

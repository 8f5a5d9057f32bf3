import { z } from 'zod';
import { operation } from '#platform/operation';
import { id } from '../fields.ts';

const counted = z.object({ day: z.iso.date(), count: z.int() });
const kind = z.enum(['events', 'documents']);

/** The newest day that others bear out, and what stands behind it. */
export const newestDay = z.object({
  day: z.iso.date().describe('The newest day that others bear out'),
  onDay: z.int(),
  inWeek: z.int().describe('Dates on it and in the six days before'),
  inMonth: z.int().describe('Dates on it and in the thirty days before'),
  count: z.int(),
  later: z.array(counted).describe('Later days that stand alone: slips and test records, mostly'),
  unsure: z
    .object({ upTo: z.string(), count: z.int() })
    .nullable()
    .describe('Dates of its year and of later ones, up to `upTo`, whose month is not certain: some may be newer'),
});

export const datedFile = z.object({
  evidence: id,
  number: z.int().describe('Of the file in the item'),
  path: z.string().describe('As `files.list` tells it to the one who asks'),
  count: z.int(),
  by: z.enum(['column', 'field', 'line', 'mail', 'property']).nullable(),
  said: z.string().nullable().describe('The label, in words of our own lists'),
  span: z.object({ start: z.int(), end: z.int() }).nullable().describe('Where one stands: bytes of its text'),
  where: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .describe('Page, slide, cell, row, line and column of it, as far as the format has them'),
});
export type DatedFile = z.infer<typeof datedFile>;

const tally = z.object({
  count: z.int(),
  months: z.record(z.string(), z.int()).describe('Dates by month, `2019-03`; by year where the month is not certain'),
  newest: newestDay.nullable().describe('Null where no day is certain'),
  days: z.array(counted).describe('The newest days with dates, the newest first; 40 at most'),
  oldest: counted.nullable(),
});
export type DatedKind = z.infer<typeof kind>;

export const showDates = operation({
  id: 'dates.show',
  method: 'GET',
  path: '/v1/incidents/:incident/dates',
  summary: 'Says when what is in the data was written, and in which files a day stands',
  gate: 'member',
  scope: 'impact:read',
  params: z.object({ incident: id }),
  query: z.object({
    kind: kind.optional().describe('Of the day; `documents` where it is left out and nothing that happened is dated'),
    day: z.iso
      .date()
      .optional()
      .describe('One of `days`, or the oldest: of others not every file is known. The newest where it is left out'),
  }),
  answer: z.object({
    events: tally.nullable().describe('Of what happened: orders, sign-ins, entries, lines of logs, mails sent'),
    documents: tally.nullable().describe('Of documents, and of members of archives: created, changed'),
    isComplete: z.boolean().describe('False where an earlier version inspected some of it, which read no dates'),
    stands: z
      .object({
        kind,
        day: z.iso.date(),
        files: z.array(datedFile).describe('Those with the most dates of it first; 20 at most'),
        inFiles: z.int(),
      })
      .nullable()
      .describe('Where the day stands; null where no day is certain'),
  }),
});
export type ShownDates = z.infer<typeof showDates.answer>;

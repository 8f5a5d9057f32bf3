import { z } from 'zod';
import { operation } from '#platform/operation';
import { id, instant } from '../fields.ts';
import { datedFile, newestDay } from '../impact/dates-contract.ts';
import { contact } from '../organisation/contact-contract.ts';

/** What an answer rests on: `known` and `partial` name it, `unknown` says why nothing can be said. */
export const certainty = z.enum(['known', 'partial', 'unknown']);
export type Certainty = z.infer<typeof certainty>;

const question = z.object({
  certainty,
  answer: z.string().describe('One or two sentences in English'),
  from: z.string().describe('Where it comes from'),
  changedAt: instant.nullable().describe('When what it rests on changed last'),
});
export type Question = z.infer<typeof question>;

const source = z.object({ name: z.string(), url: z.url({ protocol: /^https$/ }) });

export const preserved = z.object({
  id: z.string(),
  what: z.string(),
  kept: z.string().describe('ISO 8601: after which it is usually gone; PT0S for what may be gone any moment'),
  says: z.string().describe('The same in words, with what it depends on'),
  do: z.string(),
  who: z.string().describe('Function of the person to call'),
  source,
});

export const avoided = z.object({ id: z.string(), dont: z.string(), because: z.string(), source });

const credential = z.object({
  element: z.enum(['access-token', 'private-key', 'password', 'password-hash']),
  findings: z.int(),
  files: z.int(),
});
export type Credential = z.infer<typeof credential>;

const dated = z.object({
  kind: z
    .enum(['events', 'documents'])
    .describe('Of what happened; of documents and members of archives where nothing else is dated'),
  count: z.int(),
  months: z.record(z.string(), z.int()).describe('Dates by month, `2019-03`; by year where the month is not certain'),
  newest: newestDay.nullable().describe('Null where no day is certain'),
  files: z.array(datedFile).describe('Files with the newest day, those with the most dates of it first; 5 at most'),
  inFiles: z.int().describe('Files with the newest day'),
});
export type Dated = z.infer<typeof dated>;

export const showFirstHour = operation({
  id: 'first-hour.show',
  method: 'GET',
  path: '/v1/incidents/:incident/first-hour',
  summary:
    'Answers what counts in the first hour: is it real, ours, new, still flowing; whom to call, what to keep, what not to do',
  gate: 'member',
  scope: 'impact:read',
  params: z.object({ incident: id }),
  answer: z.object({
    at: instant,
    real: question,
    ours: question,
    isNew: question,
    flowing: question,
    dated: dated.nullable().describe('When what is in the data was written; null where nothing is dated'),
    credentials: z.array(credential).describe('Those to change first stand first; only kinds of which there are some'),
    mailAtRisk: z
      .boolean()
      .describe(
        'Credentials are in the data: others may read mail and chat, the second channel of each person is safer',
      ),
    contacts: z.array(contact).describe('By function, and within one in the order in which they are called'),
    preserve: z.array(preserved).describe('What is gone soonest stands first'),
    avoid: z.array(avoided),
  }),
});
export type FirstHour = z.infer<typeof showFirstHour.answer>;

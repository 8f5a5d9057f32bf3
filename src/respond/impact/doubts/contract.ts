import { z } from 'zod';
import { operation, page, pageQuery } from '#platform/operation';
import { id, instant, prose } from '../../fields.ts';

const ofIncident = z.object({ incident: id });
const person = z.object({ id, name: z.string() });
const why = z
  .enum([
    'other-birth',
    'other-name',
    'two-numbers',
    'other-family-name',
    'spelling',
    'same-birth',
    'same-contact',
    'short-name',
    'same-name',
  ])
  .describe('docs/inspect.md says what each means');
export type DoubtReason = z.infer<typeof why>;

const side = z.object({
  name: z.string().describe('Masked; empty where the record states none'),
  contact: z.string().describe('Masked'),
});

const doubt = z.object({
  number: z.int().describe('In this list, from 1, the most telling first'),
  why,
  persons: z
    .tuple([z.int(), z.int()])
    .describe('Numbers in the list of persons; twice the same where they are counted as one'),
  one: side,
  two: side,
  ruling: z
    .object({ id, same: z.boolean() })
    .nullable()
    .describe('What somebody has decided of them since the count; the next goes by it'),
});
export type ListedDoubt = z.infer<typeof doubt>;

export const listDoubts = operation({
  id: 'doubts.list',
  method: 'GET',
  path: '/v1/incidents/:incident/doubts',
  summary: 'Lists pairs of a count of whom it is open whether they are one person or two, masked',
  gate: 'member',
  scope: 'impact:read',
  params: ofIncident,
  query: pageQuery.extend({ count: id.optional().describe('Which count; needed where there are several') }),
  answer: page(doubt).extend({
    count: id,
    version: z.int(),
    total: z.int().describe('All there are; the 2,048 most telling are listed'),
    isCurrent: z.boolean().describe('The count went by all that is decided now; where false, it is being made anew'),
  }),
  refuses: ['role-lacking', 'count-changed'],
});

const ofDoubt = z.object({ incident: id, count: id, doubt: z.coerce.number().int().min(1) });
const version = z.int().min(1).describe('Of the count that the number is of');

const revealed = z.object({
  name: z.string(),
  contact: z.string(),
  place: z
    .object({ run: id, file: z.int(), path: z.string(), start: z.int() })
    .nullable()
    .describe('Where the record begins; null where that file is not shown any more'),
});

export const revealDoubt = operation({
  id: 'doubts.reveal',
  method: 'POST',
  path: '/v1/incidents/:incident/doubts/:count/:doubt/disclosures',
  summary: 'Shows both of a pair as they are, for a reason; the log tells it',
  gate: 'member',
  scope: 'persons:reveal',
  status: 201,
  params: ofDoubt,
  body: z.strictObject({ version, reason: prose(20_000).describe('Why; the log keeps its hash') }),
  answer: z.object({ one: revealed, two: revealed }),
  refuses: ['role-lacking', 'count-changed'],
});

const ruling = z.object({
  id,
  same: z.boolean(),
  why,
  one: side,
  two: side,
  reason: z.string(),
  ruledAt: instant,
  ruledBy: person,
  endedAt: instant.nullable().describe('Null while it holds'),
  endedBy: person.nullable(),
  unfound: z.boolean().describe('A record that it is about was not in the last count of its place'),
});
export type PersonRuling = z.infer<typeof ruling>;

export const listRulings = operation({
  id: 'rulings.list',
  method: 'GET',
  path: '/v1/incidents/:incident/rulings',
  summary: 'Lists what was decided of persons, masked, newest first; 500 at most of those that ended',
  gate: 'member',
  scope: 'impact:read',
  params: ofIncident,
  answer: z.object({ rulings: z.array(ruling) }),
  refuses: ['role-lacking'],
});

export const ruleOnDoubt = operation({
  id: 'rulings.add',
  method: 'POST',
  path: '/v1/incidents/:incident/doubts/:count/:doubt/rulings',
  summary: 'Decides that a pair is one person or two; persons are counted anew, and every later count goes by it',
  gate: 'member',
  scope: 'evidence:write',
  once: true,
  status: 201,
  params: ofDoubt,
  body: z.strictObject({
    version,
    same: z.boolean(),
    reason: prose(2000).describe('Why; members who work with persons may read it'),
  }),
  answer: z.object({ id, ruledAt: instant }),
  refuses: ['role-lacking', 'count-changed', 'changed-meanwhile', 'ruling-contradicts', 'rulings-full'],
});

export const endRuling = operation({
  id: 'rulings.end',
  method: 'POST',
  path: '/v1/incidents/:incident/rulings/:ruling/end',
  summary: 'Takes a decision on persons back; they are counted anew without it',
  gate: 'member',
  scope: 'evidence:write',
  once: true,
  params: z.object({ incident: id, ruling: id }),
  answer: z.object({ id, endedAt: instant }),
  refuses: ['role-lacking', 'nothing-there', 'changed-meanwhile'],
});

import { z } from 'zod';
import { operation } from '#platform/operation';
import { id, instant, line } from '../fields.ts';

/** Longest sample that a rule is tried on, in UTF-16 units. */
export const longestSample = 100_000;
/** Of the organisation, at once. */
export const mostOwnRules = 500;

const text = z.string().min(1).max(1000);
const ownId = z.string().regex(/^own-[1-9]\d{0,8}$/);

/** As somebody writes it: by a form of the value, or by a list of terms. #inspect says whether it can be used. */
const body = z.strictObject({
  title: line(80),
  /** What it finds, as `rules.list` names it. */
  element: z.string().regex(/^[a-z-]{1,40}$/),
  sought: z.union([
    z.strictObject({
      pattern: z.string().min(1).max(2000).describe('JavaScript regular expression with bounded quantifiers'),
      ignoreCase: z.boolean().default(false),
    }),
    z.strictObject({ terms: z.array(line(200)).min(1).max(5000).describe('Whole words, whatever their case') }),
  ]),
  words: z.array(line(80)).max(200).default([]).describe('Words near by that make it count more'),
  needsWords: z
    .boolean()
    .default(false)
    .describe('Without one of the words, or a label that says the element, nothing is found'),
  examples: z.array(text).max(20).default([]).describe('Texts in which it finds something; a pattern has two or more'),
  negativeExamples: z.array(text).max(20).default([]).describe('In which it finds nothing; a pattern has two or more'),
});
export type OwnRuleBody = z.infer<typeof body>;

const person = z.object({ id, name: z.string() });
const ownRule = z.object({
  rule: ownId,
  version: z.int(),
  ...body.shape,
  sample: z
    .object({ characters: z.int(), found: z.int() })
    .describe('What it was tried on before it was used; the sample itself is not kept'),
  usedAt: instant,
  usedBy: person,
  endedAt: instant.nullable().describe('Null while inspections go by it'),
  endedBy: person.nullable(),
});
export type OwnRule = z.infer<typeof ownRule>;

/** The fields of a rule that is not in use yet, and what it is tried on. */
export const ownRuleTried = z.strictObject({
  rule: ownId.optional().describe('That is changed; left out for a new one'),
  ...body.shape,
  sample: z.string().min(1).max(longestSample).describe('Not stored, not logged, and not in the answer'),
});

export const listOwnRules = operation({
  id: 'own-rules.list',
  method: 'GET',
  path: '/v1/own-rules',
  summary: 'Lists the rules that the organisation wrote, each in its last version, and which inspections go by',
  gate: 'person',
  scope: 'organisation:read',
  answer: z.object({ rules: z.array(ownRule) }),
});

// No scopes, as for all changes of the organisation.

export const useOwnRule = operation({
  id: 'own-rules.use',
  method: 'POST',
  path: '/v1/own-rules',
  summary: 'Has inspections that begin from now on go by a rule; it must find something in the sample',
  gate: 'admin',
  once: true,
  status: 201,
  body: ownRuleTried.extend({
    version: z.int().min(1).optional().describe('Of the rule as it was read; with `rule`'),
  }),
  answer: ownRule,
  refuses: [
    'role-lacking',
    'nothing-there',
    'changed-meanwhile',
    'list-full',
    'own-rule-invalid',
    'own-rule-slow',
    'own-rule-untried',
  ],
});

export const endOwnRule = operation({
  id: 'own-rules.end',
  method: 'POST',
  path: '/v1/own-rules/:own/end',
  summary: 'Has inspections that begin from now on go without a rule of the organisation',
  gate: 'admin',
  once: true,
  params: z.object({ own: ownId }),
  answer: ownRule,
  refuses: ['role-lacking', 'nothing-there', 'changed-meanwhile'],
});

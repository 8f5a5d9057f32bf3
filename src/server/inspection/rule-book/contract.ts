import { z } from 'zod';
import { operation } from '#platform/operation';
import { ownRuleTried } from '#respond';

/** Longest text that is tried, in UTF-16 units: a letter, not a leak. */
export const longestTried = 20_000;

const listed = z.object({
  id: z.string(),
  title: z.string(),
  /** Null for decoys: they claim a number so that no rule takes it for somebody's, and are never reported. */
  element: z.string().nullable(),
  /** ISO 3166 code of the country whose identifier it is. */
  country: z.string().nullable(),
  /** What is looked at: running text and cells, a field whose label agrees, names, or words of a language. */
  kind: z.enum(['pattern', 'label', 'names', 'words']),
});
export type ListedRule = z.infer<typeof listed>;

const shown = listed.extend({
  /** Regular expression; empty where words are sought. */
  pattern: z.string(),
  /** Whether the value has a check of its own beyond its form. */
  isChecked: z.boolean(),
  /** 0 to 1: by its form alone, and where its check holds. */
  score: z.number(),
  checked: z.number(),
  /** Words near by, or a label, without which it does not count. */
  needsContext: z.boolean(),
  words: z.array(z.string()),
  /** Characters before and behind in which words count. */
  near: z.int(),
  examples: z.array(z.string()),
  negativeExamples: z.array(z.string()),
  references: z.array(z.string()),
});
export type ShownRule = z.infer<typeof shown>;

const found = z.object({
  rule: z.string(),
  title: z.string(),
  element: z.string(),
  /** Offsets in the text that was sent, in UTF-16 units. */
  start: z.int(),
  end: z.int(),
  score: z.number(),
  reasons: z.array(z.object({ why: z.string(), by: z.number() })),
});
export type Tried = z.infer<typeof found>;

export const listRules = operation({
  id: 'rules.list',
  method: 'GET',
  path: '/v1/rules',
  summary: 'List the rules by which personal data and secrets are recognised',
  gate: 'person',
  scope: 'organisation:read',
  answer: z.object({ rules: z.array(listed) }),
});

export const showRule = operation({
  id: 'rules.show',
  method: 'GET',
  path: '/v1/rules/:rule',
  summary: 'Show one rule: what it asks for, what it finds and what it leaves alone',
  gate: 'person',
  scope: 'organisation:read',
  params: z.object({
    rule: z.string().regex(/^[a-z0-9-]{1,80}$/),
  }),
  answer: shown,
  refuses: ['nothing-there'],
});

export const tryRules = operation({
  id: 'rules.try',
  method: 'POST',
  path: '/v1/rules/try',
  summary: 'Try a text against all rules; nothing of it is stored, and nothing of it is in the answer',
  gate: 'person',
  scope: 'organisation:read',
  body: z.strictObject({ text: z.string().min(1).max(longestTried) }),
  answer: z.object({ found: z.array(found) }),
  refuses: ['own-rule-slow'],
});

const triedOwn = z.object({
  problems: z
    .array(z.object({ field: z.string(), what: z.string() }))
    .describe('What keeps it from being used; then nothing was tried'),
  found: z.array(found).describe('By this rule, beside all others'),
  displaced: z.array(found).describe('By other rules, or by its version of today, and no longer beside it'),
});
export type TriedOwn = z.infer<typeof triedOwn>;

export const tryOwnRule = operation({
  id: 'own-rules.try',
  method: 'POST',
  path: '/v1/own-rules/try',
  summary: 'Tries a rule on a sample beside all others, before anybody uses it; nothing is stored',
  gate: 'person',
  scope: 'organisation:read',
  body: ownRuleTried,
  answer: triedOwn,
  refuses: ['own-rule-slow'],
});

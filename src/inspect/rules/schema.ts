import { z } from 'zod';
import { type Concept, concepts, elements } from '../contract.ts';
import { languages } from '../lexicon/cues.ts';

const concept = z.enum(concepts);

/** Text, or parts that are joined: no secret scanner then takes the examples of a token rule for tokens. */
const text = z
  .union([z.string(), z.array(z.string()).min(1)])
  .transform((t) => (typeof t === 'string' ? t : t.join('')));

/** A text to search as prose, or the value of a cell with the concept of its label. */
const example = z.union([
  text.transform((t): Example => ({ text: t, label: undefined })),
  z.strictObject({ value: text, label: concept }).transform((e): Example => ({ text: e.value, label: e.label })),
]);

export interface Example {
  readonly text: string;
  readonly label: Concept | undefined;
}

const anchor = z.union([
  z.strictObject({ at: z.literal(true) }),
  z.strictObject({
    digits: z.strictObject({ min: z.number().int().min(1), max: z.number().int().max(64) }),
  }),
  z.strictObject({
    literals: z.array(z.string().min(2)).min(1),
    ignoreCase: z.boolean().default(false),
    /** How many characters a match may begin before its literal. */
    before: z.number().int().min(0).max(80).default(0),
  }),
  z.strictObject({ label: z.literal(true) }),
  z.strictObject({ names: z.literal(true) }),
  /** Words and phrases of a language, compared whole and folded: `{a,b}` is either, `~ending` one of the list. */
  z.strictObject({
    terms: z.strictObject({
      language: z.enum(languages),
      endings: z.record(z.string().regex(/^[a-z]+$/), z.array(z.string())).default({}),
      /** Say something of a person wherever they stand. */
      strong: z.array(z.string().min(3)).default([]),
      /** Do so beside a person and a verb, a possessive, a label or another term. */
      weak: z.array(z.string().min(3)).default([]),
      /** The only verbs that make weak terms a person's; possessives and other terms then do not. */
      predicates: z.array(z.string().min(1)).default([]),
    }),
  }),
]);

const share = z.number().min(0).max(1);

/** One rule as written in YAML; rules/README.md explains each field. */
export const ruleSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/),
    element: z.enum(elements).optional(),
    decoy: z.literal(true).optional(),
    title: z.string().min(3).max(80),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional(),
    /** Empty for terms alone. */
    pattern: z.string().default(''),
    flags: z
      .string()
      .regex(/^[ims]*u?$/)
      .default(''),
    anchor,
    validator: z.string().optional(),
    score: share,
    checked: share.optional(),
    context: z
      .strictObject({
        /** `words`: a label that agrees is not enough, as where any number of a common form fits. */
        required: z.union([z.boolean(), z.literal('words')]).default(false),
        concepts: z.array(concept).default([]),
        words: z.array(z.string().min(1)).default([]),
        /** A label with one of these names the very number, whatever concept it was read as: `d.n.i.`, `nhs no ok`. */
        names: z.array(z.string().min(2)).default([]),
        /**
         * A label with one of these says that the value is something else: `app version` over dotted quads. Where a rule
         * has them and needs no context, no other label speaks against it.
         */
        against: z.array(z.string().min(2)).default([]),
      })
      .prefault({}),
    near: z.number().int().min(1).max(400).default(60),
    examples: z.array(example),
    negative_examples: z.array(example),
    references: z.array(z.url()),
    keywords: z.array(z.string()).default([]),
  })
  .refine((rule) => (rule.element === undefined) === (rule.decoy === true), {
    path: ['element'],
    message: 'exactly one of element and decoy',
  })
  .refine((rule) => (rule.pattern === '') === 'terms' in rule.anchor, {
    path: ['pattern'],
    message: 'where and only where there are no terms',
  })
  .refine((rule) => rule.checked === undefined || rule.validator !== undefined, {
    path: ['checked'],
    message: 'needs a validator',
  });

export type RuleEntry = z.infer<typeof ruleSchema>;
export type Anchor = z.infer<typeof anchor>;

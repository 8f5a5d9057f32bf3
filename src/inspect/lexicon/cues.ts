import * as z from 'zod';

export const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl', 'pt'] as const;
export type Language = (typeof languages)[number];

const words = z.array(z.string().min(1)).default([]);

/** What stands around terms in a language; rules/README.md explains each field. */
const schema = z.strictObject({
  cues: z.enum(languages),
  subjects: words,
  patients: words,
  possessives: words,
  predicates: words,
  negations: words,
  relatives: words,
  /** Right before or after a term they make it a subject of talk, not of a person: `cancer research`. */
  before: words,
  after: words,
});

export type CueKind = Exclude<keyof z.infer<typeof schema>, 'cues'>;
export const cueKinds = [
  'subjects',
  'patients',
  'possessives',
  'predicates',
  'negations',
  'relatives',
  'before',
  'after',
] as const satisfies readonly CueKind[];
export type Cues = z.infer<typeof schema>;

/** The language and cues of an entry of a rule file; undefined where it is none of cues. */
export function cuesOf(entry: unknown): readonly [Language, Cues] | undefined {
  const read = schema.safeParse(entry);
  return read.success ? [read.data.cues, read.data] : undefined;
}

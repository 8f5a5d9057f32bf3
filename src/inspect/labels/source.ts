import * as z from 'zod';
import { fail } from '#platform/errors';
import { concepts, type Source } from '../contract.ts';
import { readYaml } from '../yaml.ts';

const words = z.array(z.string().min(1));
/** ISO 639-1. */
const languages =
  'en de fr it es nl pt pl ar az bg bn cs da el et fa fi he hi hr hu hy id is ja ka kk ko lt lv mk ms no ro ru si sk sl sq sr sv sw th tr uk ur vi zh';
const byLanguage = z.partialRecord(z.enum(languages.split(' ')), words.optional());

const phrases = z.strictObject({
  sure: byLanguage.optional(),
  likely: byLanguage.optional(),
  perhaps: byLanguage.optional(),
  context: byLanguage.optional(),
});

/** How surely a label that is listed under the key tells its concept. */
export const certainties = { sure: 0.95, likely: 0.7, perhaps: 0.45 } as const;

const file = z.union([
  z.strictObject({ concepts: z.partialRecord(z.enum(concepts), phrases) }),
  z.strictObject({
    people: z.array(
      z.strictObject({
        group: z.string(),
        kind: z.string().optional(),
        alone: z.number().min(0).max(1),
        words: byLanguage,
      }),
    ),
    settings: z.record(z.string(), words),
    states: words,
    attributes: words,
    bodies: words,
    things: words,
    posted: words,
    generics: z.strictObject({ name: words, date: words, number: words, id: words, code: words }),
    fillers: words,
  }),
  z.strictObject({ given: z.string() }),
  z.strictObject({ family: z.string(), particles: z.string(), titles: z.string() }),
  z.strictObject({ happened: byLanguage, dated: words, planned: byLanguage, never: byLanguage }),
  z.strictObject({
    address: byLanguage,
    persons: byLanguage,
    doubtful: byLanguage,
    closings: byLanguage,
    bodies: byLanguage,
    others: byLanguage,
  }),
  z.strictObject({ cities: words, countries: words, streets: z.strictObject({ words, endings: words }) }),
]);

/** The content of one file of labels: phrases by concept, the words between them, or a list of names or places. */
export type LabelFile = z.infer<typeof file>;

/** Reads one file of labels; throws `labels-invalid` with its path when it is not of a known form. */
export function readLabelFile(source: Source): LabelFile {
  let content: unknown;
  try {
    content = readYaml(source.text);
  } catch (cause) {
    fail('labels-invalid', source.path, cause);
  }
  const result = file.safeParse(content);
  if (!result.success) fail('labels-invalid', source.path, result.error);
  return result.data;
}

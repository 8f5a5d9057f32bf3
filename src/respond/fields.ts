import { z } from 'zod';

/** The id of anything: a UUID in lower case, as the log has it. */
export const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

/** Ids in a query: with commas between them, 100 at most. */
export const ids = z
  .string()
  .max(3699)
  .transform((text) => text.split(','))
  .pipe(z.array(id).min(1).max(100))
  .describe('Ids with commas between them, 100 at most');

/**
 * Control characters, and signs that turn the direction of text or break a line without being seen: what is shown must
 * read as it was written.
 */
const hidden = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const hiddenButLineEnds = /(?!\n)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

const wellFormed = () => z.string().refine((text) => text.isWellFormed(), 'not well-formed Unicode');

/** One line that people write: NFC, trimmed, without control characters. */
export function line(most: number) {
  return wellFormed()
    .normalize('NFC')
    .trim()
    .min(1)
    .max(most)
    .refine((text) => !hidden.test(text), 'control characters');
}

/** Text that people write, on as many lines as they like; as `line` otherwise. */
export function prose(most: number) {
  return wellFormed()
    .overwrite((text) => text.replaceAll('\r\n', '\n'))
    .normalize('NFC')
    .trim()
    .min(1)
    .max(most)
    .refine((text) => !hiddenButLineEnds.test(text), 'control characters');
}

/** A point in time in answers, in UTC. */
export const instant = z.iso.datetime();

/** A point in time as somebody gives it: with `Z` or an offset, never without. Years of four digits, from 1970. */
export const givenInstant = z.iso.datetime({ offset: true }).refine((text) => Date.parse(text) >= 0, 'before 1970');

/** The name of a time zone that this machine's IANA data knows, such as `Europe/Berlin` or `UTC`; no offsets. */
export const zone = z
  .string()
  .max(64)
  .regex(/^[A-Za-z][A-Za-z0-9+_/-]*$/)
  .refine(isZone, 'no time zone of the IANA database');

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/**
 * Whether the offset of a given instant, other than Z, is that of the zone at that time. `10:00+05:00` in Berlin is a slip,
 * and the clocks of the law run from such times.
 */
export function agrees(given: string, zone: string): boolean {
  if (/Z$/i.test(given)) return true;
  try {
    return Temporal.ZonedDateTime.from(`${given}[${zone}]`, { offset: 'reject' }).epochMilliseconds > 0;
  } catch {
    return false;
  }
}

export const roles = ['lead', 'analyst', 'dpo', 'legal', 'hr', 'comms', 'executive', 'guest'] as const;
export const role = z.enum(roles);
export const compartment = z.enum(['facts', 'counsel', 'person-concerned']);
export const severity = z.enum(['unknown', 'low', 'medium', 'high', 'critical']);
export const phase = z.enum(['assess', 'contain', 'notify', 'recover', 'learn']);

/** As a set: sorted, each once. */
export const compartments = z
  .array(compartment)
  .min(1)
  .max(10)
  .overwrite((given) => [...new Set(given)].sort());

/** Null: all legal entities. */
export const entities = z
  .array(id)
  .min(1)
  .max(500)
  .overwrite((given) => [...new Set(given)].sort())
  .nullable();

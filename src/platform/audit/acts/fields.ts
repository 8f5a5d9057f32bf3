import { z } from 'zod';

const digits64 = () => z.string().regex(/^[0-9a-f]{64}$/);

/** 64 lower-case hexadecimal digits: a SHA-256, or an Ed25519 public key. */
export const hex64 = digits64();

/** An Ed25519 signature. */
export const hex128 = z.string().regex(/^[0-9a-f]{128}$/);

/** The id of a person, incident, session, item …: a UUID in lower case. */
export const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

/** Stands for what people wrote: its salted hash (salted.ts), never the text. */
export const text = digits64();

/** A name out of the program, such as that of an operation; never what anybody typed. */
export const word = z
  .string()
  .regex(/^[a-z][a-z0-9]*(?:[-.:][a-z0-9]+)*$/)
  .max(64);

export const count = z.int().min(0);

/** UTC with milliseconds, as Date writes it: `2026-01-31T09:30:00.000Z`. A day that does not exist is refused. */
export const instant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  .refine(isOfCalendar);

/** 2026-02-30 has the form of a date and would be read as 2 March. */
function isOfCalendar(value: string): boolean {
  const date = new Date(value);
  return !Number.isNaN(date.getTime()) && date.toISOString() === value;
}

/**
 * Where a request came from: HMAC-SHA-256 of the address under a key of the installation. Requests of one address can be
 * told to be that, and the address is not in the log.
 */
export const origin = digits64();

export const role = z.enum(['lead', 'analyst', 'dpo', 'legal', 'hr', 'comms', 'executive', 'guest']);
export const installationRole = z.enum(['none', 'auditor', 'admin']);
export const compartments = z
  .array(z.enum(['facts', 'counsel', 'person-concerned']))
  .min(1)
  .max(3);
export const severity = z.enum(['unknown', 'low', 'medium', 'high', 'critical']);

/** Null: all legal entities. */
export const entities = z.array(id).max(500).nullable();

import type { z } from 'zod';
import type { Scope } from './scopes.ts';

/**
 * Who may ask at all; what somebody may do within an incident is for the use case and the database to say.
 *
 * - `open`: nobody needs to be signed in
 * - `session`: signed in, a second factor need not have been used yet: what enrols one, or signs out
 * - `person`: a session with a second factor, or an API key
 * - `admin`, `auditor`: a person with this role of the installation
 * - `member`: a member of the incident that the parameter `incident` names
 */
export type Gate = 'open' | 'session' | 'person' | 'admin' | 'auditor' | 'member';

/** What an operation of the API is: all that a client, the documentation and the server need to agree on. */
export interface Operation<
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  B extends z.ZodType = z.ZodType,
  A extends z.ZodType = z.ZodType,
> {
  /** As the log writes it, `noun.verb`. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';
  /** As Fastify writes it: `/v1/incidents/:incident`. */
  readonly path: string;
  /** One line, a verb first. */
  readonly summary: string;
  readonly gate: Gate;
  /** What an API key needs; undefined: no key may. */
  readonly scope?: Scope;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** The body of the answer; undefined for none, or for bytes (see `bytes`). */
  readonly answer?: A;
  /** Media type of an answer that is no JSON. */
  readonly bytes?: string;
  /** @default 200, 204 without an answer */
  readonly status?: 200 | 201 | 202 | 204;
  /** An edit: the ETag that was read comes as If-Match, `call.version`. */
  readonly edits?: true;
  /** May be repeated with an Idempotency-Key. */
  readonly once?: true;
  /** A body of any length that may take hours, read as it comes: an upload. @default 1 MiB within 30 seconds */
  readonly longBody?: true;
  /** What it refuses with, beside what every operation may answer; codes of docs/errors.md. */
  readonly refuses?: readonly string[];
}

type Shaped<T, Otherwise> = T extends z.ZodType ? z.infer<T> : Otherwise;
type Given<T> = T extends z.ZodType ? z.input<T> : undefined;

/** What an operation's handler gets, parsed. */
export interface Shape<O extends Operation> {
  readonly params: Shaped<O['params'], undefined>;
  readonly query: Shaped<O['query'], undefined>;
  readonly body: Shaped<O['body'], undefined>;
}
export type Answer<O extends Operation> = Shaped<O['answer'], void>;

/** What a caller gives. */
export interface Arguments<O extends Operation> {
  readonly params?: Given<O['params']>;
  readonly query?: Given<O['query']>;
  readonly body?: Given<O['body']>;
}

/** Keeps the exact types of what is defined. */
export function operation<const O extends Operation>(definition: O): O {
  return definition;
}

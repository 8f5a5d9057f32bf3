import type { ClientBase } from 'pg';
import { z } from 'zod';

/** A kind of job: what it is called, and which ids it has. A job holds nothing else. */
export interface JobKind<Field extends string = string> {
  /** Lower-case words with hyphens. */
  readonly name: string;
  readonly schema: z.ZodType<Ids<Field>>;
}
export type Ids<Field extends string> = Readonly<Record<Field, string>>;

/**
 * @example const inspect = jobKind('inspect', ['incident', 'run']);
 */
export function jobKind<const Field extends string>(name: string, fields: readonly Field[]): JobKind<Field> {
  const shape = Object.fromEntries(fields.map((field) => [field, z.uuid()]));
  return { name, schema: z.strictObject(shape) as unknown as z.ZodType<Ids<Field>> };
}

/**
 * Puts a job into the queue, in the caller's transaction: it is done if, and only if, that is committed. With `key` there
 * is one job of this key that waits: a later one takes its place, and one that comes while it is worked on is done after it.
 */
export async function enqueue<Field extends string>(
  client: ClientBase,
  kind: JobKind<Field>,
  ids: Ids<Field>,
  key?: string,
): Promise<void> {
  await client.query('select cofferdam.enqueue($1, $2, $3)', [kind.name, JSON.stringify(kind.schema.parse(ids)), key]);
}

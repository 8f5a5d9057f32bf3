import type { z } from 'zod';
import { fail } from '#platform/errors';

/** What was typed, as the body of the operation that does the same has it; `request-invalid` for what that refuses. */
export function parsed<T extends z.ZodType>(schema: T, typed: z.input<T>): z.output<T> {
  const asked = schema.safeParse(typed);
  return asked.success ? asked.data : fail('request-invalid', String(asked.error.issues[0]?.path[0]));
}

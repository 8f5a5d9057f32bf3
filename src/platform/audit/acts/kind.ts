import { z } from 'zod';

/** The chains that a kind of act may stand in: the log of the installation, that of an incident, or either. */
export type Place = 'log' | 'incident' | 'either';

/** One kind of act: what it is called, where it stands, when it is written, and exactly the fields it has. */
export function kind<const T extends string, F extends z.ZodRawShape>(type: T, place: Place, when: string, fields: F) {
  return { type, place, when, schema: z.strictObject({ type: z.literal(type), ...fields }) };
}

import { z } from 'zod';
import { count, hex64, id } from '../acts/fields.ts';

/** No line is longer, its end included: the largest entry of 500 legal entities has 20 KB. */
export const maxLineBytes = 64 * 1024;

/**
 * First and last line. They hold nothing but what the entries say too, so that no change of them goes unseen, and two
 * exports of one log are equal byte for byte.
 */
export const headerSchema = z.strictObject({
  header: z.strictObject({ format: z.literal('cofferdam-log'), v: z.literal(1), installation: id }),
});

export const footerSchema = z.strictObject({
  footer: z.strictObject({
    /** Entries of all chains. */
    entries: count,
    /** Incidents that have a chain. */
    incidents: count,
    checkpoints: count,
    /** The last entry of the log. */
    seq: count,
    hash: hex64,
  }),
});
export type Footer = z.infer<typeof footerSchema>['footer'];

import { z } from 'zod';
import { groups } from './places.ts';

/** From what a limit runs, in the words of the law; `aware` alone is known to the desk today. */
const start = z.enum([
  'aware',
  'authority-notified',
  'classified-major',
  'detected',
  'determined',
  'discovered',
  'material',
  'notice-duty-determined',
  'occurred',
  'payment-made',
  'reasonable-belief',
]);

const country = z.union([z.string().regex(/^[A-Z]{2}$/), z.enum(groups), z.literal('any')]);

/** A duty to tell somebody of a leak within 96 hours, as the files of this folder hold it. */
export const duty = z.strictObject({
  id: z.string().regex(/^[a-z]{2,8}(-[a-z0-9]+)+$/),
  /** ISO 3166 code of a country or a part of it, EU, or INTL for duties by contract. */
  jurisdiction: z.string().regex(/^([A-Z]{2}(-[A-Z]{1,3})?|INTL)$/),
  /** Where a legal entity has to be for the duty to come into question. */
  countries: z.array(country).min(1),
  /** Countries of those that it does not. */
  except: z.array(country).optional(),
  law: z.string().min(3),
  article: z.string().min(3),
  /** `proposed`: not law yet; such a duty is kept to be looked after, and never shown as one. */
  status: z.enum(['in-force', 'contract', 'proposed']),
  /** First day on which it applies. */
  from: z.iso.date().optional(),
  /** ISO 8601: hours as PT72H, days as P3D. */
  limit: z.string().regex(/^(PT\d{1,2}H|P[1-4]D)$/),
  /** Days on which people work there. @default calendar days */
  days: z.literal('business').optional(),
  start,
  appliesTo: z.string().min(3),
  /** @default both */
  roles: z
    .array(z.enum(['controller', 'processor']))
    .min(1)
    .optional(),
  /** Names of src/respond/organisation/sectors.ts. @default every sector */
  sectors: z.array(z.string()).min(1).optional(),
  /** Only for entities whose shares are traded. */
  listed: z.literal(true).optional(),
  recipient: z.string().min(3),
  trigger: z.string().min(3),
  source: z.string().min(3),
  /**
   * `known`: the accounts of the law that we have agree; its own text was not compared. `unconfirmed`: from one account, or
   * from accounts that differ.
   */
  certainty: z.enum(['known', 'unconfirmed']),
  note: z.string().optional(),
});
export type Duty = z.infer<typeof duty>;

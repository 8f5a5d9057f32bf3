import { z } from 'zod';
import { chainKinds } from './chain.ts';
import { evidenceKinds } from './evidence.ts';
import { incidentKinds } from './incident.ts';
import { installationKinds } from './installation.ts';
import type { Place } from './kind.ts';
import { signInKinds } from './sign-in.ts';

/** Every kind of act that the log knows. docs/log.md lists them, and a test compares the two. */
export const kinds = [...installationKinds, ...signInKinds, ...incidentKinds, ...evidenceKinds, ...chainKinds] as const;

type SchemasOf<K extends readonly { readonly schema: unknown }[]> = { [I in keyof K]: K[I]['schema'] };

/** What was done, told apart by `type`. Unknown kinds and unknown fields are refused. */
export const actSchema = z.discriminatedUnion(
  'type',
  kinds.map(({ schema }) => schema) as unknown as SchemasOf<typeof kinds>,
);
export type Act = z.infer<typeof actSchema>;

/** An act that the desk records; what the chains themselves write is not for others to write. */
export type Deed = Exclude<Act, { type: (typeof chainKinds)[number]['type'] }>;

const places: ReadonlyMap<string, Place> = new Map(kinds.map(({ type, place }) => [type, place]));

/** What to call an act in a message: its kind, where it is one. */
export function nameOf({ type }: Act): string {
  return places.has(type) ? type : 'an unknown kind';
}

/** Whether an act may stand in this chain, at this place of it: each chain is opened by its own kind, and by it once. */
export function mayStand(type: Act['type'], chain: string, seq: number): boolean {
  const place = places.get(type);
  const opening = chain === 'log' ? 'installation-set-up' : 'incident-opened';
  if ((seq === 1) !== (type === opening)) return false;
  return place === 'either' || place === (chain === 'log' ? 'log' : 'incident');
}

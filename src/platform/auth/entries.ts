import type { ClientBase } from 'pg';
import type { Actor, Deed } from '../audit/index.ts';
import { record } from '../db/index.ts';

/** The guard itself, where nobody is known to have acted yet. */
export const guard: Actor = { kind: 'system', id: 'identity' };

export const personActor = (id: string): Actor => ({ kind: 'person', id });

/** Records what an act did, in order, last in its transaction. */
export async function recordAll(
  client: ClientBase,
  { now, actor, acts }: { readonly now: () => number; readonly actor: Actor; readonly acts: readonly Deed[] },
): Promise<void> {
  for (const act of acts) await record(client, { now, actor, act });
}

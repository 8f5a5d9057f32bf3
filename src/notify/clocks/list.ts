import type { ClientBase } from 'pg';
import { type Asker, transact } from '#platform/db';
import { authorise, awareness, type Desk, organisation } from '#respond';
import type { Clocks } from '../contract.ts';
import { candidatesFor, countriesUnknown } from './candidates.ts';
import { clocksOf } from './compute.ts';

/**
 * Who must be told by when, as far as it follows from what was stated and from the legal entities. Of a compartment or an
 * entity that is not his the one who asks sees no statement: his clock may begin later than that of others.
 */
export function list(desk: Desk, asker: Asker, incident: string): Promise<Clocks> {
  return transact(desk.pool, asker, async (client) => {
    const { entities } = await authorise(client, incident);
    return loadClocks(client, { incident, entities, now: desk.now() });
  });
}

/** As `list`, in a transaction of its caller, who has authorised; `entities` are those of the membership. */
export async function loadClocks(
  client: ClientBase,
  of: { readonly incident: string; readonly entities: readonly string[] | undefined; readonly now: number },
): Promise<Clocks> {
  const all = await organisation.loadEntities(client);
  const entities = all.filter(
    ({ id, endedAt }) => endedAt === null && (of.entities === undefined || of.entities.includes(id)),
  );
  const statements = await awareness.loadStatements(client, of.incident);
  return {
    clocks: clocksOf({ entities, statements, now: of.now }),
    candidates: candidatesFor(entities, of.now),
    entities: entities.length === 0 ? 'none' : 'named',
    countriesUnknown: countriesUnknown(entities),
  };
}

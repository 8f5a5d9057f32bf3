import { type Asker, transact } from '#platform/db';
import { authorise } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import { rights } from '../../rights.ts';
import type { Awareness } from './contract.ts';
import { earliestAware } from './earliest.ts';
import { loadStatements } from './row.ts';

/**
 * What was known when, as far as the one who asks may see it. The earliest awareness follows from those statements: who
 * is not let into a compartment does not see that it was earlier.
 */
export function list(desk: Desk, asker: Asker, incident: string): Promise<Awareness> {
  return transact(desk.pool, asker, async (client) => {
    await authorise(client, incident, rights['awareness.list']);
    const statements = await loadStatements(client, incident);
    return { statements, aware: earliestAware(statements) };
  });
}

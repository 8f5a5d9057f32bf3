import { type Asker, transact } from '#platform/db';
import { authorise } from '../authorise.ts';
import type { Desk } from '../desk.ts';
import type { Decision } from './contract.ts';
import { loadDecisions } from './row.ts';

/** What was decided, the newest first, as far as the one who asks may see it. */
export function list(desk: Desk, asker: Asker, incident: string): Promise<{ decisions: Decision[] }> {
  return transact(desk.pool, asker, async (client) => {
    await authorise(client, incident);
    return { decisions: await loadDecisions(client, incident) };
  });
}

import { type Asker, transact } from '#platform/db';
import type { Desk } from '../desk.ts';
import type { Roster } from './roster-contract.ts';
import { activeRoster } from './roster-row.ts';

/** Which roster is in use; null for none. */
export function showRoster(desk: Desk, asker: Asker): Promise<{ roster: Roster | null }> {
  return transact(desk.pool, asker, async (client) => ({ roster: (await activeRoster(client))?.roster ?? null }));
}

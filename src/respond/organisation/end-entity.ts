import { type Asker, transact } from '#platform/db';
import { fail } from '#platform/errors';
import type { Desk } from '../desk.ts';
import { authoriseAdmin } from './authorise-admin.ts';
import type { EntityVersion } from './change-entity.ts';
import type { Entity } from './contract.ts';
import { loadEntity } from './entity-row.ts';
import { tell } from './tell.ts';

/**
 * Ends a legal entity. It stays, since incidents, members and statements refer to it; one that has ended stays as it is,
 * and the log has no second entry. `role-lacking`, `changed-meanwhile`.
 */
export function endEntity(desk: Desk, asker: Asker, { entity, version }: EntityVersion): Promise<Entity> {
  return transact(desk.pool, asker, async (client) => {
    await authoriseAdmin(client);
    const before = await loadEntity(client, entity);
    if (before.version !== version) fail('changed-meanwhile', 'entity');
    if (before.endedAt !== null) return before;
    await client.query('update cofferdam.legal_entity set ended_at = $2, version = version + 1 where id = $1', [
      entity,
      new Date(desk.now()),
    ]);
    const after = await loadEntity(client, entity);
    await tell(client, desk, asker, { what: 'legal-entity', id: entity, change: 'removed' });
    return after;
  });
}

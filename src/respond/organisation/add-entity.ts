import { randomUUID } from 'node:crypto';
import { type Asker, transactOnce } from '#platform/db';
import { fail } from '#platform/errors';
import type { Desk } from '../desk.ts';
import { authoriseAdmin } from './authorise-admin.ts';
import type { AddEntity, Entity } from './contract.ts';
import { loadEntities, loadEntity } from './entity-row.ts';
import { tell } from './tell.ts';

/** As many as a list of the log holds; those that ended do not count. */
const most = 500;

/** `role-lacking`, `list-full`. */
export function addEntity(desk: Desk, asker: Asker, input: AddEntity): Promise<Entity> {
  return transactOnce(desk.pool, asker, desk.now, async (client) => {
    await authoriseAdmin(client);
    const going = (await loadEntities(client)).filter(({ endedAt }) => endedAt === null);
    if (going.length >= most) fail('list-full', 'entities');
    const { name, country, sector, role, listed } = input;
    const id = randomUUID();
    await client.query(
      `insert into cofferdam.legal_entity (id, name, country, sector, role, listed, created_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, name, country, sector, role, listed, new Date(desk.now())],
    );
    const added = await loadEntity(client, id);
    await tell(client, desk, asker, { what: 'legal-entity', id, change: 'added' });
    return added;
  });
}

import { type Asker, transact } from '#platform/db';
import { fail } from '#platform/errors';
import type { Desk } from '../desk.ts';
import { authoriseAdmin } from './authorise-admin.ts';
import type { ChangeEntity, Entity } from './contract.ts';
import { loadEntity } from './entity-row.ts';
import { tell } from './tell.ts';

export interface EntityVersion {
  readonly entity: string;
  /** What was read, and is changed. */
  readonly version: number;
}

export interface ChangeEntityInput extends EntityVersion {
  readonly changes: ChangeEntity;
}

/** Changes a legal entity, an ended one too: what was wrong of it may be put right. `role-lacking`, `changed-meanwhile`. */
export function changeEntity(
  desk: Desk,
  asker: Asker,
  { entity, version, changes }: ChangeEntityInput,
): Promise<Entity> {
  return transact(desk.pool, asker, async (client) => {
    await authoriseAdmin(client);
    const before = await loadEntity(client, entity);
    if (before.version !== version) fail('changed-meanwhile', 'entity');
    const { name, country, sector, role, listed } = { ...before, ...changes };
    await client.query(
      `update cofferdam.legal_entity
       set name = $2, country = $3, sector = $4, role = $5, listed = $6, version = version + 1 where id = $1`,
      [entity, name, country, sector, role, listed],
    );
    const after = await loadEntity(client, entity);
    await tell(client, desk, asker, { what: 'legal-entity', id: entity, change: 'changed' });
    return after;
  });
}

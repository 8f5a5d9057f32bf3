import type { ClientBase } from 'pg';
import { fail } from '#platform/errors';
import type { Entity } from './contract.ts';

interface EntityRow {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly sector: string | null;
  readonly role: Entity['role'];
  readonly listed: boolean;
  readonly ended_at: Date | null;
  readonly version: number;
}

const entitySql = 'select id, name, country, sector, role, listed, ended_at, version from cofferdam.legal_entity';

function entityOf({ id, name, country, sector, role, listed, ended_at, version }: EntityRow): Entity {
  return { id, name, country, sector, role, listed, endedAt: ended_at?.toISOString() ?? null, version };
}

export async function loadEntities(client: ClientBase): Promise<Entity[]> {
  const { rows } = await client.query<EntityRow>(`${entitySql} order by ended_at is not null, name, id`);
  return rows.map(entityOf);
}

export async function loadEntity(client: ClientBase, entity: string): Promise<Entity> {
  const { rows } = await client.query<EntityRow>(`${entitySql} where id = $1`, [entity]);
  return entityOf(rows[0] ?? fail('nothing-there', 'entity'));
}

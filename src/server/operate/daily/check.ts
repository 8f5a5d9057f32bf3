import type { Pool } from 'pg';
import { transactNobody } from '#platform/db';
import { fail } from '#platform/errors';
import type { MasterKey } from '#platform/vault';
import { checkPlace } from '../backup/place.ts';
import type { CheckPlace } from './set.ts';

/** Looks whether backups of this installation can be written into a folder: see `openPlace` for what may lie there. */
export function checkWith({
  pool,
  ...init
}: {
  readonly pool: Pool;
  /** The data folder. */
  readonly data: string;
  readonly master: MasterKey;
}): CheckPlace {
  return async (folder) => {
    const installation = await transactNobody(pool, async (client) => {
      const { rows } = await client.query<{ id: string }>('select id from cofferdam.installation');
      return rows[0]?.id ?? fail('not-set-up');
    });
    await checkPlace({ ...init, to: folder, installation });
  };
}

import { type Asker, transact } from '#platform/db';
import { fail } from '#platform/errors';
import type { Desk } from '../desk.ts';

/** Removes a view with its name and filters; `nothing-there` for one of somebody else. */
export function remove(desk: Desk, asker: Asker, view: string): Promise<void> {
  return transact(desk.pool, asker, async (client) => {
    const { rowCount } = await client.query(
      `update cofferdam.saved_view set name = null, filters = null, removed_at = $2
       where id = $1 and removed_at is null`,
      [view, new Date(desk.now())],
    );
    if (rowCount !== 1) fail('nothing-there', 'view');
  });
}

import { type Asker, transact } from '#platform/db';
import type { Desk } from '../desk.ts';
import type { View } from './contract.ts';
import { viewOf, type ViewRow } from './row.ts';

/** The views that the one who asks keeps; row-level security shows no other. */
export function list(desk: Desk, asker: Asker): Promise<{ views: View[] }> {
  return transact(desk.pool, asker, async (client) => {
    const { rows } = await client.query<ViewRow>(
      'select id, name, filters, saved_at from cofferdam.saved_view where removed_at is null order by lower(name), id',
    );
    return { views: rows.map(viewOf) };
  });
}

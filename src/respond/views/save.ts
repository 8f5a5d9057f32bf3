import { randomUUID } from 'node:crypto';
import { type Asker, transactOnce } from '#platform/db';
import { fail } from '#platform/errors';
import type { Desk } from '../desk.ts';
import type { SaveView, View } from './contract.ts';
import { viewOf, type ViewRow } from './row.ts';

/** As many as a menu can show. */
const most = 50;

/**
 * Keeps filters under a name, in whatever case; what had the name before is replaced. Nobody else sees it, and nothing of an
 * incident changes, so that the log has no entry. `list-full` at 50.
 */
export function save(desk: Desk, asker: Asker, { name, filters }: SaveView): Promise<View> {
  return transactOnce(desk.pool, asker, desk.now, async (client) => {
    const { rows: kept } = await client.query<{ count: number }>(
      `select count(*)::int as count from cofferdam.saved_view where removed_at is null and lower(name) <> lower($1)`,
      [name],
    );
    if ((kept[0]?.count ?? 0) >= most) fail('list-full', 'views');
    const { rows } = await client.query<ViewRow>(
      `insert into cofferdam.saved_view (id, person_id, name, filters, saved_at) values ($1, $2, $3, $4, $5)
       on conflict (person_id, lower(name)) where removed_at is null
       do update set name = excluded.name, filters = excluded.filters
       returning id, name, filters, saved_at`,
      [randomUUID(), asker.person, name, JSON.stringify(filters), new Date(desk.now())],
    );
    return viewOf(rows[0] ?? fail('nothing-there', 'view'));
  });
}

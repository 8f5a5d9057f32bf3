import { type Asker, transact } from '#platform/db';
import { fail } from '#platform/errors';
import type { Desk } from '../desk.ts';
import { authoriseAdmin } from './authorise-admin.ts';
import type { EditOrganisation } from './contract.ts';
import { tell } from './tell.ts';

export interface EditOrganisationInput extends EditOrganisation {
  /** What was read, and is changed. */
  readonly version: number;
}

/** Names the organisation. `role-lacking`, `changed-meanwhile`. */
export function edit(
  desk: Desk,
  asker: Asker,
  { name, version }: EditOrganisationInput,
): Promise<{ name: string; version: number }> {
  return transact(desk.pool, asker, async (client) => {
    await authoriseAdmin(client);
    const { rows } = await client.query<{ id: string; version: number }>(
      'update cofferdam.organisation set name = $1, version = version + 1 where version = $2 returning id, version',
      [name, version],
    );
    const after = rows[0] ?? fail('changed-meanwhile', 'organisation');
    await tell(client, desk, asker, { what: 'organisation', id: after.id, change: 'changed' });
    return { name, version: after.version };
  });
}

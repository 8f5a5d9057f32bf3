import { type Asker, transact } from '#platform/db';
import { fail } from '#platform/errors';
import type { Desk } from '../desk.ts';
import { loadContacts } from './contact-row.ts';
import type { ShownOrganisation } from './contract.ts';
import { countries } from './countries.ts';
import { loadEntities } from './entity-row.ts';
import { suggestedSectors } from './sectors.ts';

/** The organisation as everybody of the installation sees it, ended entities last. */
export function show(desk: Desk, asker: Asker): Promise<ShownOrganisation> {
  return transact(desk.pool, asker, async (client) => {
    const { rows } = await client.query<{ name: string | null; version: number }>(
      'select name, version from cofferdam.organisation',
    );
    const { name, version } = rows[0] ?? fail('nothing-there', 'organisation');
    const entities = await loadEntities(client);
    const contacts = await loadContacts(client);
    return { name, version, entities, contacts, suggestedSectors: [...suggestedSectors], countries: [...countries] };
  });
}

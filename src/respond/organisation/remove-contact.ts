import { type Asker, transact } from '#platform/db';
import { fail } from '#platform/errors';
import type { Desk } from '../desk.ts';
import { authoriseAdmin } from './authorise-admin.ts';
import type { ContactVersion } from './change-contact.ts';
import { loadContact } from './contact-row.ts';
import { tell } from './tell.ts';

/** Removes a person to call; nothing is left of name and addresses. `role-lacking`, `changed-meanwhile`. */
export function removeContact(desk: Desk, asker: Asker, { contact, version }: ContactVersion): Promise<void> {
  return transact(desk.pool, asker, async (client) => {
    await authoriseAdmin(client);
    const before = await loadContact(client, contact);
    if (before.version !== version) fail('changed-meanwhile', 'contact');
    await client.query(
      `update cofferdam.contact
       set name = null, first_kind = null, first_address = null, second_kind = null, second_address = null,
         removed_at = $2, version = version + 1
       where id = $1`,
      [contact, new Date(desk.now())],
    );
    await tell(client, desk, asker, { what: 'contact', id: contact, change: 'removed' });
  });
}

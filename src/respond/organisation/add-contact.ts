import { randomUUID } from 'node:crypto';
import { type Asker, transact } from '#platform/db';
import { fail } from '#platform/errors';
import type { Desk } from '../desk.ts';
import { checkEntities } from '../incidents/members/grant.ts';
import { authoriseAdmin } from './authorise-admin.ts';
import { loadContact, loadContacts } from './contact-row.ts';
import type { AddContact, Contact } from './contact-contract.ts';
import { tell } from './tell.ts';

const most = 500;

/** `role-lacking`, `entity-unknown`, `list-full`. */
export function addContact(desk: Desk, asker: Asker, input: AddContact): Promise<Contact> {
  return transact(desk.pool, asker, async (client) => {
    await authoriseAdmin(client);
    if ((await loadContacts(client)).length >= most) fail('list-full', 'contacts');
    const { name, entity, first, second, position } = input;
    await checkEntities(client, entity === null ? [] : [entity]);
    const id = randomUUID();
    await client.query(
      `insert into cofferdam.contact
         (id, name, function, entity_id, first_kind, first_address, second_kind, second_address, position, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        id,
        name,
        input.function,
        entity,
        first.kind,
        first.address,
        second.kind,
        second.address,
        position,
        new Date(desk.now()),
      ],
    );
    const added = await loadContact(client, id);
    await tell(client, desk, asker, { what: 'contact', id, change: 'added' });
    return added;
  });
}

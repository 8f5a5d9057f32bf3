import { type Asker, transact } from '#platform/db';
import { fail } from '#platform/errors';
import type { Desk } from '../desk.ts';
import { checkEntities } from '../incidents/members/grant.ts';
import { authoriseAdmin } from './authorise-admin.ts';
import { loadContact } from './contact-row.ts';
import type { ChangeContact, Contact } from './contact-contract.ts';
import { tell } from './tell.ts';

export interface ContactVersion {
  readonly contact: string;
  /** What was read, and is changed. */
  readonly version: number;
}

export interface ChangeContactInput extends ContactVersion {
  readonly changes: ChangeContact;
}

/** `role-lacking`, `changed-meanwhile`, `entity-unknown`; `channels-same` where one channel would be both. */
export function changeContact(
  desk: Desk,
  asker: Asker,
  { contact, version, changes }: ChangeContactInput,
): Promise<Contact> {
  return transact(desk.pool, asker, async (client) => {
    await authoriseAdmin(client);
    const before = await loadContact(client, contact);
    if (before.version !== version) fail('changed-meanwhile', 'contact');
    const wanted = { ...before, ...changes };
    const { name, entity, first, second, position } = wanted;
    if (first.address === second.address) fail('channels-same');
    await checkEntities(client, entity === null ? [] : [entity]);
    await client.query(
      `update cofferdam.contact
       set name = $2, function = $3, entity_id = $4, first_kind = $5, first_address = $6, second_kind = $7,
         second_address = $8, position = $9, version = version + 1
       where id = $1`,
      [contact, name, wanted.function, entity, first.kind, first.address, second.kind, second.address, position],
    );
    const after = await loadContact(client, contact);
    await tell(client, desk, asker, { what: 'contact', id: contact, change: 'changed' });
    return after;
  });
}

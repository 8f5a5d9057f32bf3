import type { ClientBase } from 'pg';
import { fail } from '#platform/errors';
import type { Contact } from './contact-contract.ts';

interface ContactRow {
  readonly id: string;
  readonly name: string;
  readonly function: Contact['function'];
  readonly entity_id: string | null;
  readonly first_kind: string;
  readonly first_address: string;
  readonly second_kind: string;
  readonly second_address: string;
  readonly position: number;
  readonly version: number;
}

const contactSql = `
  select id, name, function, entity_id, first_kind, first_address, second_kind, second_address, position, version
  from cofferdam.contact where removed_at is null`;

function contactOf(row: ContactRow): Contact {
  const { id, name, entity_id, first_kind, first_address, second_kind, second_address, position, version } = row;
  return {
    id,
    name,
    function: row.function,
    entity: entity_id,
    first: { kind: first_kind, address: first_address },
    second: { kind: second_kind, address: second_address },
    position,
    version,
  };
}

export async function loadContacts(client: ClientBase): Promise<Contact[]> {
  const { rows } = await client.query<ContactRow>(`${contactSql} order by function, position, name, id`);
  return rows.map(contactOf);
}

export async function loadContact(client: ClientBase, contact: string): Promise<Contact> {
  const { rows } = await client.query<ContactRow>(`${contactSql} and id = $1`, [contact]);
  return contactOf(rows[0] ?? fail('nothing-there', 'contact'));
}

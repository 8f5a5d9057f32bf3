import type { ClientBase } from 'pg';
import { saltedHash } from '../audit/index.ts';
import type { EntryPlace } from './record.ts';

/**
 * What stands in the log for a text that people wrote, or for the SHA-256 of a file: its salted hash. The salt is kept
 * in the transaction of the act, where those who may see the text can see it.
 *
 * @param place where the entry goes; undefined for acts of the installation
 */
export async function logText(client: ClientBase, text: string, place?: EntryPlace): Promise<string> {
  const { hash, salt } = saltedHash(text);
  await client.query(
    'insert into cofferdam.log_salt (hash, incident_id, compartment, entity_id, salt) values ($1, $2, $3, $4, $5)',
    [hash, place?.incident, place?.compartment ?? 'facts', place?.entity, salt],
  );
  return hash;
}

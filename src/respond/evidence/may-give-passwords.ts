import { type Asker, transact } from '#platform/db';
import { authorise } from '../authorise.ts';
import type { Desk } from '../desk.ts';
import { decides } from '../rights.ts';

/**
 * Says before a byte was taken that passwords are not for the one who asks to give; the transaction that ends the upload
 * looks once more.
 *
 * Errors: `nothing-there`, `role-lacking`.
 */
export function mayGivePasswords(desk: Desk, asker: Asker, incident: string): Promise<void> {
  return transact(desk.pool, asker, async (client) => void (await authorise(client, incident, decides)));
}

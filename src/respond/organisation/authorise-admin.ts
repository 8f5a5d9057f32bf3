import type { ClientBase } from 'pg';
import { fail } from '#platform/errors';

/**
 * `role-lacking` unless the one who asks is an admin of the installation. Whoever changes the organisation then waits for
 * others who do, until the transaction ends.
 */
export async function authoriseAdmin(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ admin: boolean }>(`select cofferdam.has_installation_role('admin') as admin`);
  if (rows[0]?.admin !== true) fail('role-lacking', 'admin');
  await client.query('select from cofferdam.organisation for no key update');
}

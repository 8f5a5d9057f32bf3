import type { ClientBase } from 'pg';

/**
 * Says what was presented to this transaction: a mail address, or the hash of a token. It sees the row that belongs to it
 * (0004-identity.sql), and the setting ends with it.
 */
export async function present(client: ClientBase, what: string): Promise<void> {
  await client.query(`select set_config('cofferdam.presented', $1, true)`, [what]);
}

/** From here on this transaction is that of a person: called once it is known who presented what he has. */
export async function actAs(client: ClientBase, person: string): Promise<void> {
  await client.query(`select set_config('cofferdam.person', $1, true)`, [person]);
}

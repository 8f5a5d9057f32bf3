import type { ClientBase } from 'pg';
import { fail } from '../../errors/index.ts';

/** `role-lacking` unless whoever asks is an admin now, in this transaction. */
export async function requireAdmin(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ admin: boolean }>(`select cofferdam.has_installation_role('admin') as admin`);
  if (rows[0]?.admin !== true) fail('role-lacking', 'admin');
}

/**
 * Locks all admins, in one order: what admins do to people and to the installation happens one after the other, and of two
 * who shut each other out the second is no admin any more when his turn comes, which is asked here again (`role-lacking`).
 *
 * @returns their ids
 */
export async function lockAdmins(client: ClientBase, asker: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select id from cofferdam.person where installation_role = 'admin' and disabled_at is null order by id for no key update`,
  );
  if (!rows.some(({ id }) => id === asker)) fail('role-lacking', 'admin');
  return rows.map(({ id }) => id);
}

/**
 * `last-admin` where no other admin than this person could sign in, with a password and an app: an installation that
 * nobody runs could not be mended. The admins are locked.
 */
export async function refuseLastAdmin(client: ClientBase, admins: readonly string[], person: string): Promise<void> {
  if (!admins.includes(person)) return;
  const { rowCount } = await client.query(
    `select from cofferdam.password w join cofferdam.authenticator a using (person_id)
     where person_id = any ($1) and person_id <> $2 and w.phc is not null and a.secret is not null limit 1`,
    [admins, person],
  );
  if (rowCount === 0) fail('last-admin');
}

/** A person as an admin handles him. */
export interface Handled {
  readonly id: string;
  readonly installation_role: 'none' | 'auditor' | 'admin';
  readonly disabled: boolean;
}

/**
 * Locks the person's row, so that what refers to it can still be written: a sign-in that waits for this one would else be
 * waited for. `nothing-there` where there is none, `person-disabled` where he was shut
 * out.
 */
export async function lockPerson(client: ClientBase, person: string): Promise<Handled> {
  const { rows } = await client.query<Handled>(
    `select id, installation_role, disabled_at is not null as disabled
     from cofferdam.person where id = $1 for no key update`,
    [person],
  );
  const [row] = rows;
  if (row === undefined) fail('nothing-there', 'person');
  if (row.disabled) fail('person-disabled');
  return row;
}

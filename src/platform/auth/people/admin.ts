import type { ClientBase } from 'pg';
import { fail } from '../../errors/index.ts';

/** `role-lacking` unless whoever asks is an admin now, in this transaction. */
export async function requireAdmin(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ admin: boolean }>(`select cofferdam.has_installation_role('admin') as admin`);
  if (rows[0]?.admin !== true) fail('role-lacking', 'admin');
}

/** A person as an admin handles him. */
export interface Handled {
  readonly id: string;
  readonly installation_role: 'none' | 'auditor' | 'admin';
  readonly disabled: boolean;
  readonly joined: boolean;
}

/**
 * Locks the person's row, so that what refers to it can still be written: a sign-in that waits for this one would else be
 * waited for. `nothing-there` where there is none, `person-disabled` where he was shut
 * out.
 */
export async function lockPerson(client: ClientBase, person: string): Promise<Handled> {
  const { rows } = await client.query<Handled>(
    `select id, installation_role, disabled_at is not null as disabled,
       exists (select from cofferdam.joining j where j.person_id = p.id) as joined
     from cofferdam.person p where id = $1 for no key update`,
    [person],
  );
  const [row] = rows;
  if (row === undefined) fail('nothing-there', 'person');
  if (row.disabled) fail('person-disabled');
  return row;
}

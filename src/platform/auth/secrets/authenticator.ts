import type { ClientBase } from 'pg';
import { type MasterKey, unwrapSecret, wrapSecret } from '../../vault/index.ts';

/** The authenticator of a person as it lies in its row. */
export interface Authenticator {
  readonly secret: Buffer | null;
  readonly pending: Buffer | null;
  readonly pending_at: Date | null;
  /** Of the last code that was used. */
  readonly last_step: number;
  readonly recovery_codes: readonly string[];
  readonly by_link_only: boolean;
}

/** Locked until the transaction ends: two codes of one person are looked at one after the other. */
export async function lockAuthenticator(client: ClientBase, person: string): Promise<Authenticator | undefined> {
  const { rows } = await client.query<Omit<Authenticator, 'last_step'> & { last_step: string }>(
    `select secret, pending, pending_at, last_step, recovery_codes, by_link_only from cofferdam.authenticator
     where person_id = $1 for update`,
    [person],
  );
  const [row] = rows;
  return row && { ...row, last_step: Number(row.last_step) };
}

/** Sealed for one person: in another's row it does not open. */
export function sealSecret(master: MasterKey, person: string, secret: Uint8Array): Buffer {
  return wrapSecret(master, `totp:${person}`, secret);
}

export function openSecret(master: MasterKey, person: string, sealed: Uint8Array): Buffer {
  return unwrapSecret(master, `totp:${person}`, sealed);
}

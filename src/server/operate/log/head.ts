import type { Desk } from '#respond';
import type { SignedCheckpoint } from '#platform/audit';
import { importLogKey } from '#platform/audit';
import { type Asker, transact } from '#platform/db';
import { fail } from '#platform/errors';
import { unwrapSecret } from '#platform/vault';

/** What somebody notes of the log, to hold it against later exports. */
export interface LogHead {
  readonly installation: string;
  /** The last entry. */
  readonly head: { readonly seq: number; readonly hash: string };
  /** The last checkpoint; null before the first. */
  readonly signed: SignedCheckpoint | null;
  /** 64 hexadecimal digits. */
  readonly publicKey: string;
}

/** The head of the log: how much happened, and not what; whoever is signed in may note it. */
export async function showLogHead(desk: Desk, asker: Asker): Promise<LogHead> {
  return transact(desk.pool, asker, async (client) => {
    const { rows } = await client.query<{
      id: string;
      log_key: Buffer;
      seq: string;
      hash: string;
      signed: string | null;
    }>(
      `select i.id, i.log_key, h.seq, h.hash,
         (select c.body from cofferdam.log_checkpoint c order by c.seq desc limit 1) as signed
       from cofferdam.installation i, cofferdam.log_head h where h.chain = 'log'`,
    );
    const [row] = rows;
    if (row === undefined) fail('not-set-up');
    return {
      installation: row.id,
      head: { seq: Number(row.seq), hash: row.hash },
      signed: row.signed === null ? null : (JSON.parse(row.signed) as SignedCheckpoint),
      publicKey: importLogKey(unwrapSecret(desk.master, 'log-key', row.log_key)).publicKey,
    };
  });
}

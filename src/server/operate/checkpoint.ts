import type { ClientBase } from 'pg';
import { canonical, importLogKey, signCheckpoint, type SignedCheckpoint } from '#platform/audit';
import { type MasterKey, unwrapSecret } from '#platform/vault';

export interface CheckpointInit {
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  readonly master: MasterKey;
}

/**
 * Signs the head of the log, in the transaction of `client`: checkpoint and the entry that tells of it are both stored,
 * or neither. Undefined where nothing came since the last one was signed, or nobody has set the installation up yet.
 *
 * Takes the lock that all writers of the log wait for: to be called last, save `record`.
 */
export async function signHead(
  client: ClientBase,
  { now, master }: CheckpointInit,
): Promise<SignedCheckpoint | undefined> {
  const { rows: installations } = await client.query<{ id: string; log_key: Buffer }>(
    'select id, log_key from cofferdam.installation',
  );
  const [installation] = installations;
  if (installation === undefined) return undefined;
  const { rows: heads } = await client.query<{ seq: string; hash: string }>(
    `select seq, hash from cofferdam.log_head where chain = 'log' for update`,
  );
  // A statement of its own: within that of the lock it would not see what was signed while we waited.
  const { rows: checkpoints } = await client.query<{ seq: string | null }>(
    'select max(seq) as seq from cofferdam.log_checkpoint',
  );
  const [head] = heads;
  // The entry that tells of a checkpoint is one behind what was signed.
  const told = Number(checkpoints[0]?.seq ?? -2) + 1;
  if (head === undefined || Number(head.seq) === 0 || Number(head.seq) === told) return undefined;
  const key = importLogKey(unwrapSecret(master, 'log-key', installation.log_key));
  const at = { chain: 'log', seq: Number(head.seq), hash: head.hash };
  const { signed, entry } = signCheckpoint(at, { installation: installation.id, at: now(), key });
  await client.query('insert into cofferdam.log_checkpoint (seq, body) values ($1, $2)', [at.seq, canonical(signed)]);
  await client.query(`insert into cofferdam.log_entry (chain, seq, body, hash) values ('log', $1, $2, $3)`, [
    entry.entry.seq,
    canonical(entry.entry),
    entry.hash,
  ]);
  return signed;
}

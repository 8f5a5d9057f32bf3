import { z } from 'zod';
import { fail } from '../errors/index.ts';
import { hex64, hex128, id, instant } from './acts/fields.ts';
import { canonical } from './canonical.ts';
import { append, emptyChain, type Head, logChain, logItself, type Recording, type Sealed, sha256 } from './entry.ts';
import { keyIdOf, type LogKey, signStatement } from './key.ts';

/**
 * What is signed: the log up to `seq`, whose entry has this hash. Since the log holds a link to each entry of each
 * incident, one signature stands for all chains. `kind` keeps a signature from being read as one of a key change.
 */
const checkpointSchema = z.strictObject({
  v: z.literal(1),
  kind: z.literal('checkpoint'),
  installation: id,
  seq: z.int().min(1),
  hash: hex64,
  at: instant,
  key: hex64,
});

export const signedCheckpointSchema = z.strictObject({ checkpoint: checkpointSchema, signature: hex128 });
export type SignedCheckpoint = z.infer<typeof signedCheckpointSchema>;

/** The hash by which the entry after it holds on to a checkpoint. */
export function hashOfCheckpoint(signed: SignedCheckpoint): string {
  return sha256(canonical(signed));
}

/**
 * Signs the head of the log, and gives the entry that says so, which is the next of the log: nobody can take a checkpoint
 * away unseen. Both are stored in one transaction, under the lock on the head. Fails with `log-entry-invalid` on a log
 * without an entry or a head that is not that of the log.
 *
 * @param at milliseconds since 1970 UTC
 */
export function signCheckpoint(
  head: Head,
  { installation, at, key }: { readonly installation: string; readonly at: number; readonly key: LogKey },
): { readonly signed: SignedCheckpoint; readonly entry: Sealed } {
  if (head.chain !== logChain || head.seq === 0) fail('log-entry-invalid', 'checkpoint: not the head of a log');
  const checkpoint = {
    v: 1,
    kind: 'checkpoint',
    installation,
    seq: head.seq,
    hash: head.hash,
    at: new Date(at).toISOString(),
    key: key.id,
  } as const;
  const signed = { checkpoint, signature: signStatement(checkpoint, key) };
  const act = { type: 'checkpoint-signed', checkpoint: hashOfCheckpoint(signed) } as const;
  return { signed, entry: append(head, { at, actor: logItself, act }) };
}

/**
 * The entry by which another key takes over. The key before it signs the change together with its place (`seq`, `prev`):
 * the change cannot be taken into another history.
 */
export function changeLogKey(
  head: Head,
  { at, actor }: Omit<Recording, 'act'>,
  { installation, from, to }: { readonly installation: string; readonly from: LogKey; readonly to: LogKey },
): Sealed {
  const place = { installation, seq: head.seq + 1, prev: head.hash, publicKey: to.publicKey };
  const signature = signStatement(keyChange(place), from);
  return append(head, { at, actor, act: { type: 'log-key-changed', publicKey: to.publicKey, signature } });
}

/** What the key in force signs when another takes over. */
export function keyChange(place: {
  readonly installation: string;
  readonly seq: number;
  readonly prev: string;
  readonly publicKey: string;
}): object {
  const { installation, seq, prev, publicKey } = place;
  return { v: 1, kind: 'key-change', installation, seq, prev, key: keyIdOf(publicKey) };
}

/**
 * The first entry of a log: the installation is there, and this key signs its checkpoints.
 *
 * @param at milliseconds since 1970 UTC
 */
export function openLog(
  { at, actor }: Omit<Recording, 'act'>,
  { installation, admin, key }: { readonly installation: string; readonly admin: string; readonly key: LogKey },
): Sealed {
  const act = { type: 'installation-set-up', installation, admin, publicKey: key.publicKey } as const;
  return append(emptyChain(logChain), { at, actor, act });
}

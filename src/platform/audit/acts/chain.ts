import { count, hex128, hex64, id } from './fields.ts';
import { kind } from './kind.ts';

/** What the log does to hold together. */
export const chainKinds = [
  kind('chain-linked', 'log', 'directly after each entry of an incident: its place and hash', {
    chain: id,
    seq: count,
    head: hex64,
  }),
  kind(
    'checkpoint-signed',
    'log',
    'directly after the entry that was signed; checkpoint is the hash of what was signed',
    {
      checkpoint: hex64,
    },
  ),
  kind('log-key-changed', 'log', 'another key signs from here on; the key before it signed this change', {
    publicKey: hex64,
    signature: hex128,
  }),
] as const;

import { keyChange, type SignedCheckpoint } from '../checkpoint.ts';
import type { Entry } from '../entry.ts';
import { keyIdOf, signedBy } from '../key.ts';

/** The key that signs at this place of the log. */
interface InForce {
  readonly id: string;
  readonly publicKey: string;
  /** Whether it is the key that was asked for, or was handed over to by it. */
  readonly asked: boolean;
}

/**
 * Follows the keys of a log. The first is the log's own word; only a key that the reader got elsewhere says whose log it
 * is. A forger can put a genuine public key after a key of his own, but he cannot sign with it, nor hand over from it:
 * so what counts is what the key asked for signed, and the keys after it.
 */
export function createKeys(asked: string | undefined) {
  let key: InForce | undefined;
  const follow = (publicKey: string) => {
    key = { id: keyIdOf(publicKey), publicKey, asked: key?.asked === true || publicKey === asked };
  };
  return {
    inForce: () => key,
    open: follow,
    /** False where the key in force did not sign the change; it stays in force then. */
    change(installation: string, { seq, prev, act }: Entry): boolean {
      if (act.type !== 'log-key-changed' || key === undefined) return false;
      const { publicKey, signature } = act;
      if (!signedBy(key.publicKey, keyChange({ installation, seq, prev, publicKey }), signature)) return false;
      follow(publicKey);
      return true;
    },
    signed({ checkpoint, signature }: SignedCheckpoint): boolean {
      return key !== undefined && checkpoint.key === key.id && signedBy(key.publicKey, checkpoint, signature);
    },
  };
}

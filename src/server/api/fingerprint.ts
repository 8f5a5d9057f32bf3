import { createHmac } from 'node:crypto';
import { derivedSecret, type MasterKey } from '#platform/vault';

/**
 * Makes what stands for a request that may come again, 64 hexadecimal digits: HMAC-SHA-256 over all that it says, under a
 * secret of the installation. A plain hash could be tried against until a password in the body fits, by anybody who reads
 * the row; and a password left out would give another one the answer of the first.
 */
export function createFingerprint(master: MasterKey): (said: string) => string {
  const key = derivedSecret(master, 'request-fingerprint');
  return (said) => createHmac('sha256', key).update(said).digest('hex');
}

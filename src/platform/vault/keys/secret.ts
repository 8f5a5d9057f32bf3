import { fail } from '../../errors/index.ts';
import { closeBox, openBox } from './box.ts';
import { deriveKey, noSalt } from './derive.ts';
import type { MasterKey } from './master-key.ts';

/**
 * Wraps a secret of the installation, such as the key that signs the log, for a row. `what` names it: wrapped for one
 * purpose, it opens for no other. 28 bytes longer than the secret.
 */
export function wrapSecret(master: MasterKey, what: string, secret: Uint8Array): Buffer {
  return closeBox(wrappingKey(master), secret, about(what));
}

/** `key-damaged` for changed bytes, another purpose or another master key. */
export function unwrapSecret(master: MasterKey, what: string, wrapped: Uint8Array): Buffer {
  return openBox(wrappingKey(master), wrapped, about(what)) ?? fail('key-damaged', what);
}

/** 32 bytes that follow from the master key alone, for a purpose: nothing to store, and the same in every process. */
export function derivedSecret(master: MasterKey, what: string): Buffer {
  return deriveKey(master.secret, noSalt, `cofferdam/derived/${what}/1`).export();
}

function wrappingKey(master: MasterKey) {
  return deriveKey(master.secret, noSalt, 'cofferdam/master-key/secrets/1');
}

function about(what: string): Buffer {
  return Buffer.from(JSON.stringify(['secret', 1, what]));
}

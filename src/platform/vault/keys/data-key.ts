import { type KeyObject, randomBytes } from 'node:crypto';
import { fail } from '../../errors/index.ts';
import { closeBox, openBox } from './box.ts';
import { deriveKey, noSalt, secretKey } from './derive.ts';
import type { MasterKey } from './master-key.ts';

/** The key of one incident. Nothing is sealed with it: each purpose has a key of its own, see `subkey`. */
export interface DataKey {
  readonly incident: string;
  readonly secret: KeyObject;
}

/** A data key as it may lie in a table. */
export interface WrappedKey {
  readonly incident: string;
  /** Id of the master key that opens it. */
  readonly masterKey: string;
  /** 60 bytes. */
  readonly box: Uint8Array;
}

/**
 * What a key is for. `bytes`: sealed blobs; `names`: their names; `states`: suspended uploads; `values`: single values
 * in rows; `hashes`: keyed hashes by which records are joined.
 */
export type Purpose = 'bytes' | 'names' | 'states' | 'values' | 'hashes';

const known = new WeakMap<DataKey, Map<Purpose, KeyObject>>();

/** The key for a purpose: knowing one tells nothing about the others. Derived once for each data key at hand. */
export function subkey(key: DataKey, purpose: Purpose): KeyObject {
  const all = known.get(key) ?? new Map<Purpose, KeyObject>();
  const one = all.get(purpose) ?? deriveKey(key.secret, noSalt, `cofferdam/data-key/${purpose}/1`);
  known.set(key, all.set(purpose, one));
  return one;
}

/** A new key for an incident, and what to store of it. */
export function createDataKey(master: MasterKey, incident: string): { key: DataKey; wrapped: WrappedKey } {
  const key = { incident, secret: secretKey(randomBytes(32)) };
  return { key, wrapped: wrap(key, master) };
}

/** `key-wrong` under another master key; `key-damaged` for changed bytes and for a key put into another incident's row. */
export function unwrapDataKey(wrapped: WrappedKey, master: MasterKey): DataKey {
  if (wrapped.masterKey !== master.id) fail('key-wrong', `given ${master.id}, needed ${wrapped.masterKey}`);
  const bytes = openBox(wrappingKey(master), wrapped.box, about(wrapped.incident, wrapped.masterKey));
  if (bytes?.length !== 32) fail('key-damaged', `incident ${wrapped.incident}`);
  return { incident: wrapped.incident, secret: secretKey(bytes) };
}

/** The same data key under a new master key; what it sealed stays as it is. Fails as `unwrapDataKey` does. */
export function rewrapDataKey(wrapped: WrappedKey, from: MasterKey, to: MasterKey): WrappedKey {
  return wrap(unwrapDataKey(wrapped, from), to);
}

function wrap({ incident, secret }: DataKey, master: MasterKey): WrappedKey {
  const bytes = secret.export();
  const box = closeBox(wrappingKey(master), bytes, about(incident, master.id));
  bytes.fill(0);
  return { incident, masterKey: master.id, box };
}

function wrappingKey(master: MasterKey): KeyObject {
  return deriveKey(master.secret, noSalt, 'cofferdam/master-key/wrap/1');
}

function about(incident: string, masterKey: string): Buffer {
  return Buffer.from(JSON.stringify(['data-key', 1, masterKey, incident]));
}

import type { Element } from '../contract.ts';
import { SipHash } from '../persons/siphash.ts';
import { alike } from './alike.ts';

/** Values of one baseline: each reader holds them all. */
export const mostKnown = 500_000;

/** Gives a value of an element its name in a baseline: 16 hexadecimal digits. */
export type NameValue = (element: Element, value: string) => string;

/**
 * Names values by a keyed hash: who has a baseline and not its key learns nothing of what was found, and who has both can try
 * values one by one. One value has one name however it is written (see alike.ts), and another one as another element.
 *
 * @param key 32 bytes; the second half is not used
 */
export function createValueNames(key: Uint8Array): NameValue {
  const hashes = new Map<Element, SipHash>();
  return (element, value) => {
    let hash = hashes.get(element);
    if (hash === undefined) hashes.set(element, (hash = new SipHash(key.subarray(0, 16), `baseline/${element}`)));
    hash.of(alike(element, value.trim()));
    return digits(hash);
  };
}

/** By what a baseline is known to be of a key: nothing that a value could be has this name. */
export function markOfKey(key: Uint8Array): string {
  const hash = new SipHash(key.subarray(0, 16), 'baseline');
  hash.of('key');
  return digits(hash);
}

const half = (word: number): string => (word >>> 0).toString(16).padStart(8, '0');
const digits = ({ high, low }: SipHash): string => half(high) + half(low);

import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { derivedSecret, type MasterKey } from '../vault/index.ts';

const keys = new WeakMap<MasterKey, Buffer>();

/**
 * What stands for an address in the log and in tables: HMAC-SHA-256 under a secret of the installation, 64 hexadecimal
 * digits. Of IPv6 the first 64 bits count: one subscriber has the rest to himself, and 2^64 tries with it.
 */
export function originOf(master: MasterKey, address: string): string {
  const key = keys.get(master) ?? derivedSecret(master, 'origin');
  keys.set(master, key);
  return createHmac('sha256', key).update(placeOf(address)).digest('hex');
}

function placeOf(address: string): string {
  const [bare = ''] = address.toLowerCase().split('%');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(bare)) return bare;
  const [head = '', tail] = bare.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - front.length - back.length;
  const groups = [...front, ...Array.from({ length: zeros }, () => '0'), ...back].slice(0, 4);
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':');
}

import { createHmac } from 'node:crypto';
import { owned } from '../owned.ts';
import { put32 } from './bytes.ts';
import { SipHash } from './siphash.ts';

/** Bytes of a keyed hash as it is kept: among 14 million persons with seven keys each two meet by chance once in 4000 runs. */
export const hashBytes = 8;

/**
 * Writes the keyed hash of `value` to `into` at `at`. Equal values of one domain give equal hashes; without the key
 * they tell nothing, not even to somebody who guesses values.
 */
export type KeyedHash = (domain: string, value: string, into: Uint8Array, at: number) => void;

/**
 * SipHash with a key that is made from `key` by HMAC, so that hashes of persons tell nothing of other uses of the key.
 * They are 64 bits of one run: what outlives it (docs/adr/0006) has to be hashed by HMAC.
 */
export function createKeyedHash(key: Uint8Array): KeyedHash {
  const secret = createHmac('sha256', key).update('persons').digest().subarray(0, 16);
  const domains = new Map<string, SipHash>();
  return (domain, value, into, at) => {
    let sip = domains.get(domain);
    if (sip === undefined) domains.set(domain, (sip = new SipHash(secret, domain)));
    sip.of(value);
    put32(into, at, sip.high);
    put32(into, at + 4, sip.low);
  };
}

/** The same with the last `entries` results kept: for domains with few values, such as days and tables. */
export function remembering(hash: KeyedHash, domain: string, entries = 20_000): KeyedHash {
  const known = new Map<string, Uint8Array>();
  return (_, value, into, at) => {
    let result = known.get(value);
    if (result === undefined) {
      if (known.size >= entries) known.clear();
      result = new Uint8Array(hashBytes);
      hash(domain, value, result, 0);
      known.set(owned(value), result);
    }
    for (let byte = 0; byte < hashBytes; byte += 1) into[at + byte] = result[byte] ?? 0;
  };
}

const firstYear = 1850;
const years = 250;

/**
 * The same for days, `YYYY-MM-DD`, of which every file of persons has thousands and each row one: a table of the days of
 * 250 years takes a tenth of the time of a map of texts.
 */
export function rememberingDays(hash: KeyedHash, domain: string): (day: string, into: Uint8Array, at: number) => void {
  const table = new Uint8Array(years * 12 * 31 * hashBytes);
  const known = new Uint8Array(years * 12 * 31);
  return (day, into, at) => {
    const place = placeOfDay(day);
    if (place < 0) {
      hash(domain, day, into, at);
      return;
    }
    const from = place * hashBytes;
    if (known[place] === 0) {
      hash(domain, day, table, from);
      known[place] = 1;
    }
    for (let byte = 0; byte < hashBytes; byte += 1) into[at + byte] = table[from + byte] ?? 0;
  };
}

/** Number of a day in the table, -1 where the text is none of its days. */
function placeOfDay(day: string): number {
  if (day.length !== 10 || day.charCodeAt(4) !== 45 || day.charCodeAt(7) !== 45) return -1;
  const digits = (from: number, to: number): number => {
    let number = 0;
    for (let at = from; at < to; at += 1) {
      const digit = day.charCodeAt(at) - 48;
      if (digit < 0 || digit > 9) return -1e6;
      number = number * 10 + digit;
    }
    return number;
  };
  const [year, month, date] = [digits(0, 4) - firstYear, digits(5, 7) - 1, digits(8, 10) - 1];
  const inTable = year >= 0 && year < years && month >= 0 && month < 12 && date >= 0 && date < 31;
  return inTable ? (year * 12 + month) * 31 + date : -1;
}

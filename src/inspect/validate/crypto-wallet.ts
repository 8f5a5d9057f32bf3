import { Buffer } from 'node:buffer';
import { keccak_256 } from '@noble/hashes/sha3';
import { base58CheckHolds, fromBase58, readBech32 } from './encoded-key.ts';
import type { Validation } from './validator.ts';

/**
 * Version bytes of addresses in Base58Check. Where two currencies have one, both are named. Sources: the `base58Prefixes` in
 * chainparams.cpp of each currency's reference node.
 */
const versions: ReadonlyMap<string, string> = new Map([
  ['00', 'Bitcoin'],
  ['05', 'Bitcoin or Litecoin (script)'],
  ['30', 'Litecoin'],
  ['32', 'Litecoin (script)'],
  ['1e', 'Dogecoin'],
  ['16', 'Dogecoin (script)'],
  ['4c', 'Dash'],
  ['10', 'Dash (script)'],
  ['41', 'Tron'],
  ['1cb8', 'Zcash'],
  ['1cbd', 'Zcash (script)'],
]);

/** https://xrpl.org/docs/references/protocol/data-types/base58-encodings */
const rippleAlphabet = 'rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz';

const hashLength = 20;
const sumLength = 4;

/** Address of a wallet in Base58Check: version, hash of a key or a script, check sum. */
export function base58Wallet(match: string): Validation | undefined {
  if (match.length > 36) return undefined;
  if (match.startsWith('r')) return walletOf(match, fromBase58(match, rippleAlphabet), () => 'Ripple');
  return walletOf(match, fromBase58(match), (version) => versions.get(version));
}

function walletOf(
  normal: string,
  bytes: Buffer | undefined,
  currencyOf: (version: string) => string | undefined,
): Validation | undefined {
  const head = (bytes?.length ?? 0) - hashLength - sumLength;
  if (bytes === undefined || (head !== 1 && head !== 2)) return undefined;
  const currency = currencyOf(bytes.toString('hex', 0, head));
  if (currency === undefined || !base58CheckHolds(bytes)) return undefined;
  return { normal, checked: true, detail: `${currency}, check sum holds` };
}

const witness: ReadonlyMap<string, string> = new Map([
  ['bc', 'Bitcoin'],
  ['tb', 'Bitcoin (test network)'],
  ['ltc', 'Litecoin'],
]);
const others: ReadonlyMap<string, string> = new Map([
  ['addr', 'Cardano'],
  ['stake', 'Cardano'],
  ['cosmos', 'Cosmos'],
  ['osmo', 'Osmosis'],
]);
const bech32m = 0x2bc830a3;

/**
 * Address in Bech32 or, from witness version 1 on, Bech32m: 2 to 40 bytes of program, 20 or 32 in version 0. One case throughout.
 * https://github.com/bitcoin/bips/blob/master/bip-0350.mediawiki
 */
export function bech32Wallet(match: string): Validation | undefined {
  const normal = match.toLowerCase();
  if (match !== normal && match !== match.toUpperCase()) return undefined;
  const read = readBech32(match);
  if (read === undefined) return undefined;
  const { name, values, sum } = read;
  const other = others.get(name);
  if (other !== undefined)
    return sum === 1 ? { normal, checked: true, detail: `${other}, check sum holds` } : undefined;
  const [version = 0] = values;
  // Six characters are the check sum, one is the version; bits that fill up the last one are zero, and fewer than five.
  const bits = (values.length - 7) * 5;
  const bytes = bits >> 3;
  const fill = (values.at(-7) ?? 0) & ((1 << (bits % 8)) - 1);
  const rightLength = version === 0 ? bytes === 20 || bytes === 32 : bytes >= 2 && bytes <= 40;
  if (version > 16 || !rightLength || bits % 8 > 4 || fill !== 0) return undefined;
  const currency = witness.get(name);
  if (currency === undefined || sum !== (version === 0 ? 1 : bech32m)) return undefined;
  return { normal, checked: true, detail: `${currency}, check sum holds` };
}

/**
 * Ethereum and the networks that write addresses like it. Capitals are the check sum, where there are any: `a` to `f` are capital
 * where the digit of the Keccak-256 of the lower-case text is 8 or more. https://eips.ethereum.org/EIPS/eip-55
 */
export function ethereumWallet(match: string): Validation | undefined {
  const digits = match.slice(2);
  const normal = digits.toLowerCase();
  if (!/^[\da-f]{40}$/.test(normal) || /^(.)\1+$/.test(normal) || /^0{30}/.test(normal)) return undefined;
  if (digits === normal || digits === digits.toUpperCase())
    return { normal: `0x${normal}`, checked: false, detail: 'written without its check sum' };
  const hash = Buffer.from(keccak_256(normal)).toString('hex');
  const right = Array.from(normal, (digit, at) =>
    Number.parseInt(hash[at] ?? '0', 16) >= 8 ? digit.toUpperCase() : digit,
  );
  return right.join('') === digits
    ? { normal: `0x${normal}`, checked: true, detail: 'check sum (EIP-55) holds' }
    : undefined;
}

const blockCharacters = 11;
/** Bytes that so many characters at the end stand for. */
const tailBytes = [0, -1, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8];
/** Standard address, integrated address, subaddress of the main network. */
const moneroNetworks = new Set([18, 19, 42]);

/** Monero: base 58 in blocks of 8 bytes; the first four bytes of a Keccak-256 end it. https://docs.getmonero.org/public-address/standard-address/ */
export function moneroWallet(match: string): Validation | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; at < match.length; at += blockCharacters) {
    const block = match.slice(at, at + blockCharacters);
    const length = tailBytes[block.length] ?? -1;
    const bytes =
      fromBase58(block)
        ?.toString('hex')
        .replace(/^(?:00)+/, '') ?? '';
    if (length < 1 || bytes.length > length * 2) return undefined;
    parts.push(Buffer.from(bytes.padStart(length * 2, '0'), 'hex'));
  }
  const all = Buffer.concat(parts);
  if (!moneroNetworks.has(all[0] ?? -1)) return undefined;
  const sum = Buffer.from(keccak_256(all.subarray(0, -sumLength))).subarray(0, sumLength);
  return sum.equals(all.subarray(-sumLength))
    ? { normal: match, checked: true, detail: 'Monero, check sum holds' }
    : undefined;
}

/** Solana: the 32 bytes of a public key, and nothing that checks them. */
export function solanaWallet(match: string): Validation | undefined {
  const bytes = match.length <= 44 ? fromBase58(match) : undefined;
  return bytes?.length === 32 ? { normal: match, checked: false, detail: 'a key of 32 bytes' } : undefined;
}

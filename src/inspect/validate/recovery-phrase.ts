import { createHash } from 'node:crypto';
import { wordlist as czech } from '@scure/bip39/wordlists/czech';
import { wordlist as english } from '@scure/bip39/wordlists/english';
import { wordlist as french } from '@scure/bip39/wordlists/french';
import { wordlist as italian } from '@scure/bip39/wordlists/italian';
import { wordlist as portuguese } from '@scure/bip39/wordlists/portuguese';
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish';
import type { Validation } from './validator.ts';

const lists = {
  English: english,
  French: french,
  Spanish: spanish,
  Italian: italian,
  Portuguese: portuguese,
  Czech: czech,
};
const numbers = Object.entries(lists).map(([name, list]) => ({
  name,
  at: new Map(list.map((word, at) => [word, at])),
}));
const lengths: ReadonlySet<number> = new Set([12, 15, 18, 21, 24]);
const bitsOfWord = 11;

/**
 * Words that stand for the secret of a wallet, with or without numbers and commas between. Other wallets draw words of the same list
 * with checks of their own, so that one that fails refuses nothing. https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki
 */
export function recoveryPhrase(match: string): Validation | undefined {
  const words =
    match
      .normalize('NFKD')
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu) ?? [];
  if (!lengths.has(words.length)) return undefined;
  const list = numbers.find(({ at }) => words.every((word) => at.has(word)));
  // One word again and again is an example.
  if (list === undefined || new Set(words).size < 3) return undefined;
  const holds = isChecked(words.map((word) => list.at.get(word) ?? 0));
  const detail = holds ? `checksum of BIP 39 holds, ${list.name} words` : `${list.name} words of BIP 39`;
  return { normal: words.join(' '), checked: holds, detail };
}

/** The last bits are the first of SHA-256 over those before, one for 32 of them. */
function isChecked(words: readonly number[]): boolean {
  const bits = words.map((word) => word.toString(2).padStart(bitsOfWord, '0')).join('');
  const checked = Math.floor(bits.length / 33);
  const entropy = bits.slice(0, bits.length - checked).match(/.{8}/g) ?? [];
  const hash = createHash('sha256')
    .update(Uint8Array.from(entropy, (byte) => Number.parseInt(byte, 2)))
    .digest();
  return (hash[0] ?? 0).toString(2).padStart(8, '0').startsWith(bits.slice(-checked));
}

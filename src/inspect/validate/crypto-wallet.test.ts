import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { keccak_256 } from '@noble/hashes/sha3';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { base58Wallet, bech32Wallet, ethereumWallet, moneroWallet, solanaWallet } from './crypto-wallet.ts';

const bitcoin = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const ripple = 'rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz';

function base58(bytes: Buffer, alphabet: string): string {
  let rest = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (; rest > 0n; rest /= 58n) text = `${alphabet[Number(rest % 58n)]}${text}`;
  for (let at = 0; bytes[at] === 0; at++) text = `${alphabet[0]}${text}`;
  return text;
}

function addressOf(version: string, hash: Uint8Array, alphabet: string): string {
  const body = Buffer.concat([Buffer.from(version, 'hex'), hash]);
  const once = createHash('sha256').update(body).digest();
  const sum = createHash('sha256').update(once).digest().subarray(0, 4);
  return base58(Buffer.concat([body, sum]), alphabet);
}

const hash = fc.uint8Array({ minLength: 20, maxLength: 20 });

test.each([
  ['Bitcoin', '00', bitcoin, /^1/],
  ['Bitcoin', '05', bitcoin, /^3/],
  ['Litecoin', '30', bitcoin, /^L/],
  ['Litecoin', '32', bitcoin, /^M/],
  ['Dogecoin', '1e', bitcoin, /^D/],
  ['Dash', '4c', bitcoin, /^X/],
  ['Tron', '41', bitcoin, /^T/],
  ['Zcash', '1cb8', bitcoin, /^t1/],
  ['Ripple', '00', ripple, /^r/],
])('any address of %s (%s) is one, and none with another character in it', (currency, version, alphabet, begins) => {
  fc.assert(
    fc.property(hash, fc.nat(), fc.integer({ min: 1, max: 57 }), (bytes, at, by) => {
      const address = addressOf(version, bytes, alphabet);
      expect(address).toMatch(begins);
      expect(base58Wallet(address)).toMatchObject({ normal: address, checked: true });
      expect(base58Wallet(address)?.detail).toContain(currency);
      const place = 2 + (at % (address.length - 2));
      const other = alphabet[(alphabet.indexOf(address[place] ?? '') + by) % 58];
      expect(base58Wallet(`${address.slice(0, place)}${other}${address.slice(place + 1)}`)).toBeUndefined();
    }),
    { numRuns: 100 },
  );
});

// BIP 173 and BIP 350, test vectors.
test.each([
  'BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4',
  'tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7',
  'bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y',
  'BC1SW50QGDZ25J',
  'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0',
])('%s is an address', (text) => {
  expect(bech32Wallet(text)).toMatchObject({ normal: text.toLowerCase(), checked: true });
});

test.each([
  ['another name', 'tc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq5zuyut'],
  ['Bech32 instead of Bech32m', 'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd'],
  ['Bech32m instead of Bech32', 'bc1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq54ptct'],
  ['a character that is none', 'bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4'],
  ['version 17', 'BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R'],
  ['a program of one byte', 'bc1pw5dgrnzv'],
  ['16 bytes in version 0', 'BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P'],
  ['two cases', 'tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq47Zagq'],
  ['bits that are not zero', 'tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vpggkg4j'],
  ['no data', 'bc1gmk9yu'],
])('%s: no address', (_, text) => {
  expect(bech32Wallet(text)).toBeUndefined();
});

// EIP-55, test cases.
test.each([
  '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
  '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359',
  '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB',
  '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb',
])('%s holds', (text) => {
  expect(ethereumWallet(text)).toMatchObject({ normal: text.toLowerCase(), checked: true });
  expect(ethereumWallet(text.toLowerCase())).toMatchObject({ normal: text.toLowerCase(), checked: false });
  expect(ethereumWallet(text.replace(/[a-f](?=[^a-f]*$)/i, (digit) => swapped(digit)))).toBeUndefined();
});

const swapped = (digit: string): string => (digit === digit.toUpperCase() ? digit.toLowerCase() : digit.toUpperCase());

test('the zero address and those of precompiled contracts are nobody’s', () => {
  expect(ethereumWallet(`0x${'0'.repeat(40)}`)).toBeUndefined();
  expect(ethereumWallet(`0x${'1'.padStart(40, '0')}`)).toBeUndefined();
});

function monero(network: number, keys: Uint8Array): string {
  const body = Buffer.concat([Buffer.from([network]), keys]);
  const all = Buffer.concat([body, Buffer.from(keccak_256(body)).subarray(0, 4)]);
  let text = '';
  for (let at = 0; at < all.length; at += 8) {
    const block = all.subarray(at, at + 8);
    let rest = BigInt(`0x${block.toString('hex')}`);
    let part = '';
    for (; rest > 0n; rest /= 58n) part = `${bitcoin[Number(rest % 58n)]}${part}`;
    text += part.padStart(block.length === 8 ? 11 : 7, '1');
  }
  return text;
}

test('any address of Monero is one, and none with another character in it', () => {
  const keys = fc.uint8Array({ minLength: 64, maxLength: 64 });
  fc.assert(
    fc.property(
      keys,
      fc.constantFrom(18, 42),
      fc.nat(94),
      fc.integer({ min: 1, max: 57 }),
      (bytes, network, at, by) => {
        const address = monero(network, bytes);
        expect(address).toMatch(/^[48].{94}$/);
        expect(moneroWallet(address)).toMatchObject({ normal: address, checked: true });
        const other = bitcoin[(bitcoin.indexOf(address[at] ?? '') + by) % 58];
        expect(moneroWallet(`${address.slice(0, at)}${other}${address.slice(at + 1)}`)).toBeUndefined();
      },
    ),
    { numRuns: 100 },
  );
});

test('a key of Solana has 32 bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 30, maxLength: 34 }), (bytes) => {
      const text = base58(Buffer.from(bytes), bitcoin);
      expect(solanaWallet(text) !== undefined).toBe(bytes.length === 32);
    }),
  );
});

test('no text makes any of them throw', () => {
  for (const validate of [base58Wallet, bech32Wallet, ethereumWallet, moneroWallet, solanaWallet])
    fc.assert(fc.property(fc.string(), (text) => validate(text)?.normal !== ''));
});

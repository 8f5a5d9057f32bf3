import { entropyToMnemonic } from '@scure/bip39';
import { wordlist as english } from '@scure/bip39/wordlists/english';
import { wordlist as french } from '@scure/bip39/wordlists/french';
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { recoveryPhrase } from './recovery-phrase.ts';

const entropy = fc
  .constantFrom(16, 20, 24, 28, 32)
  .chain((bytes) => fc.uint8Array({ minLength: bytes, maxLength: bytes }));

it('knows what wallets draw, in any of its languages, with commas or numbers between', () => {
  fc.assert(
    fc.property(
      entropy,
      fc.constantFrom(english, french, spanish),
      fc.constantFrom(' ', ', ', '\n'),
      (bytes, list, between) => {
        const words = entropyToMnemonic(bytes, list).split(list === english ? ' ' : /\s/u);
        fc.pre(new Set(words).size > 2);
        expect(recoveryPhrase(words.join(between))?.checked).toBe(true);
        const numbered = words.map((word, at) => `${at + 1}. ${word.normalize('NFC').toUpperCase()}`).join(' ');
        expect(recoveryPhrase(numbered)).toMatchObject({ checked: true, normal: words.join(' ') });
      },
    ),
  );
});

it('says of words in another order that their check does not hold, but for one in sixteen', () => {
  const words = entropyToMnemonic(new Uint8Array(32).fill(11).with(3, 200).with(9, 77), english).split(' ');
  const turned = words.map((_, at) => recoveryPhrase([...words.slice(at), ...words.slice(0, at)].join(' '))?.checked);
  expect(turned[0]).toBe(true);
  expect(turned.filter((checked) => checked === false).length).toBeGreaterThan(18);
});

it.each([
  ['eleven words', 'mix feel moral unique clay ensure kit front company daring orient'],
  ['one word again and again', `${'abandon '.repeat(11)}about`],
  ['a word of no list', 'mix feel moral unique clay ensure kit front company daring orient artefacts'],
  ['nothing', ''],
])('%s: none', (_, text) => {
  expect(recoveryPhrase(text)).toBeUndefined();
});

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesSaltedHash, saltedHash } from './salted.ts';

const text = fc.string({ unit: 'grapheme' });

test('a text matches its own salted hash and no other text does', () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      const salted = saltedHash(one);
      expect(matchesSaltedHash(one, salted)).toBe(true);
      expect(matchesSaltedHash(other, salted)).toBe(one === other);
    }),
  );
});

test('the same short text twice cannot be told from two texts, nor guessed without its salt', () => {
  const [one, two] = [saltedHash('no'), saltedHash('no')];
  expect(one.hash).not.toBe(two.hash);
  expect(matchesSaltedHash('no', { ...one, salt: two.salt })).toBe(false);
  expect(matchesSaltedHash('no', { ...one, salt: '' })).toBe(false);
});

test('a salt or hash that is none matches nothing', () => {
  const salted = saltedHash('a');
  expect(matchesSaltedHash('a', { ...salted, hash: '' })).toBe(false);
  expect(matchesSaltedHash('a', { ...salted, hash: salted.hash.slice(2) })).toBe(false);
});

test('half a surrogate pair is refused: as UTF-8 it would be the same as another half', () => {
  expect(() => saltedHash('\ud83d')).toThrow(expect.objectContaining({ code: 'not-canonical' }));
});

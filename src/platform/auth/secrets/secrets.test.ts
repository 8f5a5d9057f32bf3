import { argon2Verify } from 'hash-wasm';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { base32 } from './base32.ts';
import { refuseWeakPassword } from './password-rules.ts';
import { createPasswords } from './passwords.ts';
import { codeOf, enrolmentOf, makeSecret, stepAt, stepOfCode } from './totp.ts';
import { hashOfTyped, makeTypedCode } from './typed-code.ts';

// RFC 4648, section 10, without its padding.
test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('base32 of %j is %j', (text, expected) => {
  expect(base32(Buffer.from(text))).toBe(expected);
});

describe('codes', () => {
  // RFC 6238, appendix B, the last six of its eight digits.
  test.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at %i s: %s', (seconds, expected) => {
    expect(codeOf(Buffer.from('12345678901234567890'), stepAt(seconds * 1000))).toBe(expected);
  });

  test('count in their step and in those beside it', () => {
    const secret = makeSecret();
    const at = 1_700_000_000_000;
    const found = [-2, -1, 0, 1, 2].map((off) => stepOfCode(secret, codeOf(secret, stepAt(at) + off), at));
    expect(found).toEqual([undefined, stepAt(at) - 1, stepAt(at), stepAt(at) + 1, undefined]);
  });

  test.each(['', '12345', '1234567', '12345a', '１２３４５６'])('%j is of no step', (code) => {
    expect(stepOfCode(Buffer.from('12345678901234567890'), code, 0)).toBeUndefined();
  });

  test('an app is given a link it can read', () => {
    const { uri, secret } = enrolmentOf(Buffer.from('12345678901234567890'), 'a b@desk.example');
    expect(secret).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    expect(uri).toBe(
      `otpauth://totp/Cofferdam:a%20b%40desk.example?secret=${secret}&issuer=Cofferdam&algorithm=SHA1&digits=6&period=30`,
    );
  });
});

test('a code is the same however it is typed', () => {
  fc.assert(
    fc.property(fc.nat({ max: 3 }), (spaces) => {
      const { code, codeHash } = makeTypedCode(10);
      expect(code).toMatch(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/);
      const typed = code.toLowerCase().replaceAll('-', ' '.repeat(spaces)).replaceAll('o', '0').replaceAll('i', '1');
      expect(hashOfTyped(typed)).toBe(codeHash);
    }),
  );
});

describe('passwords', () => {
  const passwords = createPasswords();

  test('are argon2id as others compute it, never the same twice', async () => {
    const [one, two] = await Promise.all([passwords.hash('correct horse', 'a'), passwords.hash('correct horse', 'b')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await argon2Verify({ password: 'correct horse', hash: one })).toBe(true);
    expect(await passwords.verify(one, 'correct horse', 'a')).toBe(true);
    expect(await passwords.verify(one, 'correct horsf', 'a')).toBe(false);
  });

  test('composed and decomposed letters are the same', async () => {
    const phc = await passwords.hash('Gr\u00fc\u00dfe aus K\u00f6ln', 'a');
    expect(await passwords.verify(phc, 'Gru\u0308\u00dfe aus Ko\u0308ln', 'a')).toBe(true);
  });

  test('nobody has none', async () => {
    expect(await passwords.verify(undefined, 'anything at all', 'a')).toBe(false);
  });

  test('who comes when too many wait is sent away, and the others are served', async () => {
    const few = createPasswords({ atOnce: 1, waiting: 2 });
    const all = await Promise.allSettled(Array.from({ length: 6 }, (_, at) => few.verify(undefined, 'x', String(at))));
    expect(all.map((one) => (one.status === 'rejected' ? (one.reason as { code: string }).code : one.value))).toEqual([
      false,
      false,
      false,
      'sign-in-busy',
      'sign-in-busy',
      'sign-in-busy',
    ]);
    expect(await few.verify(undefined, 'x', 'a')).toBe(false);
  });

  test('one origin does not take all places', async () => {
    const shared = createPasswords({ atOnce: 1, waiting: 100, ofOneOrigin: 2 });
    const origins = ['flood', 'flood', 'flood', 'flood', 'other'];
    const all = await Promise.allSettled(origins.map((origin) => shared.verify(undefined, 'x', origin)));
    expect(all.map((one) => one.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(await shared.verify(undefined, 'x', 'flood')).toBe(false);
  });

  const owner = { name: 'Maria Musterfrau', mail: 'maria.m@desk.example' };
  test.each([
    ['eleven char', 'elevenchars'],
    ['eleven characters of many bytes', '\u{1f512}'.repeat(11)],
    ['too long', 'abcdefgh'.repeat(129)],
    ['one character', 'aaaaaaaaaaaaaaaa'],
    ['four characters', 'abcdabcdabcdabcd'],
    ['the mail address', 'maria.m@desk.example'],
    ['the mail address with a digit', 'Maria.M@Desk.Example1'],
    ['the name', 'mariamusterfrau'],
    ['the name and a year', 'MariaMusterfrau2026'],
    ['half a character', 'abcdefghijkl\ud83d'],
  ])('refused: %s', (_, password) => {
    expect(() => refuseWeakPassword(password, owner)).toThrow(expect.objectContaining({ code: 'password-weak' }));
  });

  test.each(['correct horse battery', 'zwölf Zeichen', 'my cat maria eats at nine', 'パスワードは長くて難しいです'])(
    'taken: %s',
    (password) => {
      expect(() => refuseWeakPassword(password, owner)).not.toThrow();
    },
  );
});

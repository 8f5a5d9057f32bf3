import { generateKeyPairSync, randomBytes, scryptSync } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { crcBase62 } from './base62.ts';
import { crcToken, gitlabToken, pypiToken } from './checksum-token.ts';
import { base32Seed, base58Key, bech32Key } from './encoded-key.ts';
import { jwt } from './jwt.ts';
import { aspNetHash, ciscoType7, hexDigest, schemeHash } from './password-hash.ts';
import { comboPassword, password, passwordInText } from './password.ts';
import { privateKey } from './private-key.ts';
import { opaqueToken } from './token.ts';

const alphabet = Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz');
const thirty = fc.array(fc.constantFrom(...alphabet), { minLength: 30, maxLength: 30 }).map((all) => all.join(''));

test('the checksum is that of a published token of GitHub', () => {
  expect(crcBase62('zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ')).toBe('0mLq17');
});

test('tokens with their checksum are checked, and with one other character are not', () => {
  fc.assert(
    fc.property(thirty, fc.nat(35), fc.constantFrom(...alphabet), (random, at, other) => {
      const token = `npm_${random}${crcBase62(random)}`;
      expect(crcToken(token)?.checked).toBe(true);
      const place = 4 + at;
      const changed = `${token.slice(0, place)}${other}${token.slice(place + 1)}`;
      if (changed !== token) expect(crcToken(changed)?.checked).toBe(false);
    }),
  );
});

test.each([
  ['RSA', 'pkcs1', undefined],
  ['RSA', 'pkcs8', undefined],
  ['RSA', 'pkcs8', 'geheim'],
] as const)('%s %s keys of Node are keys', (_, type, passphrase) => {
  const { privateKey: key } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const protection = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase };
  const pem = key.export({ format: 'pem', type, ...protection } as { format: 'pem'; type: 'pkcs1' });
  expect(privateKey(pem.trim())?.checked).toBe(true);
  expect(privateKey(JSON.stringify(pem.trim()))?.checked).toBe(true);
  expect(privateKey(pem.trim().replaceAll('\n', '\r\n    '))?.checked).toBe(true);
});

test('elliptic keys in both forms are keys, a cut or invented body is not checked', () => {
  const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  for (const type of ['sec1', 'pkcs8'] as const) {
    const pem = key.export({ format: 'pem', type }).trim();
    expect(privateKey(pem)?.checked).toBe(true);
    expect(privateKey(pem.replace(/\n.{20}/, '\n'))?.checked).not.toBe(true);
  }
  expect(privateKey(`-----BEGIN PRIVATE KEY-----\n${'A'.repeat(64)}\n-----END PRIVATE KEY-----`)).toBeUndefined();
});

test('web tokens need a header of JSON with alg', () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  expect(jwt(`${part({ alg: 'RS256' })}.${part({ sub: 'x' })}.c2ln`)?.checked).toBe(true);
  expect(jwt(`${part({ typ: 'JWT' })}.${part({ sub: 'x' })}.c2ln`)).toBeUndefined();
  expect(jwt(`${part({ alg: 'RS256' })}.bm90IGpzb24.c2ln`)).toBeUndefined();
  expect(jwt(`${part([1])}.${part({})}.c2ln`)).toBeUndefined();
});

const salt = 'KkHT45J2buJd1GCF';
const crypt = (length: number) =>
  'uJlS6ylPUrLkmI4himbX8spSJTyYZ9nEB3kXmlHAGt7rXnIpvXiQljClumVlAmFeZletenwQnwBcPSAwkIYJwmGJ'.slice(0, length);
test.each([
  ['bcrypt', `$2y$10$${crypt(53)}`],
  ['SHA-512-crypt', `$6$rounds=5000$${salt}$${crypt(86)}`],
  ['SHA-256-crypt', `$5$${salt}$${crypt(43)}`],
  ['MD5-crypt', `$apr1$KkHT45J2$${crypt(22)}`],
  ['scrypt', `scrypt:32768:8:1$${salt}$${scryptSync('a', salt, 64).toString('hex')}`],
  ['PBKDF2', `pbkdf2_sha256$600000$${salt}$${crypt(43)}=`],
])('%s is told by its form', (scheme, text) => {
  expect(schemeHash(text)?.detail).toContain(scheme);
});

test('an ASP.NET hash is told by its header', () => {
  const header = Buffer.from([1, 0, 0, 0, 2, 0, 1, 0x86, 0xa0, 0, 0, 0, 16]);
  expect(aspNetHash(Buffer.concat([header, randomBytes(48)]).toString('base64'))?.checked).toBe(true);
  expect(aspNetHash(Buffer.concat([Buffer.from([2]), randomBytes(60)]).toString('base64'))).toBeUndefined();
});

test('digests of 32, 40, 64 and 128 hex digits, but not of zeros or other lengths', () => {
  for (const length of [32, 40, 64, 128])
    expect(hexDigest('930c6e45df1a25f2'.repeat(8).slice(0, length))).toBeDefined();
  expect(hexDigest('0'.repeat(32))).toBeUndefined();
  expect(hexDigest('930c6e45df1a25f2')).toBeUndefined();
});

test.each(['Quarz-42!birne', 'changeme', '123456', 'hunter2', 'correct horse battery', 'pässwort1'])(
  '%s is a password in its field',
  (text) => {
    expect(password(text)).toBeDefined();
  },
);

test.each([
  '********',
  '••••••••',
  'xxxxxxxx',
  '',
  'abc',
  '${PASSWORD}',
  '$PASSWORD',
  '<password>',
  '%PASSWORD%',
  '{{ db.password }}',
  'null',
  'N/A',
  'password',
  'the user has to choose one',
])('%j is no password in its field', (text) => {
  expect(password(text)).toBeUndefined();
});

test.each(['os.environ', 'getpass()', 'process.env.PW', 'self.password', 'config->pw', 'required', 'Datensatz-GUID:'])(
  '%s is code or a label, not a password',
  (text) => {
    expect(passwordInText(text)).toBeUndefined();
  },
);

test('after an address, ports and paths are no passwords', () => {
  expect(comboPassword('8080')).toBeUndefined();
  expect(comboPassword('//path')).toBeUndefined();
  expect(comboPassword('Winter2019!')).toBeDefined();
});

test('a field of a token holds no words, addresses or stand-ins', () => {
  for (const text of [
    'https://kontor.de/v1/abc',
    'com.kontor.service.auth',
    'your-token-goes-here-1',
    'aaaaaaaaaaaaaaaa1',
  ]) {
    expect(opaqueToken(text)).toBeUndefined();
  }
  expect(opaqueToken('2a6ced73860a088b03ffa23fd6e081fe')).toBeDefined();
});

test.each([
  ['UUID', '3f2504e0-4f89-41d3-9a0c-0305e82c3301'],
  ['ULID', '01ARZ3NDEKTSV4RRFFQ69G5FAV'],
  ['ObjectId', '507f1f77bcf86cd799439011'],
  ['resource name', 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:crm-db-a1b2c3'],
  ['digest', 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
])('a %s in a field of a token is no secret', (_, text) => {
  expect(opaqueToken(text)).toBeUndefined();
});

test('the path of a file is no password', () => {
  expect(password('/run/secrets/db')).toBeUndefined();
  expect(password('C:\\keys\\db.txt')).toBeUndefined();
  expect(password('/Quarz42')).toBeDefined();
});

test.each(['syt_YW5h_QbRkXwPmTzLcVnHsGdJf', 'syr_Ym9i_ZqWxEcRvTbYnUmIkOlPa'])('%s ends with its checksum', (base) => {
  expect(crcToken(`${base}_${crcBase62(base)}`)?.checked).toBe(true);
  expect(crcToken(`${base}_000000`)?.checked).toBe(false);
});

test('a routable token of GitLab is checked by its length and checksum, an older one is not', () => {
  const payload = 'grcO7n8aUDm-8H7CNH8Gbm86MQp1OjRrMgk';
  const token = (length: string, sum: string) => `glpat-${payload}.01.${length}${sum}`;
  expect(gitlabToken(token('0z', '1gnnkp6'))).toMatchObject({ checked: true });
  expect(gitlabToken(token('0z', '1gnnkp7'))).toMatchObject({ checked: false, by: -0.4 });
  expect(gitlabToken('glpat-SXU1Xmc8bBi3eLLyWHb9')).toMatchObject({ checked: false });
});

test('a token of PyPI is checked as a whole macaroon, not when cut', () => {
  const field = (type: number, content: string) =>
    Buffer.concat([Buffer.from([type, content.length]), Buffer.from(content)]);
  const macaroon = Buffer.concat([
    Buffer.from([2]),
    field(1, 'pypi.org'),
    field(2, randomBytes(18).toString('hex')),
    Buffer.from([0]),
    field(2, '{"version": 1, "permissions": "user"}'),
    Buffer.from([0, 0, 6, 32]),
    randomBytes(32),
  ]);
  const written = `pypi-${macaroon.toString('base64url')}`;
  expect(pypiToken(written)?.checked).toBe(true);
  expect(pypiToken(written.slice(0, -4))?.checked).toBe(false);
});

// From the test vectors of BIP 173, BIP 32, BIP 38 and SEP 23: published, and nobody's.
test('keys in Bech32, Base58Check and base 32 with a CRC-16 are told by their checksums', () => {
  expect(bech32Key('A12UEL5L')?.checked).toBe(true);
  expect(bech32Key('A12UEL5Q')?.checked).toBe(false);
  const extended =
    'xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi';
  expect(base58Key(extended)?.checked).toBe(true);
  expect(base58Key(extended.replace('9s21', '9s22'))).toBeUndefined();
  expect(base58Key('6PRVWUbkzzsbcVac2qwfssoUJAN1Xhrg6bNk8J7Nzm5H7kxEbn2Nh2ZoGg')?.checked).toBe(true);
  expect(base32Seed('SAKICEVQLYWGSOJS4WW7HZJWAHZVEEBS527LHK5V4MLJALYKICQCJXMW')).toBeDefined();
  expect(base32Seed('SAKICEVQLYWGSOJS4WW7HZJWAHZVEEBS527LHK5V4MLJALYKICQCJXMQ')).toBeUndefined();
});

test('type 7 of Cisco is a password where it reads as text', () => {
  expect(ciscoType7('0822455D0A16')?.checked).toBe(true);
  expect(ciscoType7('08FFFFFFFFFF')).toBeUndefined();
  expect(ciscoType7('082')).toBeUndefined();
});

test('a web token tells who issued it, where the issuer is a known one, and until when it is good', () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const said = (claims: unknown) => jwt(`${part({ alg: 'RS256' })}.${part(claims)}.c2ln`)?.detail;
  expect(said({ iss: 'https://sts.windows.net/3f2504e0/', exp: 1_798_761_600 })).toBe(
    'header is JSON with alg, issued by Microsoft Entra, expires 2027-01-01',
  );
  expect(said({ iss: 'https://ana.kovac.example/', exp: 'soon' })).toBe('header is JSON with alg');
  expect(said({ iss: { toString: 1 }, exp: 1e300 })).toBe('header is JSON with alg');
});

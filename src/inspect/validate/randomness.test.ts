import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import { looksRandom } from './randomness.ts';

// Names of settings, references, paths, counters, dates, product keys: what configurations hold beside secrets.
test.each([
  'prod-signing-key-2024-03-rsa4096',
  'projects/kontor-42/secrets/api-key/versions/7',
  'rotate-every-30-days-2024',
  'managed-by-vault-2024-team-42',
  'KEY-2024-000123-PROD-EU',
  'ABCD1-EFGH2-IJKL3-MNOP4-QRST5',
  'X-Kontor-Api-Key-Version-2',
  'getAccessTokenFromVaultV2',
  'user-12345-device-678',
  '2024-03-12T10:00:00+01:00',
  'NpmPkgJsonLintConfig',
  'child_process.spawnSync',
  'abrechnungsstelle-mitarbeiterportal',
  'INC0731059-TX003404001122',
])('%s is put together', (text) => {
  expect(looksRandom(text)).toBe(false);
});

const alphabets = {
  'hex and base 36': 'abcdefghijklmnopqrstuvwxyz0123456789',
  'base 62': 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  'base 64': 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  'base 64 for addresses': 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
  'small letters': 'abcdefghijklmnopqrstuvwxyz',
};

// 40 characters is a secret key of AWS, 32 and 24 are what services hand out most.
test.each([
  ['base 64', 40, 0.99],
  ['base 64 for addresses', 32, 0.98],
  ['base 62', 24, 0.98],
  ['base 62', 20, 0.96],
  ['hex and base 36', 24, 0.98],
  ['small letters', 40, 0.98],
] as const)('of all that is drawn at random from %s, %i characters long, %d look so', (name, length, least) => {
  const alphabet = alphabets[name];
  const draw = () => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
  const all = Array.from({ length: 4000 }, draw);
  expect(all.filter(looksRandom).length / all.length).toBeGreaterThan(least);
});

import { randomBytes } from 'node:crypto';
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
])('%s is put together', (text) => {
  expect(looksRandom(text)).toBe(false);
});

const share = (encoding: 'base64' | 'base64url', bytes: number): number => {
  const all = Array.from({ length: 2000 }, () => randomBytes(bytes).toString(encoding));
  return all.filter(looksRandom).length / all.length;
};

test('nearly all that is drawn at random looks so', () => {
  expect(share('base64', 30)).toBeGreaterThan(0.95);
  expect(share('base64url', 24)).toBeGreaterThan(0.95);
  expect(share('base64url', 48)).toBeGreaterThan(0.98);
});

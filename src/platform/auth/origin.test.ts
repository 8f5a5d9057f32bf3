import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createMasterKey } from '../vault/index.ts';
import { browserOf } from './browser.ts';
import { originOf } from './origin.ts';

test('an origin stands for an address, or for the subscriber of one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cofferdam-origin-'));
  const [master, other] = [await createMasterKey(join(folder, 'a')), await createMasterKey(join(folder, 'b'))];
  await rm(folder, { recursive: true });
  const same = (one: string, two: string): boolean => originOf(master, one) === originOf(master, two);
  expect(originOf(master, '192.0.2.1')).toMatch(/^[0-9a-f]{64}$/);
  expect(originOf(master, '192.0.2.1')).not.toBe(originOf(other, '192.0.2.1'));
  expect(same('192.0.2.1', '192.0.2.2')).toBe(false);
  expect(same('192.0.2.1', '::ffff:192.0.2.1')).toBe(true);
  expect(same('2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff')).toBe(true);
  expect(same('2001:db8:1:2::1', '2001:DB8:0001:2::')).toBe(true);
  expect(same('2001:db8:1:2::1', '2001:db8:1:3::1')).toBe(false);
  expect(same('::1', '::2')).toBe(true);
  expect(same('fe80::1%eth0', 'fe80::1%eth1')).toBe(true);
});

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0',
    'Edge on Windows',
  ],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1', 'Safari on iOS'],
  ['Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36', 'Chrome on Android'],
  ['curl/8.0', 'curl'],
  ['<script>alert(1)</script>', 'An unknown program'],
  [undefined, 'An unknown program'],
])('%s is %s', (userAgent, expected) => {
  expect(browserOf(userAgent)).toBe(expected);
});

import { isIPv6 } from 'node:net';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ipv4 } from './ipv4.ts';
import { ipv6, ipv6Groups } from './ipv6.ts';

test('all dotted quads are accepted, but with leading zeros or parts above 255', () => {
  fc.assert(fc.property(fc.ipV4(), (text) => ipv4(text)?.normal === text));
  for (const text of ['256.1.1.1', '1.2.3', '01.2.3.4', '1.2.3.4.5', '1.2.3.-4', '1..3.4'])
    expect(ipv4(text)).toBeUndefined();
});

test.each([
  ['84.201.9.77', undefined],
  ['10.4.200.17', -0.05],
  ['172.31.200.1', -0.05],
  ['192.0.2.200', -0.1],
  ['203.0.113.200', -0.1],
  ['127.0.0.1', -0.5],
  ['255.255.255.255', -0.5],
  ['1.2.3.4', -0.25],
  ['12.13.72.153', -0.25],
  ['12.33.72.153', undefined],
  ['198.19.4.100', -0.15],
])('%s moves the score by %s', (text, by) => {
  expect(ipv4(text)?.by).toBe(by);
});

test('the reader of IPv6 agrees with that of Node', () => {
  const near = fc.stringMatching(/^[0-9a-f:]{2,40}$/);
  fc.assert(
    fc.property(fc.oneof(fc.ipV6(), near), (text) => {
      expect(ipv6Groups(text) !== undefined).toBe(isIPv6(text));
    }),
    { numRuns: 2000 },
  );
});

test('all spellings of one address have one normal form', () => {
  const normal = '2a02:8108:8ac0:0:0:0:0:77f1';
  for (const text of [
    '2a02:8108:8ac0::77f1',
    '2A02:8108:8AC0:0000:0000:0000:0000:77F1',
    '2a02:8108:8ac0:0:0::77f1%eth0',
  ]) {
    expect(ipv6(text)?.normal).toBe(normal);
  }
  expect(ipv6('::ffff:84.201.9.77')?.normal).toBe('0:0:0:0:0:ffff:54c9:94d');
});

test.each([
  ['2001:db8::4', -0.1],
  ['3fff:0:12::4', -0.1],
  ['3fff:2000:12::4', undefined],
  ['::ffff:127.0.0.1', -0.5],
  ['::ffff:192.168.4.7', -0.05],
  ['64:ff9b::84.201.9.77', 0],
])('%s moves the score of IPv6 by %s', (text, by) => {
  expect(ipv6(text)?.by).toBe(by);
});

test.each(['12:30:45', 'a::b', '::', '00:1a:2b:3c:4d:5e', 'std::vector', '1::2::3', ':::1'])(
  '%s is no address of a person',
  (text) => {
    expect(ipv6(text)).toBeUndefined();
  },
);

import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { canonical } from './canonical.ts';
import { hashOfCheckpoint, openLog, signCheckpoint } from './checkpoint.ts';
import { emptyChain, headOf } from './entry.ts';
import { exportLogKey, importLogKey, makeLogKey, pemOf, readPublicKey } from './key.ts';
import { createChance } from './testing/chance.ts';

const chance = createChance(3);
const invalid = expect.objectContaining({ code: 'log-key-invalid' });
const pemFrom = (type: 'ed25519' | 'x25519') =>
  generateKeyPairSync(type as 'ed25519').publicKey.export({ format: 'pem', type: 'spki' });

describe('the key of a log', () => {
  // RFC 8032, 7.1, test 1.
  test('is that of RFC 8032', () => {
    const secret = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
    const key = importLogKey(Buffer.from(`302e020100300506032b657004220420${secret}`, 'hex'));
    expect(key.publicKey).toBe('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
    expect(key.id).toBe(createHash('sha256').update(key.publicKey).digest('hex'));
  });

  test('comes back from what was kept of it', () => {
    const key = makeLogKey();
    expect(importLogKey(exportLogKey(key))).toMatchObject({ id: key.id, publicKey: key.publicKey });
  });

  test('is read as PEM and as digits, with spaces around and in either case', () => {
    const { publicKey } = makeLogKey();
    for (const text of [pemOf(publicKey), publicKey, ` ${publicKey.toUpperCase()}\r\n`]) {
      expect(readPublicKey(text)).toBe(publicKey);
    }
  });

  test.each([
    ['nothing', ''],
    ['too few digits', 'ab'.repeat(31)],
    ['a private key', makeLogKey().privateKey.export({ format: 'pem', type: 'pkcs8' })],
    ['a key of another kind', pemFrom('x25519')],
    ['a broken PEM', pemFrom('ed25519').replace(/[A-Za-z]{8}/, '!')],
  ])('is refused as %s, without repeating it', (_, text) => {
    expect(() => readPublicKey(text)).toThrow(invalid);
  });

  test('is refused where what was kept is not such a key', () => {
    const { privateKey } = generateKeyPairSync('x25519');
    expect(() => importLogKey(privateKey.export({ format: 'der', type: 'pkcs8' }))).toThrow(invalid);
    expect(() => importLogKey(Buffer.from('no key'))).toThrow(invalid);
  });
});

describe('a checkpoint', () => {
  const [installation, admin, key] = [chance.uuid(), chance.uuid(), makeLogKey()];
  const actor = { kind: 'person', id: admin } as const;
  const at = Date.UTC(2026, 0, 1);
  const head = headOf(openLog({ at, actor }, { installation, admin, key }));

  test('can be checked by anybody with a library for Ed25519', () => {
    const { signed } = signCheckpoint(head, { installation, at, key });
    const text = Buffer.from(canonical(signed.checkpoint));
    expect(verify(null, text, createPublicKey(pemOf(key.publicKey)), Buffer.from(signed.signature, 'hex'))).toBe(true);
    expect(signed.checkpoint).toMatchObject({ seq: 1, hash: head.hash, key: key.id });
  });

  test('is told of by the next entry of the log', () => {
    const { signed, entry } = signCheckpoint(head, { installation, at, key });
    expect(entry.entry).toMatchObject({ seq: 2, prev: head.hash, at: signed.checkpoint.at });
    expect(entry.entry.act).toEqual({ type: 'checkpoint-signed', checkpoint: hashOfCheckpoint(signed) });
  });

  test.each([emptyChain('log'), { chain: chance.uuid(), seq: 3, hash: chance.hex(64) }])(
    'is not made over %o',
    (head) => {
      expect(() => signCheckpoint(head, { installation, at, key })).toThrow(
        expect.objectContaining({ code: 'log-entry-invalid' }),
      );
    },
  );
});

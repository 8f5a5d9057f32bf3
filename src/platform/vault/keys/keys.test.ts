import { createSecretKey } from 'node:crypto';
import { chmod, chown, link, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { type DataKey, type Purpose, createDataKey, rewrapDataKey, subkey, unwrapDataKey } from './data-key.ts';
import { derive } from './derive.ts';
import { createMasterKey, loadMasterKey, masterKey } from './master-key.ts';
import { keyedHash, openValue, sealValue } from './value.ts';

const range = (from: number, count: number): Buffer => Buffer.from(Array.from({ length: count }, (_, at) => from + at));

/** RFC 5869, appendix A. */
test.each([
  [
    'A.1',
    Buffer.alloc(22, 0x0b),
    range(0, 13),
    range(0xf0, 10),
    '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
  ],
  [
    'A.2',
    range(0x00, 80),
    range(0x60, 80),
    range(0xb0, 80),
    'b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87',
  ],
  [
    'A.3',
    Buffer.alloc(22, 0x0b),
    Buffer.alloc(0),
    Buffer.alloc(0),
    '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
  ],
])('HKDF as RFC 5869, test case %s', (_, secret, salt, info, expected) => {
  expect(derive(createSecretKey(secret), salt, info, expected.length / 2).toString('hex')).toBe(expected);
});

describe('the master key', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cofferdam-key-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is made once, in a file of its owner, and read again', async () => {
    const file = join(folder, 'made');
    const made = await createMasterKey(file);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await loadMasterKey({ file })).id).toBe(made.id);
    await expect(createMasterKey(file)).rejects.toMatchObject({ code: 'key-present' });
    expect((await loadMasterKey({ file })).id).toBe(made.id);
    expect((await readdir(folder)).filter((name) => name.startsWith('made'))).toEqual(['made']);
  });

  it('does for the environment as it stands in the file', async () => {
    const file = join(folder, 'moved');
    const made = await createMasterKey(file);
    const value = await readFile(file, 'utf8');
    await expect(loadMasterKey({ file, value })).rejects.toMatchObject({ code: 'key-ambiguous' });
    await rm(file);
    for (const one of [value, value.trim()]) expect((await loadMasterKey({ file, value: one })).id).toBe(made.id);
    await expect(loadMasterKey({ file })).rejects.toMatchObject({ code: 'key-missing' });
  });

  it('is made of many at the same time by one of them only', async () => {
    const file = join(folder, 'race');
    const all = await Promise.allSettled(Array.from({ length: 16 }, () => createMasterKey(file)));
    const made = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value.id] : []));
    expect(made).toEqual([(await loadMasterKey({ file })).id]);
  });

  const key = `${Buffer.alloc(32, 7).toString('base64')}\n`;
  it.each<[string, string, (file: string) => Promise<void>]>([
    ['may be read by the group', 'key-exposed', (file) => chmod(file, 0o640)],
    ['may be read by others', 'key-exposed', (file) => chmod(file, 0o604)],
    ['may be written by others', 'key-exposed', (file) => chmod(file, 0o602)],
    [
      'is a link',
      'key-exposed',
      (file) =>
        link(file, `${file}-2`)
          .then(() => rm(file))
          .then(() => symlink(`${file}-2`, file)),
    ],
    ['is a link to nothing', 'key-exposed', (file) => rm(file).then(() => symlink(`${file}-none`, file))],
    ['is empty', 'key-invalid', (file) => writeFile(file, '')],
    ['is cut short', 'key-invalid', (file) => writeFile(file, key.slice(0, 30))],
    ['is longer than a key', 'key-invalid', (file) => writeFile(file, key + key)],
    ['holds raw bytes', 'key-invalid', (file) => writeFile(file, Buffer.alloc(32, 7))],
  ])('a file that %s is refused: %s', async (what, code, change) => {
    const file = join(folder, what.replaceAll(' ', '-'));
    await writeFile(file, key, { mode: 0o600 });
    expect((await loadMasterKey({ file })).id).toMatch(/^[0-9a-f]{16}$/);
    await change(file);
    const refused = await loadMasterKey({ file }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code });
    expect(String(refused)).not.toContain(key.slice(0, 8));
  });

  it.runIf(process.geteuid?.() === 0)('a file that belongs to somebody else is refused', async () => {
    const file = join(folder, 'foreign');
    await writeFile(file, key, { mode: 0o600 });
    await chown(file, 65_534, 65_534);
    await expect(loadMasterKey({ file })).rejects.toMatchObject({ code: 'key-exposed' });
  });

  it('a pipe or a folder in its place is refused and not waited for', async () => {
    await expect(loadMasterKey({ file: folder })).rejects.toMatchObject({ code: 'key-exposed' });
  });

  it.each(['', 'secret', key.slice(4), ` ${key}`, `${key}\n`])('a value that is no key is refused', async (value) => {
    await expect(loadMasterKey({ file: join(folder, 'none'), value })).rejects.toMatchObject({ code: 'key-invalid' });
  });
});

const master = (byte: number) => masterKey(Buffer.alloc(32, byte));
const bytesOf = (key: DataKey): string => key.secret.export().toString('hex');

describe('a data key', () => {
  it('comes back under its master key', () => {
    const { key, wrapped } = createDataKey(master(1), 'incident-1');
    expect(bytesOf(unwrapDataKey(wrapped, master(1)))).toBe(bytesOf(key));
    expect(wrapped.box).toHaveLength(60);
    expect(bytesOf(createDataKey(master(1), 'incident-1').key)).not.toBe(bytesOf(key));
  });

  it('under another master key is refused, and both are named', () => {
    const { wrapped } = createDataKey(master(1), 'incident-1');
    const act = () => unwrapDataKey(wrapped, master(2));
    expect(act).toThrow(expect.objectContaining({ code: 'key-wrong' }));
    expect(act).toThrow(new RegExp(`given ${master(2).id}, needed ${master(1).id}`));
    expect(() => unwrapDataKey({ ...wrapped, masterKey: master(2).id }, master(2))).toThrow(
      expect.objectContaining({ code: 'key-damaged' }),
    );
  });

  it('does not open in the row of another incident, nor with any bit changed', () => {
    const { wrapped } = createDataKey(master(1), 'incident-1');
    const damaged = expect.objectContaining({ code: 'key-damaged' });
    expect(() => unwrapDataKey({ ...wrapped, incident: 'incident-2' }, master(1))).toThrow(damaged);
    for (let bit = 0; bit < wrapped.box.length * 8; bit += 1) {
      const box = Uint8Array.from(wrapped.box);
      box[bit >> 3] = (box[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => unwrapDataKey({ ...wrapped, box }, master(1))).toThrow(damaged);
    }
    for (let length = 0; length < 60; length += 1) {
      expect(() => unwrapDataKey({ ...wrapped, box: wrapped.box.subarray(0, length) }, master(1))).toThrow(damaged);
    }
  });

  it('outlives its master key', () => {
    const { key, wrapped } = createDataKey(master(1), 'incident-1');
    const moved = rewrapDataKey(wrapped, master(1), master(2));
    expect(bytesOf(unwrapDataKey(moved, master(2)))).toBe(bytesOf(key));
    expect(() => unwrapDataKey(moved, master(1))).toThrow(expect.objectContaining({ code: 'key-wrong' }));
    expect(() => rewrapDataKey(wrapped, master(2), master(3))).toThrow(expect.objectContaining({ code: 'key-wrong' }));
  });

  it('has a key of its own for each purpose, and prints none', () => {
    const { key } = createDataKey(master(1), 'incident-1');
    const purposes: Purpose[] = ['bytes', 'names', 'states', 'values', 'hashes'];
    const keys = purposes.map((purpose) => subkey(key, purpose).export().toString('hex'));
    expect(new Set([...keys, bytesOf(key)]).size).toBe(6);
    const again = { ...key };
    expect(purposes.map((purpose) => subkey(again, purpose).export().toString('hex'))).toEqual(keys);
    const printed = `${inspect(key, { depth: 9, showHidden: true })} ${JSON.stringify(key)} ${inspect(master(1))}`;
    for (const one of [bytesOf(key), bytesOf(key).slice(0, 8)]) expect(printed).not.toContain(one);
  });
});

describe('a value in a row', () => {
  const { key } = createDataKey(master(1), 'incident-1');
  const value = Buffer.from('Zoë Muster');

  it('opens where it was sealed, and nowhere else', () => {
    const sealed = sealValue(key, 'person/17/name', value);
    expect(openValue(key, 'person/17/name', sealed)).toEqual(value);
    const broken = expect.objectContaining({ code: 'sealed-broken' });
    expect(() => openValue(key, 'person/18/name', sealed)).toThrow(broken);
    expect(() => openValue(createDataKey(master(1), 'incident-1').key, 'person/17/name', sealed)).toThrow(broken);
    expect(sealValue(key, 'person/17/name', value)).not.toEqual(sealed);
    expect(sealed.includes('Muster')).toBe(false);
  });

  it('has one hash in one domain of one incident', () => {
    const hash = keyedHash(key, 'mailbox', value);
    expect(keyedHash(key, 'mailbox', value)).toEqual(hash);
    expect(keyedHash(key, 'name', value)).not.toEqual(hash);
    expect(keyedHash(key, 'mailboxZ', value.subarray(1))).not.toEqual(hash);
    expect(keyedHash(createDataKey(master(1), 'incident-2').key, 'mailbox', value)).not.toEqual(hash);
  });
});

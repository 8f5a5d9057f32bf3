import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';
import { fail } from '#platform/errors';
import { decompress } from '../../archives/decompress.ts';
import type { ExtractContext } from '../../contract.ts';
import { OfficePackage, type Part } from '../package.ts';
import { hold } from '../../bytes/random-input.ts';
import { attribute } from '../xml.ts';
import { entryKey } from './entry-key.ts';
import { type Encryption, readManifest } from './manifest.ts';

/** Bytes at the start of a file that its check sum is made of. */
const summed = 1024;
const tagBytes = 16;

/**
 * The package with the files that a password opens in clear. Throws `wrong-password` where none fits, and
 * `protection-unsupported` for Blowfish (ODF 1.0, 1.1) and for keys of OpenPGP.
 */
export async function unseal(pack: OfficePackage, context: ExtractContext): Promise<OfficePackage> {
  const manifest = pack.part('meta-inf/manifest.xml');
  const listed = manifest === undefined ? new Map<string, Encryption>() : await readManifest(manifest);
  if (listed.size === 0) return pack;
  const maxHeld = context.limits.maxHeldBytes / 4;
  const first = pack.parts.find(({ key }) => listed.has(key));
  const encryption = listed.get(first?.key ?? '');
  if (first === undefined || encryption === undefined) return pack;
  const password = await findPassword(first, encryption, context.passwords, maxHeld);
  const parts = pack.parts.map((part) => {
    const sealed = listed.get(part.key);
    return sealed === undefined ? part : { ...part, open: () => opened(part, sealed, password, maxHeld) };
  });
  return new OfficePackage(parts);
}

async function findPassword(
  part: Part,
  encryption: Encryption,
  passwords: readonly string[],
  maxHeld: number,
): Promise<string> {
  const sealed = await hold(part.open(), maxHeld);
  for (const password of passwords) {
    if (decrypt(sealed, encryption, await entryKey(password, encryption, maxHeld)) !== undefined) return password;
  }
  return fail('wrong-password');
}

async function* opened(
  part: Part,
  encryption: Encryption,
  password: string,
  maxHeld: number,
): AsyncGenerator<Uint8Array> {
  const sealed = await hold(part.open(), maxHeld);
  const packed = decrypt(sealed, encryption, await entryKey(password, encryption, maxHeld));
  if (packed === undefined) fail('damaged', 'encrypted part');
  let size = 0;
  for await (const bytes of decompress('deflate', once(packed))) {
    size += bytes.length;
    yield bytes;
  }
  if (encryption.size !== undefined && encryption.size !== size) fail('damaged', 'encrypted part');
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** The packed content; undefined where the key does not fit. */
function decrypt(sealed: Uint8Array, encryption: Encryption, key: Buffer): Buffer | undefined {
  const name = (attribute(encryption.algorithm, 'algorithm-name') ?? '').toLowerCase();
  const iv = Buffer.from(attribute(encryption.algorithm, 'initialisation-vector') ?? '', 'base64');
  if (/aes\d*-gcm$/.test(name)) return openGcm(sealed, iv, key);
  if (!/aes\d*-cbc$/.test(name)) fail('protection-unsupported', 'cipher');
  if (iv.length !== 16) fail('damaged', 'encryption');
  const packed = openCbc(sealed, iv, key);
  return packed !== undefined && fits(packed, encryption) ? packed : undefined;
}

/** XML Encryption 1.1, 5.2.4: the initialisation vector stands in front and the tag behind. */
function openGcm(sealed: Uint8Array, iv: Buffer, key: Buffer): Buffer | undefined {
  const start = Buffer.from(sealed.subarray(0, iv.length)).equals(iv) ? iv.length : 0;
  const end = sealed.length - tagBytes;
  if (iv.length !== 12 || end < start) fail('damaged', 'encryption');
  const decipher = createDecipheriv(`aes-${(key.length * 8) as 128 | 192 | 256}-gcm`, key, iv);
  decipher.setAuthTag(sealed.subarray(end));
  const content = decipher.update(sealed.subarray(start, end));
  try {
    return Buffer.concat([content, decipher.final()]);
  } catch {
    return undefined;
  }
}

/** XML Encryption 1.1, 5.2.1: the last byte tells how many are padding. */
function openCbc(sealed: Uint8Array, iv: Buffer, key: Buffer): Buffer | undefined {
  if (sealed.length === 0 || sealed.length % 16 !== 0) fail('damaged', 'encrypted part');
  const decipher = createDecipheriv(`aes-${key.length * 8}-cbc`, key, iv).setAutoPadding(false);
  const content = Buffer.concat([decipher.update(sealed), decipher.final()]);
  const padding = content.at(-1) ?? 0;
  return padding >= 1 && padding <= 16 ? content.subarray(0, content.length - padding) : undefined;
}

/** Whether the check sum over the packed content says that the password was right. */
function fits(packed: Buffer, { data }: Encryption): boolean {
  const type = (attribute(data, 'checksum-type') ?? '').toLowerCase();
  const expected = Buffer.from(attribute(data, 'checksum') ?? '', 'base64');
  const hash = /sha-?256/.test(type) ? 'sha256' : /sha-?1/.test(type) ? 'sha1' : undefined;
  if (hash === undefined) return fail('protection-unsupported', 'check sum');
  const part = type.endsWith('1k') ? packed.subarray(0, summed) : packed;
  const actual = createHash(hash).update(part).digest();
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

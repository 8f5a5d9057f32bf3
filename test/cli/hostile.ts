import { crc32, gzipSync } from 'node:zlib';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { zip } from '../range/formats/zip.ts';

/** A table with two persons: four findings. */
export const good = 'first name,e-mail\nMara,mara.lindqvist@hafenkontor.eu\nTobias,tobias.brandt@hafenkontor.eu\n';
export const goodBytes: Uint8Array = Buffer.from(good);

/** `megabytes` of zeros in some thousandth of that. */
export function ratioBomb(megabytes: number): Uint8Array {
  return zip([
    { name: 'first.csv', bytes: goodBytes },
    { name: 'zeros.txt', bytes: Buffer.alloc(megabytes * 1024 * 1024, 'a') },
    { name: 'last.csv', bytes: goodBytes },
  ]);
}

/** `width` members at each of `depth` levels, the same bytes at each: width to the power of depth in all. */
export function spreadBomb(width: number, depth: number): Uint8Array {
  let bytes: Uint8Array = Buffer.alloc(4 * 1024 * 1024, 'a');
  for (let level = 0; level < depth; level += 1) {
    bytes = zip(Array.from({ length: width }, (_, at) => ({ name: `${level}-${at}.zip`, bytes })));
  }
  return bytes;
}

/** An archive in an archive, `depth` times, with the good table beside each. */
export function nested(depth: number): Uint8Array {
  let bytes = zip([{ name: 'good.csv', bytes: goodBytes }]);
  for (let level = 0; level < depth; level += 1) {
    bytes = zip([
      { name: `inner-${level}.zip`, bytes },
      { name: `beside-${level}.csv`, bytes: goodBytes },
    ]);
  }
  return bytes;
}

export function manyMembers(count: number): Uint8Array {
  const bytes = Buffer.from('x');
  return zip(Array.from({ length: count }, (_, at) => ({ name: `${at}.txt`, bytes })));
}

/** Gzip in gzip in gzip: each level opens the next. */
export function gzipped(depth: number): Uint8Array {
  let bytes: Uint8Array = goodBytes;
  for (let level = 0; level < depth; level += 1) bytes = gzipSync(bytes);
  return bytes;
}

export async function lockedZip(password: string, weak = false): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  const options = {
    useWebWorkers: false,
    password,
    ...(weak ? { zipCrypto: true } : { encryptionStrength: 3 as const }),
  };
  await writer.add('locked.csv', new Uint8ArrayReader(goodBytes), options);
  await writer.add('open.csv', new Uint8ArrayReader(goodBytes), { useWebWorkers: false });
  return writer.close();
}

/** Deflated and then cut in the middle of the data, without a directory. */
export function cutShort(whole: Uint8Array, share: number): Uint8Array {
  return whole.subarray(0, Math.floor(whole.length * share));
}

/** Every `step`th byte of the middle third is another one. */
export function corrupted(whole: Uint8Array, step: number): Uint8Array {
  const bytes = Uint8Array.from(whole);
  for (let at = Math.floor(bytes.length / 3); at < (2 * bytes.length) / 3; at += step)
    bytes[at] = (bytes[at] ?? 0) ^ 0x5a;
  return bytes;
}

/** A member whose checksum is that of other data. */
export function wrongChecksum(): Uint8Array {
  const bytes = Buffer.from(zip([{ name: 'a.csv', bytes: goodBytes }]));
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(goodBytes));
  for (let at = bytes.indexOf(sum); at >= 0; at = bytes.indexOf(sum, at + 1)) bytes.writeUInt32LE(1, at);
  return bytes;
}

/** Bytes in no known format. */
export function noise(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => (at * 151 + (at >> 3) * 17) % 256);
}

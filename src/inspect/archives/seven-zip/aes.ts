import { createDecipheriv, createHash } from 'node:crypto';
import { fail } from '#platform/errors';

const blockLength = 16;
/** 2^24 rounds take some seconds; programs write 2^19. */
const mostCycles = 24;
const batch = 4096;

/** Keys by what they are made of: all folders of an archive mostly share one. */
export type Keys = Map<string, Buffer>;

/** AES-256 in CBC mode; key of SHA-256 over salt, password (UTF-16) and a counter, many times. */
export async function* decrypt(
  source: AsyncIterable<Uint8Array>,
  properties: Buffer,
  password: string,
  keys: Keys,
): AsyncGenerator<Buffer> {
  const [first = 0, second = 0] = properties;
  const saltLength = (first >> 7) + (second >> 4);
  const vectorLength = ((first >> 6) & 1) + (second & 15);
  if (properties.length < 2 + saltLength + vectorLength) fail('damaged', '7z encryption');
  const salt = properties.subarray(2, 2 + saltLength);
  const vector = Buffer.alloc(blockLength);
  properties.copy(vector, 0, 2 + saltLength, 2 + saltLength + vectorLength);
  const cipher = createDecipheriv('aes-256-cbc', keyOf(salt, first & 63, password, keys), vector).setAutoPadding(false);
  for await (const chunk of source) yield cipher.update(chunk);
}

function keyOf(salt: Buffer, cycles: number, password: string, keys: Keys): Buffer {
  if (cycles > mostCycles) fail('protection-unsupported');
  const id = `${cycles} ${salt.toString('hex')} ${password}`;
  const known = keys.get(id);
  if (known !== undefined) return known;
  const words = Buffer.from(password, 'utf16le');
  const unit = salt.length + words.length + 8;
  const rounds = Math.min(batch, 2 ** cycles);
  const block = Buffer.alloc(unit * rounds);
  for (let at = 0; at < block.length; at += unit) {
    salt.copy(block, at);
    words.copy(block, at + salt.length);
  }
  const hash = createHash('sha256');
  for (let count = 0; count < 2 ** cycles; count += rounds) {
    for (let round = 0; round < rounds; round += 1) block.writeUInt32LE(count + round, (round + 1) * unit - 8);
    hash.update(block);
  }
  const key = hash.digest();
  keys.set(id, key);
  return key;
}

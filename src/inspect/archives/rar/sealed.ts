import { createDecipheriv, createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { fail } from '#platform/errors';

const blockLength = 16;
/** 2^24 rounds take some seconds; programs write 2^15. */
const mostRounds = 24;

/** How something in an archive of RAR 5 is sealed. */
export interface Seal5 {
  /** Rounds, as a power of two. */
  readonly rounds: number;
  readonly salt: Buffer;
  /** What the right password yields; absent where the archive does not say. */
  readonly check: Buffer | undefined;
}

export interface Keys {
  readonly key: Buffer;
  readonly vector?: Buffer;
  /** Makes check sums that do not give the content away. */
  readonly sum?: Buffer;
}

interface CheckedKeys extends Keys {
  readonly check: Buffer;
}

/** Keys by password and salt, which the files of an archive mostly share; with the password that fitted last. */
export class KeyRing {
  readonly #five = new Map<string, CheckedKeys>();
  readonly #four = new Map<string, Keys>();
  readonly #passwords: string[];

  constructor(passwords: readonly string[]) {
    this.#passwords = [...passwords];
  }

  /** The keys of the password that fits; undefined where none does. */
  open5({ rounds, salt, check }: Seal5): Keys | undefined {
    if (rounds > mostRounds) fail('protection-unsupported');
    for (const password of this.#passwords) {
      const id = `${rounds} ${salt.toString('hex')} ${password}`;
      const keys = this.#five.get(id) ?? keys5(password, salt, 2 ** rounds);
      this.#five.set(id, keys);
      if (check !== undefined && !keys.check.equals(check)) continue;
      this.#first(password);
      return keys;
    }
    return undefined;
  }

  /** Keys of each password in turn, for RAR 3 and 4, which only the content tells from others. */
  *all4(salt: Buffer): Generator<{ readonly keys: Keys; accept(): void }> {
    for (const password of this.#passwords) {
      const id = `${salt.toString('hex')} ${password}`;
      const keys = this.#four.get(id) ?? keys4(password, salt);
      this.#four.set(id, keys);
      yield { keys, accept: () => this.#first(password) };
    }
  }

  #first(password: string): void {
    this.#passwords.splice(this.#passwords.indexOf(password), 1);
    this.#passwords.unshift(password);
  }
}

/** PBKDF2: the key after so many rounds, what check sums are made with 16 later, what tells the password another 16 later. */
function keys5(password: string, salt: Buffer, rounds: number): CheckedKeys {
  const derived = (count: number): Buffer => pbkdf2Sync(Buffer.from(password, 'utf8'), salt, count, 32, 'sha256');
  return { key: derived(rounds), sum: derived(rounds + 16), check: folded(derived(rounds + 32), 8) };
}

function folded(bytes: Buffer, length: number): Buffer {
  const out = Buffer.alloc(length);
  for (const [at, byte] of bytes.entries()) out[at % length] = (out[at % length] as number) ^ byte;
  return out;
}

/** SHA-1 of password and salt and a counter, 2^18 times; a byte of the vector comes out sixteen times on the way. */
function keys4(password: string, salt: Buffer): Keys {
  const words = Buffer.concat([Buffer.from(password, 'utf16le'), salt]);
  const unit = words.length + 3;
  const part = 0x4000;
  const hash = createHash('sha1');
  const vector = Buffer.alloc(blockLength);
  const block = Buffer.alloc(unit * part);
  for (let at = 0; at < block.length; at += unit) words.copy(block, at);
  for (let round = 0; round < blockLength; round++) {
    for (let count = 0; count < part; count++) block.writeUIntLE(round * part + count, (count + 1) * unit - 3, 3);
    // The byte is taken behind the first step of each part.
    vector[round] = hash.copy().update(block.subarray(0, unit)).digest()[19] ?? 0;
    hash.update(block);
  }
  const digest = hash.digest();
  const key = Buffer.alloc(16);
  for (let word = 0; word < 16; word += 4) key.writeUInt32LE(digest.readUInt32BE(word), word);
  return { key, vector };
}

/** A check sum as an archive keeps it whose content nobody shall guess by it. */
export function hiddenSum(sum: number, key: Buffer): number {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(sum);
  return folded(createHmac('sha256', key).update(bytes).digest(), 4).readUInt32LE(0);
}

/** AES in CBC mode with keys of 128 or 256 bits. */
export async function* unseal(source: AsyncIterable<Uint8Array>, key: Buffer, vector: Buffer): AsyncGenerator<Buffer> {
  const cipher = createDecipheriv(`aes-${key.length * 8}-cbc`, key, vector).setAutoPadding(false);
  for await (const chunk of source) yield cipher.update(chunk);
}

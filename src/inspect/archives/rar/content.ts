import { crc32 } from 'node:zlib';
import { type Code, CofferdamError, codeOf, fail } from '#platform/errors';
import type { RandomInput } from '../../bytes/random-input.ts';
import { Pull } from '../pull.ts';
import { asBuffer, windows } from '../window.ts';
import type { RarEntry } from './entry.ts';
import { hiddenSum, type KeyRing, type Keys, unseal } from './sealed.ts';
import { Unpacker4 } from './unpack4.ts';
import { Unpacker5 } from './unpack5.ts';

/** Bytes after which packed data are taken to be those of the right password: noise breaks within a few hundred. */
const tried = 1 << 20;

/** What the files of one archive hold, in order: those of a solid one go on where the last one ended. */
export class RarContents {
  readonly #input: RandomInput;
  readonly #ring: KeyRing;
  readonly #most: number;
  readonly #four: Unpacker4;
  readonly #five: Unpacker5;
  /** Why nothing that follows in a solid archive can be unpacked. */
  #broken: Code | undefined;

  constructor(input: RandomInput, ring: KeyRing, most: number) {
    this.#input = input;
    this.#ring = ring;
    this.#most = most;
    this.#four = new Unpacker4(most);
    this.#five = new Unpacker5(most);
  }

  /** The content of a file, to be read to its end; or why it cannot be read. */
  async open(entry: RarEntry): Promise<{ readonly reason: Code } | { readonly stream: AsyncGenerator<Buffer> }> {
    if (!entry.isSolid && !entry.isService && !entry.isStored) this.#broken = undefined;
    const reason = this.#obstacle(entry);
    if (reason !== undefined) return { reason: this.#break(entry, reason) };
    try {
      const keys = entry.seal === undefined ? undefined : await this.#keysOf(entry);
      if (entry.seal !== undefined && keys === undefined) return { reason: this.#break(entry, 'wrong-password') };
      const content = entry.isService ? new RarContents(this.#input, this.#ring, this.#most) : this;
      return { stream: await begun(this.#watched(entry, content.#checked(entry, keys))) };
    } catch (error) {
      return { reason: this.#break(entry, codeOf(error)) };
    }
  }

  #obstacle(entry: RarEntry): Code | undefined {
    if (entry.isForeign || entry.split === 'before' || entry.split === 'both') return 'feature-unsupported';
    return entry.isSolid && !entry.isStored && !entry.isService ? this.#broken : undefined;
  }

  #break(entry: RarEntry, reason: Code): Code {
    if (!entry.isService && !entry.isStored) this.#broken = reason;
    return reason;
  }

  async *#watched(entry: RarEntry, stream: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
    let isWhole = false;
    try {
      yield* stream;
      isWhole = true;
    } catch (error) {
      // Of a file that goes on in another volume what is here is good.
      if (entry.split !== 'none' && codeOf(error) === 'damaged') fail('feature-unsupported', 'volume');
      throw error;
    } finally {
      if (!isWhole) this.#break(entry, 'damaged');
    }
  }

  /** The keys of the password that fits; undefined where none does. */
  async #keysOf(entry: RarEntry): Promise<Keys | undefined> {
    const { seal } = entry;
    if (seal?.version === 5) return this.#ring.open5(seal);
    for (const { keys, accept } of this.#ring.all4(seal?.salt ?? Buffer.alloc(0))) {
      // In the midst of a solid archive nothing can be tried: the password is that of the files before.
      if (!entry.isSolid && !(await this.#opens(entry, keys))) continue;
      accept();
      return keys;
    }
    return undefined;
  }

  async #opens(entry: RarEntry, keys: Keys): Promise<boolean> {
    let left = entry.isStored ? entry.size : Math.min(entry.size, tried);
    try {
      const trial = new RarContents(this.#input, this.#ring, this.#most);
      for await (const chunk of trial.#checked(entry, keys)) {
        left -= chunk.length;
        if (left <= 0 && entry.size > tried && !entry.isStored) return true;
      }
      return true;
    } catch (error) {
      if (error instanceof CofferdamError && ['damaged', 'feature-unsupported'].includes(error.code)) return false;
      throw error;
    }
  }

  /** The content with its check sum. */
  async *#checked(entry: RarEntry, keys: Keys | undefined): AsyncGenerator<Buffer> {
    let sum = 0;
    const pull = new Pull(this.#packed(entry, keys));
    try {
      for await (const chunk of this.#unpacked(entry, pull)) {
        sum = crc32(chunk, sum);
        yield chunk;
      }
    } finally {
      await pull.close();
    }
    const { crc, seal } = entry;
    const isHidden = seal?.version === 5 && seal.hidesSums && keys?.sum !== undefined;
    const stated = isHidden ? hiddenSum(sum, keys.sum as Buffer) : sum;
    if (crc !== undefined && crc !== stated) fail('damaged', 'check sum of a member');
  }

  async *#packed({ from, to, seal }: RarEntry, keys: Keys | undefined): AsyncGenerator<Buffer> {
    const stored = windows(this.#input, from, to);
    const vector = seal?.version === 5 ? seal.vector : keys?.vector;
    if (keys !== undefined && vector !== undefined) yield* unseal(stored, keys.key, vector);
    else for await (const window of stored) yield asBuffer(window);
  }

  #unpacked(entry: RarEntry, pull: Pull): AsyncGenerator<Buffer> {
    const { size, window, isSolid, isWide } = entry;
    if (entry.isStored) return bounded(pull, size);
    return entry.version === 5
      ? this.#five.unpack(pull, size, window, isSolid && !entry.isService, isWide)
      : this.#four.unpack(pull, size, window, isSolid && !entry.isService);
  }
}

async function* bounded(pull: Pull, size: number): AsyncGenerator<Buffer> {
  for (let left = size; left > 0; ) {
    const chunk = await pull.chunk(left);
    if (chunk === undefined) return fail('damaged', 'member cut short');
    left -= chunk.length;
    yield chunk;
  }
}

/** A stream whose first bytes are there: what it cannot even begin with is told as the reason. */
async function begun(stream: AsyncGenerator<Buffer>): Promise<AsyncGenerator<Buffer>> {
  const first = await stream.next();
  return (async function* () {
    if (first.done !== true) yield first.value;
    yield* stream;
  })();
}

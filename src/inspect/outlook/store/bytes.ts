import { fail } from '#platform/errors';
import type { RandomInput } from '../../bytes/random-input.ts';

const windowBytes = 1 << 16;
const mostWindows = 64;

/** Bytes of a store by place, read in windows of which the latest are kept. */
export class StoreBytes {
  readonly size: number;
  readonly #input: RandomInput;
  readonly #windows = new Map<number, Buffer>();

  constructor(input: RandomInput) {
    this.#input = input;
    this.size = input.size;
  }

  /** Exactly so many bytes; throws `damaged` where the file has them not. */
  async at(offset: number, length: number): Promise<Buffer> {
    if (!Number.isSafeInteger(offset) || offset + length > this.size) fail('damaged', 'place');
    const first = Math.floor(offset / windowBytes);
    const last = Math.floor((offset + length - 1) / windowBytes);
    const parts: Buffer[] = [];
    for (let index = first; index <= last; index++) parts.push(await this.#window(index));
    const start = offset - first * windowBytes;
    const [only] = parts;
    const all = parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
    const bytes = all.subarray(start, start + length);
    return bytes.length < length ? fail('damaged', 'place') : bytes;
  }

  async #window(index: number): Promise<Buffer> {
    const known = this.#windows.get(index);
    if (known !== undefined) {
      this.#windows.delete(index);
      this.#windows.set(index, known);
      return known;
    }
    const read = await this.#input.read(index * windowBytes, windowBytes);
    const window = Buffer.from(read.buffer, read.byteOffset, read.length);
    if (this.#windows.size >= mostWindows) this.#windows.delete(this.#windows.keys().next().value ?? 0);
    this.#windows.set(index, window);
    return window;
  }
}

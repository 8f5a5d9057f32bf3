import { fail } from '#platform/errors';

const slack = 256 * 1024;
const firstLength = 512 * 1024;

/**
 * The bytes that came out last, to which matches refer. Grows as they come, so that a header which states a window of
 * four gigabytes costs nothing by itself; past `most` bytes it fails with `limit-memory`.
 */
export class History {
  bytes: Buffer = Buffer.allocUnsafe(firstLength);
  /** Where the next byte goes. */
  at = 0;
  #begin = 0;
  #taken = 0;
  readonly size: number;
  readonly #most: number;

  constructor(size: number, most: number) {
    this.size = Math.max(size, 4096);
    this.#most = most;
  }

  /** Makes room for `length` more bytes, at most 256 KiB; what was not taken yet must have been. */
  ensure(length: number): void {
    if (this.at + length <= this.bytes.length) return;
    const full = 2 * this.size + slack + length;
    if (this.bytes.length < full) {
      const grown = Math.min(full, 2 * this.bytes.length + length);
      if (grown > this.#most && this.at > this.size + slack) return this.#slide();
      if (grown > this.#most) fail('limit-memory');
      const wider = Buffer.allocUnsafe(grown);
      this.bytes.copy(wider, 0, 0, this.at);
      this.bytes = wider;
    } else this.#slide();
  }

  #slide(): void {
    const shift = this.at - this.size;
    this.bytes.copyWithin(0, shift, this.at);
    this.at -= shift;
    this.#taken -= shift;
    this.#begin = Math.max(0, this.#begin - shift);
  }

  /** Bytes that a match may reach back. */
  get reach(): number {
    return Math.min(this.size, this.at - this.#begin);
  }

  /** Forgets what came before: nothing refers to it any more. */
  reset(): void {
    this.#begin = this.at;
  }

  put(byte: number): void {
    this.bytes[this.at] = byte;
    this.at += 1;
  }

  append(bytes: Uint8Array): void {
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
  }

  /** Repeats `length` bytes from `distance` bytes back (1: the last one); the caller has checked the reach. */
  repeat(distance: number, length: number): void {
    const { bytes } = this;
    let to = this.at;
    const end = to + length;
    for (let from = to - distance; to < end; to += 1, from += 1) bytes[to] = bytes[from] as number;
    this.at = end;
  }

  /** What came since the last call, as bytes of its own. */
  take(): Buffer {
    const taken = Buffer.from(this.bytes.subarray(this.#taken, this.at));
    this.#taken = this.at;
    return taken;
  }
}

import { asBuffer } from '../window.ts';
import type { Pull } from '../pull.ts';

const ahead = 1 << 17;
/** Zeros behind the end: what is read there is found out by its place. */
const slack = 64;

/**
 * Bits of a stream, the highest of each byte first. Reading is synchronous as long as `isLow` is false; then `fill` must be
 * awaited.
 */
export class BitWindow {
  readonly #pull: Pull;
  #bytes: Buffer = Buffer.alloc(slack);
  #end = 0;
  #at = 0;
  #bit = 0;
  #passed = 0;
  #isEnded = false;

  constructor(pull: Pull) {
    this.#pull = pull;
  }

  /** Bits from the beginning of the stream. */
  get place(): number {
    return (this.#passed + this.#at) * 8 + this.#bit;
  }

  /** Whether what is left may not be enough for the next step: the tables of a block take the most. */
  get isLow(): boolean {
    return !this.#isEnded && this.#end - this.#at < 2048;
  }

  /** More was read than there is. */
  get isOver(): boolean {
    return this.#isEnded && (this.#at > this.#end || (this.#at === this.#end && this.#bit > 0));
  }

  async fill(): Promise<void> {
    const parts = [this.#bytes.subarray(this.#at, this.#end)];
    this.#passed += this.#at;
    let held = Math.max(0, this.#end - this.#at);
    this.#at = Math.max(0, this.#at - this.#end);
    this.#passed -= this.#at;
    while (held < ahead && !this.#isEnded) {
      const chunk = await this.#pull.chunk(ahead);
      if (chunk === undefined) this.#isEnded = true;
      else {
        parts.push(asBuffer(chunk));
        held += chunk.length;
      }
    }
    this.#bytes = Buffer.concat([...parts, Buffer.alloc(slack)]);
    this.#end = held;
  }

  /** The next 16 bits, which stay. */
  peek(): number {
    const bytes = this.#bytes;
    const at = this.#at;
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    return (three >>> (8 - this.#bit)) & 0xffff;
  }

  skip(count: number): void {
    const next = this.#bit + count;
    this.#at += next >> 3;
    this.#bit = next & 7;
  }

  /** Up to 32 bits as a number. */
  read(count: number): number {
    if (count > 16) return this.read(count - 16) * 0x1_0000 + this.read(16);
    if (count === 0) return 0;
    const value = this.peek() >>> (16 - count);
    this.skip(count);
    return value;
  }

  align(): void {
    if (this.#bit > 0) this.skip(8 - this.#bit);
  }
}

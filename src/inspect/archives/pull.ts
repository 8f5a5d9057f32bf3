const empty = Buffer.alloc(0);

/**
 * Bytes on demand over a stream, with what was read too far put back. Holds one chunk of the stream plus what the
 * caller asked to see at once.
 */
export class Pull {
  /** Bytes handed out so far, put-back bytes taken off. */
  offset = 0;
  readonly #chunks: AsyncIterator<Uint8Array>;
  #buffer: Buffer = empty;
  #ended = false;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  /** Reads on until `length` bytes can be seen, or the end; returns all that can be seen, which may be more or less. */
  async peek(length: number): Promise<Buffer> {
    if (this.#buffer.length >= length || this.#ended) return this.#buffer;
    const parts = [this.#buffer];
    let held = this.#buffer.length;
    while (held < length) {
      const next = await this.#chunks.next();
      if (next.done === true) {
        this.#ended = true;
        break;
      }
      const chunk = next.value;
      if (chunk.length === 0) continue;
      parts.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
      held += chunk.length;
    }
    const [only, second] = parts.filter((part) => part.length > 0);
    this.#buffer = second === undefined ? (only ?? empty) : Buffer.concat(parts, held);
    return this.#buffer;
  }

  /** True when nothing comes after what can be seen now. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Takes what `peek` showed, up to `length` bytes. */
  take(length: number): Buffer {
    const taken = this.#buffer.subarray(0, length);
    this.#buffer = this.#buffer.subarray(taken.length);
    this.offset += taken.length;
    return taken;
  }

  /** The next bytes in the size they come, `most` at most; undefined at the end. */
  async chunk(most = Number.MAX_SAFE_INTEGER): Promise<Buffer | undefined> {
    const seen = await this.peek(1);
    return seen.length === 0 ? undefined : this.take(most);
  }

  /** Takes exactly `length` bytes, fewer only at the end. */
  async bytes(length: number): Promise<Buffer> {
    await this.peek(length);
    return this.take(length);
  }

  /** Puts bytes back in front. */
  unread(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#buffer = Buffer.concat([bytes, this.#buffer]);
    this.offset -= bytes.length;
  }

  /** Tells the stream that nothing more is wanted. */
  async close(): Promise<void> {
    this.#ended = true;
    this.#buffer = empty;
    await this.#chunks.return?.();
  }
}

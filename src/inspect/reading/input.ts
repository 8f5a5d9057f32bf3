import { createHash, type Hash } from 'node:crypto';
import { fail } from '#platform/errors';
import type { Input } from '../contract.ts';

/** What the inspector needs of every input: the bytes, and at the end their number and hash. */
export interface HashedSource extends Input {
  /** Bytes and SHA-256 of the whole input; reads what no reader asked for. Rejects where it cannot be read to its end. */
  digest(): Promise<{ bytes: number; sha256: string }>;
}

/**
 * An input over a stream that cannot rewind: a member of a container while it is unpacked. Read in order it holds
 * nothing; a reader that needs random access makes it hold all, up to `maxHeldBytes`.
 */
export class StreamInput implements HashedSource {
  readonly size: number | undefined;
  private readonly source: AsyncIterator<Uint8Array>;
  private readonly maxHeldBytes: number;
  private readonly queue: Uint8Array[] = [];
  private readonly hash = createHash('sha256');
  private seen = 0;
  private held: Uint8Array | undefined;
  private ended = false;
  /** What the source failed with. Bytes that came before are good; the failure is told behind them. */
  private failure: { readonly error: unknown } | undefined;

  constructor(source: AsyncIterable<Uint8Array>, size: number | undefined, maxHeldBytes: number) {
    this.source = source[Symbol.asyncIterator]();
    this.size = size;
    this.maxHeldBytes = maxHeldBytes;
  }

  /** The first `length` bytes (fewer when the stream is shorter), which stay to be read. */
  async peek(length: number): Promise<{ bytes: Uint8Array; whole: boolean; broken: boolean }> {
    let have = this.queue.reduce((sum, chunk) => sum + chunk.byteLength, 0);
    while (have < length && !this.ended) {
      const chunk = await this.pull();
      if (chunk === undefined) break;
      this.queue.push(chunk);
      have += chunk.byteLength;
    }
    const joined = this.queue.length === 1 ? (this.queue[0] as Uint8Array) : Buffer.concat(this.queue);
    this.queue.splice(0, this.queue.length, joined);
    if (this.ended) this.held = joined;
    return { bytes: joined, whole: this.ended, broken: this.failure !== undefined };
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    if (this.held === undefined) {
      let total = 0;
      const parts: Uint8Array[] = [];
      for await (const chunk of this.readable()) {
        total += chunk.byteLength;
        if (total > this.maxHeldBytes) fail('limit-memory');
        parts.push(chunk);
      }
      this.held = parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
    }
    return this.held.subarray(offset, offset + length);
  }

  async *stream(): AsyncIterable<Uint8Array> {
    if (this.held === undefined) yield* this.readable();
    else if (this.held.byteLength > 0) yield this.held;
    if (this.failure !== undefined) throw this.failure.error;
  }

  /** What comes out, up to the failure if there is one. */
  private async *readable(): AsyncIterable<Uint8Array> {
    for (;;) {
      const chunk = this.queue.shift() ?? (await this.pull());
      if (chunk === undefined) return;
      if (chunk.byteLength > 0) yield chunk;
    }
  }

  async digest(): Promise<{ bytes: number; sha256: string }> {
    while ((await this.pull()) !== undefined) {
      // Reading is what hashes.
    }
    if (this.failure !== undefined) throw this.failure.error;
    return { bytes: this.seen, sha256: this.hash.copy().digest('hex') };
  }

  /** Ends the source early, so that a decompressor behind it is released; tells what was seen until then. */
  async close(): Promise<{ bytes: number; sha256: string }> {
    if (!this.ended) {
      this.ended = true;
      await this.source.return?.();
    }
    return { bytes: this.seen, sha256: this.hash.copy().digest('hex') };
  }

  private async pull(): Promise<Uint8Array | undefined> {
    if (this.ended) return undefined;
    const next = await this.source.next().catch((error: unknown) => {
      this.failure = { error };
      return { done: true as const, value: undefined };
    });
    if (next.done === true) {
      this.ended = true;
      return undefined;
    }
    this.hash.update(next.value);
    this.seen += next.value.byteLength;
    return next.value;
  }
}

/** A file on disk: it can be read again, so its hash costs a second pass only where no reader went through in order. */
export class FileInput implements HashedSource {
  private readonly inner: Input;
  private result: { bytes: number; sha256: string } | undefined;

  constructor(inner: Input) {
    this.inner = inner;
  }

  get size(): number | undefined {
    return this.inner.size;
  }

  read(offset: number, length: number): Promise<Uint8Array> {
    return this.inner.read(offset, length);
  }

  async *stream(): AsyncIterable<Uint8Array> {
    const hash: Hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of this.inner.stream()) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      yield chunk;
    }
    this.result = { bytes, sha256: hash.digest('hex') };
  }

  async digest(): Promise<{ bytes: number; sha256: string }> {
    if (this.result === undefined) {
      for await (const _ of this.stream()) {
        // Reading is what hashes.
      }
    }
    return this.result ?? { bytes: 0, sha256: '' };
  }
}

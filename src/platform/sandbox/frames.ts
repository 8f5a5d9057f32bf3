/**
 * Frames between a process and its sandboxed child: `[u32 header length][u32 body length][JSON header][body]`, numbers
 * little-endian. JSON and not structured clone (node:v8), whose deserialiser is not made for hostile bytes: a
 * compromised child may send anything.
 */
export interface Frame {
  readonly header: Readonly<Record<string, unknown>>;
  readonly body: Uint8Array;
}

export const maxHeaderBytes = 64 * 1024;
/** From the child. What the parent sends (rules, passwords) is its own and may be larger. */
export const maxBodyBytes = 16 * 1024 * 1024;

const prefixBytes = 8;
const empty = new Uint8Array(0);

/** The other side broke the frame format; nothing that it sends can be trusted from here on. */
export class FrameError extends Error {
  override readonly name = 'FrameError';
}

/** The two buffers of a frame, to be written one after the other. Throws FrameError for a header above the maximum. */
export function encodeFrame(header: Readonly<Record<string, unknown>>, body: Uint8Array = empty): [Buffer, Uint8Array] {
  const json = JSON.stringify(header);
  const length = Buffer.byteLength(json);
  if (length > maxHeaderBytes) throw new FrameError('header too long');
  const start = Buffer.allocUnsafe(prefixBytes + length);
  start.writeUInt32LE(length, 0);
  start.writeUInt32LE(body.length, 4);
  start.write(json, prefixBytes);
  return [start, body];
}

/**
 * Cuts a byte stream into frames. Chunks may be reused by the caller after `push`. Memory is bounded by one frame:
 * lengths are checked before anything is allocated for them.
 */
export class FrameDecoder {
  readonly #maxBody: number;
  readonly #prefix = Buffer.alloc(prefixBytes);
  #part: Buffer = this.#prefix;
  #filled = 0;
  #state: 'prefix' | 'header' | 'body' = 'prefix';
  #header: Frame['header'] = {};

  constructor(maxBody: number) {
    this.#maxBody = maxBody;
  }

  /** Calls `onFrame` for each frame that `chunk` completes. Throws FrameError, after which the decoder is unusable. */
  push(chunk: Uint8Array, onFrame: (frame: Frame) => void): void {
    let at = 0;
    while (at < chunk.length) {
      const take = Math.min(chunk.length - at, this.#part.length - this.#filled);
      this.#part.set(chunk.subarray(at, at + take), this.#filled);
      this.#filled += take;
      at += take;
      if (this.#filled === this.#part.length) this.#complete(onFrame);
    }
  }

  #complete(onFrame: (frame: Frame) => void): void {
    if (this.#state === 'prefix') {
      const length = this.#prefix.readUInt32LE(0);
      if (length < 2 || length > maxHeaderBytes) throw new FrameError('header length out of range');
      if (this.#prefix.readUInt32LE(4) > this.#maxBody) throw new FrameError('body length out of range');
      this.#expect('header', Buffer.allocUnsafe(length));
      return;
    }
    if (this.#state === 'header') {
      this.#header = parseHeader(this.#part);
      const length = this.#prefix.readUInt32LE(4);
      if (length > 0) {
        this.#expect('body', Buffer.allocUnsafeSlow(length));
        return;
      }
      this.#expect('prefix', this.#prefix);
      onFrame({ header: this.#header, body: empty });
      return;
    }
    const body = this.#part;
    this.#expect('prefix', this.#prefix);
    onFrame({ header: this.#header, body });
  }

  #expect(state: 'prefix' | 'header' | 'body', part: Buffer): void {
    this.#state = state;
    this.#part = part;
    this.#filled = 0;
  }
}

function parseHeader(bytes: Buffer): Frame['header'] {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new FrameError('header is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new FrameError('header is no object');
  return value as Frame['header'];
}

/** Bytes of one portion: how much text is decoded, tokenised and handed out at a time. */
const portionBytes = 256 * 1024;

/**
 * The same bytes in portions of exactly `size` (the last may be shorter). Whatever is cut by portion comes out the same
 * however the input was chunked. A portion is valid until the next is taken.
 */
export async function* portions(stream: AsyncIterable<Uint8Array>, size = portionBytes): AsyncGenerator<Buffer> {
  const held = Buffer.allocUnsafeSlow(size);
  let filled = 0;
  for await (const chunk of stream) {
    let offset = 0;
    while (offset < chunk.length) {
      const length = Math.min(size - filled, chunk.length - offset);
      if (filled === 0 && length === size) {
        yield Buffer.from(chunk.buffer, chunk.byteOffset + offset, size);
      } else {
        held.set(chunk.subarray(offset, offset + length), filled);
        filled += length;
        if (filled === size) {
          yield held;
          filled = 0;
        }
      }
      offset += length;
    }
  }
  if (filled > 0) yield held.subarray(0, filled);
}

import type { Format, Head, Input } from '../contract.ts';
import { TextReader } from '../text/decode.ts';
import { detectEncoding } from '../text/encoding.ts';

/** Bytes looked at on each side of an input to know its format. */
export const headBytes = 64 * 1024;

/** Makes the head of an input that can be read at random. */
export async function describeHead(input: Input, name: string): Promise<Head> {
  const bytes = await input.read(0, headBytes);
  const size = input.size;
  const tail =
    size !== undefined && size > headBytes ? await input.read(Math.max(0, size - headBytes), headBytes) : bytes;
  return headOf(bytes, tail, size, name);
}

/** Makes the head out of what is at hand; `tail` may be empty where the end is not known yet. */
export function headOf(bytes: Uint8Array, tail: Uint8Array, size: number | undefined, name: string): Head {
  return { bytes, tail, size, name, text: decodeHead(bytes) };
}

/** The beginning as text; undefined for binary data. */
function decodeHead(bytes: Uint8Array): string | undefined {
  const detected = detectEncoding(bytes);
  if (detected === undefined) return undefined;
  return new TextReader(detected.encoding).read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), false);
}

/** Where no format claims the content. Its bytes are counted and hashed, its content is reported as not read. */
export const unknownFormat: Format = {
  id: 'unknown',
  mediaType: 'application/octet-stream',
  runs: 'inline',
  detect: () => 0,
  extract: () => Promise.resolve(),
};

/** The format that claims the head with the highest certainty. */
export function detectFormat(formats: readonly Format[], head: Head): Format {
  let best = unknownFormat;
  let certainty = 0;
  for (const format of formats) {
    const claim = format.detect(head);
    if (claim > certainty) {
      best = format;
      certainty = claim;
    }
  }
  return best;
}

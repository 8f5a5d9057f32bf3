import { fail } from '#platform/errors';

const chunkUnits = 4096;

/**
 * Unpacks a compressed container of a macro project ([MS-OVBA] 2.4.1): chunks of up to 4096 bytes, in which a token
 * either is a byte or copies what came before in the same chunk. Throws `damaged`, and `limit-memory` beyond `maxHeld`
 * bytes: a token of two bytes gives a chunk of 4096.
 */
export function decompressMacros(packed: Uint8Array, maxHeld: number): Uint8Array {
  if (packed[0] !== 1) fail('damaged', 'macro project');
  const chunks: Uint8Array[] = [];
  let total = 0;
  for (let at = 1; at + 2 <= packed.length; ) {
    const header = word(packed, at);
    const end = Math.min(packed.length, at + (header & 0x0fff) + 3);
    if ((header & 0x7000) !== 0x3000) fail('damaged', 'macro project');
    const data = packed.subarray(at + 2, end);
    const chunk = (header & 0x8000) === 0 ? data : unpack(data);
    total += chunk.length;
    if (total > maxHeld) fail('limit-memory');
    chunks.push(chunk);
    at = end;
  }
  return Buffer.concat(chunks, total);
}

function unpack(data: Uint8Array): Uint8Array {
  const out = new Uint8Array(chunkUnits);
  let length = 0;
  for (let at = 0; at < data.length; ) {
    const flags = data[at++] ?? 0;
    for (let bit = 0; bit < 8 && at < data.length; bit++) {
      if ((flags & (1 << bit)) === 0) {
        if (length >= chunkUnits) fail('damaged', 'macro project');
        out[length++] = data[at++] ?? 0;
        continue;
      }
      const { distance, count } = copyToken(word(data, at), length);
      at += 2;
      if (distance > length || length + count > chunkUnits) fail('damaged', 'macro project');
      // Source and target may overlap: a short run is repeated by copying from itself.
      for (let copied = 0; copied < count; copied++, length++) out[length] = out[length - distance] ?? 0;
    }
  }
  return out.subarray(0, length);
}

/** The further into the chunk, the more bits of a token tell how far back to copy from. */
function copyToken(token: number, length: number): { readonly distance: number; readonly count: number } {
  const bits = Math.max(4, Math.ceil(Math.log2(Math.max(1, length))));
  return { distance: (token >> (16 - bits)) + 1, count: (token & (0xffff >> bits)) + 3 };
}

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
}

import { type RandomInput, range } from '../bytes/random-input.ts';

/** A stream that lies in pieces of `step` bytes at these offsets. Pieces that follow each other are read at once. */
export function sectorInput(input: RandomInput, offsets: readonly number[], step: number, stated: number): RandomInput {
  const size = Math.min(stated, offsets.length * step);
  const read = async (offset: number, length: number): Promise<Uint8Array> => {
    const end = Math.min(size, offset + length);
    const parts: Uint8Array[] = [];
    for (let at = offset; at < end; ) {
      const piece = Math.floor(at / step);
      let next = piece + 1;
      while (next * step < end && offsets[next] === (offsets[next - 1] ?? 0) + step) next++;
      const wanted = Math.min(end, next * step) - at;
      const bytes = await input.read((offsets[piece] ?? 0) + (at % step), wanted);
      parts.push(bytes);
      at += bytes.length;
      if (bytes.length < wanted) break;
    }
    return parts.length === 1 ? (parts[0] ?? new Uint8Array(0)) : Buffer.concat(parts);
  };
  const self: RandomInput = { size, read, stream: () => range(self, 0, size) };
  return self;
}

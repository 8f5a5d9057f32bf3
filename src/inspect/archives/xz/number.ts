import { fail } from '#platform/errors';

/** A number of seven bits a byte, the lowest first. Those beyond 2^53 stand for no length. */
export function number(bytes: Uint8Array, at: number): { value: number; length: number } {
  let value = 0;
  for (let length = 0; length < 9; length += 1) {
    const byte = bytes[at + length];
    if (byte === undefined) break;
    value += (byte & 0x7f) * 2 ** (7 * length);
    if (byte < 0x80) return { value, length: length + 1 };
  }
  return fail('damaged', 'xz number');
}

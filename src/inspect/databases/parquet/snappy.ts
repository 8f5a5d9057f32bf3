import { fail } from '#platform/errors';

/** Lengths above 60 stand behind the tag, in one to four bytes. */
const longest = 60;

/**
 * Unpacks one block (format_description.txt of Snappy) of a known length. Each step is held to what is left of both sides: a
 * length with its highest bit set sent the library's own back to where it came from, for ever. Throws `damaged`.
 */
export function snappy(input: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  let at = 0;
  let to = 0;
  const number = (bytes: number): number => {
    if (bytes > input.length - at) fail('damaged');
    let value = 0;
    for (let byte = 0; byte < bytes; byte += 1) value += (input[at++] ?? 0) * 2 ** (8 * byte);
    return value;
  };
  // How long it is, once more.
  while ((input[at] ?? 0) >= 128) at += 1;
  at += 1;
  while (at < input.length) {
    const tag = input[at++] ?? 0;
    const kind = tag & 3;
    const short = (tag >> 2) + 1;
    if (kind === 0) {
      const count = short > longest ? number(short - longest) + 1 : short;
      if (count > input.length - at || count > length - to) fail('damaged');
      output.set(input.subarray(at, at + count), to);
      at += count;
      to += count;
      continue;
    }
    const count = kind === 1 ? ((tag >> 2) & 7) + 4 : short;
    const back = kind === 1 ? (tag >> 5) * 256 + number(1) : number(kind === 2 ? 2 : 4);
    if (back === 0 || back > to || count > length - to) fail('damaged');
    for (const end = to + count; to < end; to += 1) output[to] = output[to - back] ?? 0;
  }
  if (to !== length) fail('damaged');
  return output;
}

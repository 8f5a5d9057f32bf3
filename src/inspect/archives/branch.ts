import { fail } from '#platform/errors';

/**
 * Turns what a filter made of executables and samples back to the bytes they were. `convert` changes whole units of
 * `bytes` in place, where `position` is their place in the stream, and returns how many bytes are settled.
 */
export interface Filter {
  convert(bytes: Buffer, position: number): number;
}

/** Applies a filter to a stream; what cannot be settled before more bytes come is held back, and left as it is at the end. */
export async function* filtered(
  source: AsyncIterable<Buffer>,
  filter: Filter,
  position: number,
): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0);
  let at = position;
  try {
    for await (const chunk of source) {
      const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      const settled = filter.convert(bytes, at);
      held = Buffer.from(bytes.subarray(settled));
      at = (at + settled) >>> 0;
      if (settled > 0) yield bytes.subarray(0, settled);
    }
  } catch (error) {
    if (held.length > 0) yield held;
    throw error;
  }
  if (held.length > 0) yield held;
}

/** Each byte as the difference to the one `distance` before. */
export function delta(distance: number): Filter {
  const before = new Uint8Array(256);
  let at = 0;
  return {
    convert(bytes) {
      for (let place = 0; place < bytes.length; place += 1) {
        const byte = ((bytes[place] as number) + (before[(at + distance) & 0xff] as number)) & 0xff;
        bytes[place] = byte;
        before[at] = byte;
        at = (at - 1) & 0xff;
      }
      return bytes.length;
    },
  };
}

/** Filters of the XZ format 5.3.2 by their id; undefined where the architecture is not known. */
export function branch(id: number): Filter | undefined {
  if (id === 4) return x86();
  if (id === 5) return words(isPowerCall, toPowerCall);
  if (id === 7) return { convert: (bytes, position) => arm(bytes, position) };
  if (id === 8) return { convert: (bytes, position) => thumb(bytes, position) };
  if (id === 9) return words(isSparcCall, toSparcCall);
  if (id === 10) return { convert: (bytes, position) => arm64(bytes, position) };
  return undefined;
}

const isPowerCall = (word: number): boolean => (word & 0xfc000003) >>> 0 === 0x48000001;
const toPowerCall = (word: number, at: number): number => 0x48000001 | (((word & 0x03fffffc) - at) & 0x03fffffc);

const isSparcCall = (word: number): boolean => {
  const top = word >>> 22;
  return top === 0x100 || top === 0x1ff;
};
function toSparcCall(word: number, at: number): number {
  const target = ((word << 2) - at) >>> 2;
  return (((0 - ((target >>> 22) & 1)) << 22) & 0x3fffffff) | (target & 0x3fffff) | 0x40000000;
}

/** Big-endian words at even places. */
function words(isCall: (word: number) => boolean, turned: (word: number, at: number) => number): Filter {
  return {
    convert(bytes, position) {
      let at = 0;
      for (; at + 4 <= bytes.length; at += 4) {
        const word = bytes.readInt32BE(at);
        if (isCall(word)) bytes.writeInt32BE(turned(word, position + at) | 0, at);
      }
      return at;
    },
  };
}

function arm(bytes: Buffer, position: number): number {
  let at = 0;
  for (; at + 4 <= bytes.length; at += 4) {
    if (bytes[at + 3] !== 0xeb) continue;
    const target = ((bytes.readUIntLE(at, 3) << 2) - (position + at + 8)) >>> 2;
    bytes.writeUIntLE(target & 0xffffff, at, 3);
  }
  return at;
}

function thumb(bytes: Buffer, position: number): number {
  let at = 0;
  for (; at + 4 <= bytes.length; at += 2) {
    const high = bytes.readUInt16LE(at);
    const low = bytes.readUInt16LE(at + 2);
    if ((high & 0xf800) !== 0xf000 || (low & 0xf800) !== 0xf800) continue;
    const source = (((high & 0x7ff) << 11) | (low & 0x7ff)) << 1;
    const target = (source - (position + at + 4)) >>> 1;
    bytes.writeUInt16LE(0xf000 | ((target >>> 11) & 0x7ff), at);
    bytes.writeUInt16LE(0xf800 | (target & 0x7ff), at + 2);
    at += 2;
  }
  return at;
}

function arm64(bytes: Buffer, position: number): number {
  let at = 0;
  for (; at + 4 <= bytes.length; at += 4) {
    const word = bytes.readInt32LE(at);
    const pc = (position + at) >>> 0;
    if (word >>> 26 === 0x25) {
      bytes.writeInt32LE(0x94000000 | ((word - (pc >>> 2)) & 0x03ffffff), at);
    } else if ((word & 0x9f000000) >>> 0 === 0x90000000) {
      const source = ((word >>> 29) & 3) | ((word >>> 3) & 0x1ffffc);
      if (((source + 0x020000) & 0x1c0000) !== 0) continue;
      const target = source - (pc >>> 12);
      const kept = word & 0x9000001f;
      const field = ((target & 3) << 29) | ((target & 0x03fffc) << 3) | ((0 - (target & 0x020000)) & 0xe00000);
      bytes.writeInt32LE(kept | field, at);
    }
  }
  return at;
}

const maskAllowed = [true, true, true, false, true, false, false, false];
const maskBit = [0, 1, 2, 2, 3, 3, 3, 3];
const isEdge = (byte: number): boolean => byte === 0 || byte === 0xff;

/** Calls and jumps (E8, E9) whose target is within 16 MiB; opcodes close behind one another are left alone. */
function x86(): Filter {
  let mask = 0;
  let previous = -5;
  return {
    convert(bytes, position) {
      if (bytes.length < 5) return 0;
      previous = previous < -5 ? -5 : previous;
      let at = 0;
      for (; at <= bytes.length - 5; at += 1) {
        const opcode = bytes[at] as number;
        if (opcode !== 0xe8 && opcode !== 0xe9) continue;
        const gap = at - previous;
        previous = at;
        if (gap > 5) mask = 0;
        else for (let step = 0; step < gap; step += 1) mask = (mask & 0x77) << 1;
        const top = bytes[at + 4] as number;
        if (!isEdge(top) || maskAllowed[(mask >> 1) & 7] !== true || mask >> 1 >= 0x10) {
          mask |= isEdge(top) ? 0x11 : 1;
          continue;
        }
        bytes.writeInt32LE(target(bytes.readInt32LE(at + 1), position + at + 5, mask), at + 1);
        at += 4;
        mask = 0;
      }
      previous -= at;
      return at;
    },
  };
}

function target(stated: number, position: number, mask: number): number {
  let source = stated;
  for (;;) {
    const found = (source - position) | 0;
    if (mask === 0) return widened(found);
    const shift = 8 * (maskBit[mask >> 1] ?? fail('damaged', 'branch filter'));
    const byte = (found >>> (24 - shift)) & 0xff;
    if (!isEdge(byte)) return widened(found);
    source = found ^ ((1 << (32 - shift)) - 1);
  }
}

const widened = (value: number): number => (value & 0x1ffffff) | ((0 - ((value >>> 24) & 1)) << 24);

import { fail } from '#platform/errors';

/** What the dictionary holds before anything was written ([MS-OXRTFCP] 2.1.2.1). */
const beginning =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx';
const compressed = 0x75465a4c;
const plain = 0x414c454d;
const headerBytes = 16;
const ring = 4096;

/** The RTF of a message out of its compressed form. Throws `damaged`, `limit-memory`. */
export function expandRtf(bytes: Buffer, maxHeld: number): Buffer {
  if (bytes.length < headerBytes) fail('damaged', 'compressed RTF');
  const size = bytes.readUInt32LE(4);
  const kind = bytes.readUInt32LE(8);
  if (size > maxHeld) fail('limit-memory', 'compressed RTF');
  if (kind === plain) return bytes.subarray(headerBytes, headerBytes + size);
  if (kind !== compressed) fail('damaged', 'compressed RTF');
  const dictionary = Buffer.alloc(ring);
  let write = dictionary.write(beginning, 'latin1');
  // A reference of two bytes stands for 17 at most.
  const out = Buffer.alloc(Math.min(size, bytes.length * 9));
  let length = 0;
  const put = (byte: number): void => {
    dictionary[write] = byte;
    write = (write + 1) % ring;
    if (length < out.length) out[length++] = byte;
  };
  for (let at = headerBytes; at < bytes.length && length < out.length; ) {
    const control = bytes.readUInt8(at++);
    for (let bit = 0; bit < 8 && at < bytes.length; bit++) {
      if ((control & (1 << bit)) === 0) {
        put(bytes.readUInt8(at++));
        continue;
      }
      if (at + 2 > bytes.length) return out.subarray(0, length);
      const reference = bytes.readUInt16BE(at);
      at += 2;
      const from = reference >> 4;
      // A reference to the place of writing ends it.
      if (from === write) return out.subarray(0, length);
      for (let index = 0; index < (reference & 15) + 2; index++) put(dictionary[(from + index) % ring] ?? 0);
    }
  }
  return out.subarray(0, length);
}

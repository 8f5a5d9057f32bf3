const symbols = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base32 of RFC 4648 without padding, as authenticator apps read it. Lengths are multiples of 5 bytes here. */
export function base32(bytes: Uint8Array): string {
  let [text, bits, value] = ['', 0, 0];
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffff;
    for (bits += 8; bits >= 5; bits -= 5) text += symbols[(value >> (bits - 5)) & 31];
  }
  return bits === 0 ? text : text + (symbols[(value << (5 - bits)) & 31] ?? '');
}

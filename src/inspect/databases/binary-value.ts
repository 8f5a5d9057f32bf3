import { isUtf8 } from 'node:buffer';

/** What a binary value of a database is shown as: text in its cell, or a file of its own. */
export type BinaryValue = { readonly text: string } | { readonly file: string };

/** Beginnings of files that programs put into databases, with the ending a member gets by it. */
const signatures: readonly (readonly [string, string])[] = [
  ['ffd8ff', 'jpg'],
  ['89504e470d0a1a0a', 'png'],
  ['47494638', 'gif'],
  ['25504446', 'pdf'],
  ['504b0304', 'zip'],
  ['1f8b08', 'gz'],
  ['d0cf11e0a1b11ae1', 'doc'],
  ['7b5c727466', 'rtf'],
  ['377abcaf271c', '7z'],
  ['526172211a07', 'rar'],
  ['fd377a585a00', 'xz'],
  ['28b52ffd', 'zst'],
  ['53514c69746520666f726d6174203300', 'sqlite'],
  ['49492a00', 'tif'],
  ['4d4d002a', 'tif'],
  ['52494646', 'webp'],
  ['62706c6973743030', 'plist'],
];

/** Hashes, salts, keys and UUIDs are kept as bytes and known as hexadecimal digits. */
const longestHex = 64;
const fewestLetters = 6;
/** Beyond this text is a file of its own, which its own reader takes. */
const longestText = 4096;

export function binaryValue(bytes: Buffer): BinaryValue {
  if (bytes.length === 0) return { text: '' };
  const start = bytes.toString('hex', 0, 16);
  const known = signatures.find(([signature]) => start.startsWith(signature));
  if (known !== undefined) return { file: known[1] };
  const text = asText(bytes);
  if (text !== undefined) return bytes.length > longestText ? { file: 'txt' } : { text };
  if (bytes.length <= longestHex) return { text: bytes.toString('hex') };
  return { text: strings(bytes).join(' ') };
}

/** The whole of it as UTF-8 or UTF-16, where it is nothing but text. */
function asText(bytes: Buffer): string | undefined {
  if (isUtf8(bytes)) {
    const text = bytes.toString('utf8');
    return isPrinted(text) ? text : undefined;
  }
  if (bytes.length % 2 !== 0 || bytes.length < 4) return undefined;
  const text = bytes.toString('utf16le').replace(/^\uFEFF/, '');
  return /^[\t\n\r\x20-\x7e\xa0-\u024f]+$/.test(text) ? text : undefined;
}

const isPrinted = (text: string): boolean => !/[\x00-\x08\x0e-\x1f\x7f]/.test(text);

/** Runs of text in bytes that are something else, as UTF-8 and as UTF-16 of Western letters. */
export function strings(bytes: Buffer): string[] {
  const found: string[] = [];
  const run = new RegExp(
    `(?:[\\x20-\\x7e]|[\\xc3-\\xdf][\\x80-\\xbf]|[\\xe0-\\xef][\\x80-\\xbf]{2}){${fewestLetters},}|(?:[\\x20-\\x7e\\xa0-\\xff]\\0){${fewestLetters},}`,
    'g',
  );
  for (const [raw] of bytes.toString('latin1').matchAll(run)) {
    const wide = raw.charAt(1) === '\0';
    found.push(wide ? raw.replaceAll('\0', '') : Buffer.from(raw, 'latin1').toString('utf8'));
  }
  return found;
}

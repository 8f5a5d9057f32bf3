import { isUtf8 } from 'node:buffer';
import { unquote } from './transfer.ts';

/** Bytes in a charset by any label; what no decoder is known for is read as UTF-8 or Latin-1. */
export function decodeBytes(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset.trim()).decode(bytes);
  } catch {
    return isUtf8(bytes) ? bytes.toString('utf8') : bytes.toString('latin1');
  }
}

/** A header line as text: UTF-8 where it is valid (RFC 6532), else windows-1252. */
export function decodeHeaderBytes(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString('utf8') : new TextDecoder('windows-1252').decode(bytes);
}

const encodedWord = /=\?([^?*\s]{1,40})(?:\*[^?\s]*)?\?([bq])\?([^?]*)\?=/gi;

/**
 * Decodes the encoded words of RFC 2047 in a header value. White space between two of them is dropped, and the bytes of
 * neighbours in one charset are joined first: many programs cut within a character.
 */
export function decodeWords(value: string): string {
  if (!value.includes('=?')) return value;
  let text = '';
  let end = 0;
  let charset = '';
  let bytes: Buffer[] = [];
  const flush = (): void => {
    if (bytes.length > 0) text += decodeBytes(Buffer.concat(bytes), charset);
    bytes = [];
  };
  for (const match of value.matchAll(encodedWord)) {
    const [whole, label, kind, data] = match as unknown as [string, string, string, string];
    const between = value.slice(end, match.index);
    const joins = bytes.length > 0 && between.trim() === '';
    if (!joins || label.toLowerCase() !== charset) flush();
    if (!joins) text += between;
    charset = label.toLowerCase();
    bytes.push(
      kind.toLowerCase() === 'b'
        ? Buffer.from(data, 'base64')
        : unquote(Buffer.from(data.replaceAll('_', ' '), 'latin1')),
    );
    end = match.index + whole.length;
  }
  flush();
  return text + value.slice(end);
}

import { TextReader } from '../text/decode.ts';
import { detectEncoding } from '../text/encoding.ts';
import { encodingOf } from '../markup/decode.ts';

/**
 * Text of a body in the charset it states. ASCII and nothing at all are stated for anything: there the bytes decide.
 * CR LF becomes LF. `onInvalid` is told of bytes that had to be replaced.
 */
export async function* decodeBody(
  body: AsyncIterable<Buffer>,
  charset: string | undefined,
  onInvalid: () => void,
): AsyncGenerator<string> {
  let read: ((bytes: Buffer, last: boolean) => string) | undefined;
  let carriage = '';
  const clean = (decoded: string): string => {
    const text = carriage + decoded;
    carriage = text.endsWith('\r') ? '\r' : '';
    return (carriage === '' ? text : text.slice(0, -1)).replaceAll('\r\n', '\n');
  };
  for await (const chunk of body) {
    read ??= readerFor(chunk, charset, onInvalid);
    const text = clean(read(chunk, false));
    if (text !== '') yield text;
  }
  const rest = clean(read?.(Buffer.alloc(0), true) ?? '') + carriage;
  if (rest !== '') yield rest;
}

function readerFor(
  first: Buffer,
  charset: string | undefined,
  onInvalid: () => void,
): (bytes: Buffer, last: boolean) => string {
  const label = charset?.trim().toLowerCase() ?? '';
  const vague = label === '' || label === 'us-ascii' || label === 'ascii' || label === 'unknown-8bit';
  const stated = vague ? undefined : encodingOf(label);
  if (stated === undefined && !vague) {
    const other = decoderOf(label);
    if (other !== undefined) return (bytes, last) => other.decode(bytes, { stream: !last });
  }
  const reader = new TextReader(stated ?? detectEncoding(first)?.encoding ?? 'utf-8', (count) => {
    if (count > 0) onInvalid();
  });
  return (bytes, last) => reader.read(bytes, last);
}

/** Charsets of mail that are not told apart by their bytes: ISO-2022-JP, ISO-8859-8 … */
function decoderOf(label: string): TextDecoder | undefined {
  try {
    return new TextDecoder(label);
  } catch {
    return undefined;
  }
}

import type { Input, Sink } from '../contract.ts';
import { TextReader } from '../text/decode.ts';
import { type Encoding, detectEncoding, encodings } from '../text/encoding.ts';
import { portions } from '../text/portions.ts';

/** Bytes in which a declaration of the encoding is looked for: HTML asks for the first 1,024. */
const declaredWithin = 4096;

const declarations = [
  /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/i,
  /<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)/i,
];

/** The encoding that a document declares about itself, by its WHATWG name; undefined where it declares none we know. */
function declaredEncoding(bytes: Buffer): Encoding | undefined {
  const start = bytes.toString('latin1', 0, declaredWithin);
  const label = declarations.map((pattern) => pattern.exec(start)?.[1]).find((found) => found !== undefined);
  return label === undefined ? undefined : encodingOf(label);
}

/** The encoding that a label means (`latin1`, `ISO-8859-1`, `cp1252` …); undefined for those we do not read. */
export function encodingOf(label: string): Encoding | undefined {
  let name: string;
  try {
    name = new TextDecoder(label.trim()).encoding;
  } catch {
    return undefined;
  }
  return encodings.find((encoding) => encoding === (name === 'gbk' ? 'gb18030' : name));
}

/**
 * Text of a document that may declare its encoding, in portions. A mark or bytes that leave no doubt come before the
 * declaration, which is often left over from a conversion.
 */
export async function* decodeMarkup(input: Input, sink: Sink, outer?: Encoding): AsyncGenerator<string> {
  let reader: TextReader | undefined;
  const onInvalid = (count: number): void => {
    if (count > 0) sink.partial('encoding-uncertain');
  };
  for await (const portion of portions(input.stream())) {
    reader ??= new TextReader(choose(portion, outer), onInvalid);
    const text = reader.read(portion, false);
    if (text.length > 0) yield text;
  }
  const rest = reader?.read(Buffer.alloc(0), true) ?? '';
  if (rest.length > 0) yield rest;
}

function choose(first: Buffer, outer: Encoding | undefined): Encoding {
  const detected = detectEncoding(first);
  const stated = outer ?? declaredEncoding(first);
  // ASCII is UTF-8 as well, but what comes later need not be.
  const ascii = detected?.encoding === 'utf-8' && detected.bom === 0 && first.every((byte) => byte < 0x80);
  if (detected !== undefined && detected.certainty === 1 && !ascii) return detected.encoding;
  // A document that can be read as bytes is not UTF-16, whatever it says.
  if (stated !== undefined && !stated.startsWith('utf-16') && !stated.startsWith('utf-32')) return stated;
  return detected?.encoding ?? 'utf-8';
}

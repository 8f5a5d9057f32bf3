import { SaxesParser } from 'saxes';
import { CofferdamError, fail } from '#platform/errors';

export type Attributes = Readonly<Record<string, string>>;

/** What a part is told while it is read. Names are without their prefix: Strict and Transitional look the same. */
export interface XmlHandler {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text(text: string): void;
}

/** Characters given to the parser at once: bounds what can pile up before it is handed out. */
const sliceUnits = 8192;
/** A parser holds an attribute or a text until its end; more than this is no office document. */
const pendingUnits = 1 << 24;
const maxElementDepth = 4096;

/** The name behind the prefix. */
function local(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** The attribute of this local name, whatever its prefix. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  const plain = attributes[name];
  if (plain !== undefined) return plain;
  for (const key in attributes) {
    if (key.endsWith(name) && local(key) === name && !key.startsWith('xmlns')) return attributes[key];
  }
  return undefined;
}

/** Whether an on/off element or attribute is on: present without value means on. */
export function isOn(value: string | undefined): boolean {
  return value === undefined || (value !== '0' && value !== 'false' && value !== 'off' && value !== 'none');
}

/**
 * Reads XML as it streams in; `pause` is awaited after each slice, so that what the handler wrote can be handed out.
 * Entities of a document type are never expanded. Throws `damaged` where the text is not well-formed.
 */
export async function readXml(
  source: AsyncIterable<Uint8Array>,
  handler: XmlHandler,
  pause?: () => Promise<void>,
): Promise<void> {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  let depth = 0;
  let pending = 0;
  parser.on('opentag', (tag) => {
    pending = 0;
    depth++;
    if (depth > maxElementDepth) fail('limit-depth');
    handler.open(local(tag.name), tag.attributes);
  });
  parser.on('closetag', (tag) => {
    pending = 0;
    depth--;
    handler.close(local(tag.name));
  });
  const text = (value: string): void => {
    pending = 0;
    handler.text(value);
  };
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('error', (error) => fail('damaged', 'XML part', error.name));

  const feed = async (piece: string): Promise<void> => {
    for (let at = 0; at < piece.length; at += sliceUnits) {
      const slice = piece.slice(at, at + sliceUnits);
      pending += slice.length;
      if (pending > pendingUnits) fail('limit-memory');
      parser.write(slice);
      await pause?.();
    }
  };

  let decoder: TextDecoder | undefined;
  for await (const bytes of source) {
    decoder ??= decoderFor(bytes);
    await feed(decoder.decode(bytes, { stream: true }));
  }
  if (decoder === undefined) fail('damaged', 'XML part');
  await feed(decoder.decode());
  try {
    parser.close();
  } catch (error) {
    if (error instanceof CofferdamError) throw error;
    fail('damaged', 'XML part');
  }
  await pause?.();
}

function decoderFor(bytes: Uint8Array): TextDecoder {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le');
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be');
  if (first === 0x3c && second === 0) return new TextDecoder('utf-16le');
  if (first === 0 && second === 0x3c) return new TextDecoder('utf-16be');
  return new TextDecoder('utf-8');
}

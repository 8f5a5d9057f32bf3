import { asBuffer } from '../archives/window.ts';
import type { ExtractContext, Format, Head, Input, Sink } from '../contract.ts';
import { decodeMarkup } from '../markup/decode.ts';
import { handOut } from '../markup/pieces.ts';
import { prologEnd } from '../markup/prolog.ts';
import { XmlReader } from '../markup/xml.ts';

/** XML of any vocabulary: exports, feeds, configuration, SVG. Repeated elements are records. */
export const format: Format = {
  id: 'xml',
  mediaType: 'application/xml',
  runs: 'sandbox',
  detect,
  extract,
};

const name = '[A-Za-z_\\u00C0-\\uFFFD][\\w.\\-:\\u00B7-\\uFFFD]*';
const declaration = /^\s*<\?xml\s/;
const documentType = new RegExp(`^<!DOCTYPE\\s+${name}`);
const rootTag = new RegExp(`^<${name}(?:\\s[^<>]*)?/?>`);

/** 0.85 with a declaration or document type, 0.6 with a root tag that is closed somewhere, as far as can be seen. */
function detect(head: Head): number {
  const text = (head.text ?? asBuffer(head.bytes).toString('latin1')).slice(0, 65_536).replace(/^\uFEFF/, '');
  if (!/^\s*</.test(text)) return 0;
  const start = text.slice(prologEnd(text));
  if (declaration.test(text) || documentType.test(start)) return 0.85;
  const root = rootTag.exec(start);
  if (root === null) return 0;
  const tail = asBuffer(head.tail).toString('latin1').replaceAll('\0', '').trimEnd();
  return root[0].endsWith('/>') || tail.endsWith('>') || text.includes('</') ? 0.6 : 0;
}

async function extract(input: Input, sink: Sink, context: ExtractContext): Promise<void> {
  const reader = new XmlReader({
    maxHeld: context.limits.maxHeldBytes / 4,
    onPartial: (reason) => sink.partial(reason),
  });
  try {
    for await (const text of decodeMarkup(input, sink)) {
      reader.write(text);
      await handOut(reader.pieces, sink);
    }
  } finally {
    reader.end();
    await handOut(reader.pieces, sink);
  }
}

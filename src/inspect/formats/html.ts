import { asBuffer } from '../archives/window.ts';
import type { ExtractContext, Format, Head, Input, Sink } from '../contract.ts';
import { decodeMarkup } from '../markup/decode.ts';
import { HtmlReader } from '../markup/html.ts';
import { handOut } from '../markup/pieces.ts';
import { prologEnd } from '../markup/prolog.ts';

/** HTML and XHTML of any kind and quality: text, tables, definition lists, forms, and what is not shown. */
export const format: Format = {
  id: 'html',
  mediaType: 'text/html',
  runs: 'sandbox',
  detect,
  extract,
};

const surely = /^<(?:!doctype\s+html|html)[\s>]/i;
const tag =
  /<\/?(?:html|head|body|div|p|span|table|tr|td|th|ul|ol|li|dl|a|b|i|br|h[1-6]|meta|title|script|style|form|input|font|img|center)(?:\s[^<>]*)?\/?>/gi;

/** 0.9 for a document that says it is HTML, 0.65 for a fragment: begins with a tag and holds three of HTML's. */
function detect(head: Head): number {
  const text = (head.text ?? asBuffer(head.bytes).toString('latin1')).slice(0, 16_384).replace(/^\uFEFF/, '');
  if (surely.test(text.slice(prologEnd(text)))) return 0.9;
  if (!/^\s*<[a-z!]/i.test(text) || text.includes('\0')) return 0;
  return (text.match(tag)?.length ?? 0) >= 3 ? 0.65 : 0;
}

async function extract(input: Input, sink: Sink, context: ExtractContext): Promise<void> {
  const reader = new HtmlReader({ where: {}, maxHeld: context.limits.maxHeldBytes / 4 });
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

import { Pull } from '../archives/pull.ts';
import { asBuffer } from '../archives/window.ts';
import type { ExtractContext, Format, Head, Input, Sink } from '../contract.ts';
import { beginsMessage } from '../mail/detect.ts';
import { MessageReader } from '../mail/message.ts';

/**
 * A mail message (RFC 5322, MIME). The parser is our own: MIME is cut at line starts, so that attachments of any size
 * stream, where postal-mime and its like hold the message and each decoded attachment.
 */
export const format: Format = {
  id: 'eml',
  mediaType: 'message/rfc822',
  runs: 'sandbox',
  detect: (head: Head) =>
    beginsMessage(asBuffer(head.bytes).toString('latin1', 0, 16_384).replace(/^ï»¿/, '')) ? 0.9 : 0,
  extract,
};

async function extract(input: Input, sink: Sink, context: ExtractContext): Promise<void> {
  const pull = new Pull(input.stream());
  try {
    if ((await pull.peek(3)).subarray(0, 3).equals(byteOrderMark)) pull.take(3);
    await new MessageReader(pull, sink, context.limits.maxHeldBytes / 4).read();
  } finally {
    await pull.close();
  }
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

import { drain, lend } from '../archives/lend.ts';
import { Pull } from '../archives/pull.ts';
import { asBuffer } from '../archives/window.ts';
import type { Format, Head, Input, Sink } from '../contract.ts';
import { beginsMbox } from '../mail/detect.ts';
import { Mailbox } from '../mail/mailbox.ts';

/** A mailbox of many messages (RFC 4155 and its dialects mboxo, mboxrd, Thunderbird), each a member of its own. */
export const format: Format = {
  id: 'mbox',
  mediaType: 'application/mbox',
  runs: 'sandbox',
  detect: (head: Head) => (beginsMbox(asBuffer(head.bytes).toString('latin1', 0, 16_384)) ? 0.95 : 0),
  extract,
};

async function extract(input: Input, sink: Sink): Promise<void> {
  const pull = new Pull(input.stream());
  const mailbox = new Mailbox(pull);
  try {
    for (let number = 1; await mailbox.next(); number += 1) {
      const message = bytesOf(mailbox);
      await sink.member(`message-${number}.eml`, lend(message));
      await drain(message);
    }
  } finally {
    await pull.close();
  }
}

async function* bytesOf(mailbox: Mailbox): AsyncGenerator<Buffer> {
  for (let chunk = await mailbox.chunk(); chunk !== undefined; chunk = await mailbox.chunk()) yield chunk;
}

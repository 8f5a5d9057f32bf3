import type { Format } from '#inspect';

/** A container for tests: `BOX` and JSON, a member for each key. The key `!crash` crashes the container's own reader. */
export const format: Format = {
  id: 'box',
  mediaType: 'application/x-box',
  runs: 'sandbox',
  detect: (head) => (Buffer.from(head.bytes.subarray(0, 3)).toString() === 'BOX' ? 1 : 0),
  extract: async (input, sink) => {
    const parts: Uint8Array[] = [];
    for await (const part of input.stream()) parts.push(part);
    const members = JSON.parse(Buffer.concat(parts).toString().slice(3)) as Record<string, unknown>;
    await sink.block({ text: 'label of the box\n', where: {} });
    for (const [name, content] of Object.entries(members)) {
      if (name === '!crash') process.abort();
      const text = typeof content === 'string' ? content : `BOX${JSON.stringify(content)}`;
      await sink.member(name, Buffer.from(text));
    }
    await sink.block({ text: 'end of the box\n', where: {} });
  },
};

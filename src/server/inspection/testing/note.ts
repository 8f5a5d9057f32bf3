import type { Format } from '#inspect';

/** Plain text for tests: `NOTE` and what follows. */
export const format: Format = {
  id: 'note',
  mediaType: 'text/x-note',
  runs: 'sandbox',
  detect: (head) => (Buffer.from(head.bytes.subarray(0, 4)).toString() === 'NOTE' ? 1 : 0),
  extract: async (input, sink) => {
    for await (const part of input.stream()) await sink.block({ text: Buffer.from(part).toString(), where: {} });
  },
};

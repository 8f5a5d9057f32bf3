import type { Format } from '#inspect';

/** A file for tests whose reader does what it says: `BOMB crash`, `BOMB loop`, `BOMB flood`, `BOMB late` (text first). */
export const format: Format = {
  id: 'bomb',
  mediaType: 'application/x-bomb',
  runs: 'sandbox',
  detect: (head) => (Buffer.from(head.bytes.subarray(0, 4)).toString() === 'BOMB' ? 1 : 0),
  extract: async (input, sink) => {
    const parts: Uint8Array[] = [];
    for await (const part of input.stream()) parts.push(part);
    const text = Buffer.concat(parts).toString();
    if (text === 'BOMB late') await sink.block({ text: 'came out before\n', where: {} });
    if (text === 'BOMB loop') for (;;);
    if (text === 'BOMB flood') for (const held: number[][] = []; ; ) held.push(Array.from(new Float64Array(1 << 20)));
    process.abort();
  },
};

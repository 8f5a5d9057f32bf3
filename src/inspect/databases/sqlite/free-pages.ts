import type { Pages } from './pages.ts';

const mostInBatch = 1 << 16;

/**
 * Numbers of the pages that the list of free pages names, in batches (1.4). Behind the numbers that a trunk holds is
 * what it held before.
 */
export async function* freePages(
  pages: Pages,
  onTrunk: (rest: Buffer) => void,
  onDamage: () => void,
): AsyncGenerator<readonly number[]> {
  let batch: number[] = [];
  let next = pages.header.firstTrunk;
  while (next !== 0) {
    const trunk = await pages.claim(next);
    if (trunk === undefined) {
      onDamage();
      break;
    }
    const count = trunk.readUInt32BE(4);
    const most = Math.floor((pages.header.usable - 8) / 4);
    if (count > most) onDamage();
    for (let index = 0; index < Math.min(count, most); index += 1) batch.push(trunk.readUInt32BE(8 + index * 4));
    onTrunk(trunk.subarray(8 + Math.min(count, most) * 4));
    if (batch.length >= mostInBatch) {
      yield batch;
      batch = [];
    }
    next = trunk.readUInt32BE(0);
  }
  yield batch;
}

import type { Sorter } from './sorter.ts';

/** Sorts here while rows are few, and moves what it has to another sorter with the first row beyond `most` bytes. */
export function createGrowingSorter(near: Sorter, far: () => Sorter, most: number): Sorter {
  let sorter = near;
  let bytes = 0;
  return {
    async push(records) {
      bytes += records.length;
      if (sorter === near && bytes > most) {
        const target = far();
        for await (const batch of near.sorted()) await target.push(batch);
        await near.close();
        sorter = target;
      }
      await sorter.push(records);
    },
    async *sorted() {
      yield* sorter.sorted();
    },
    close: () => sorter.close(),
  };
}

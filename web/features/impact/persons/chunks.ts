import type { Got } from '../../../api/contract.ts';

/** Persons that are asked for at once. */
export interface Chunk {
  /** Number to begin with. */
  readonly from: number;
  /** Rows of the list before the first of them. */
  readonly before: number;
  /** How many there are. */
  readonly persons: number;
}

/** A chunk takes in more of the list until it has so many; the answer to a question holds 500 at most. */
const enough = 200;

/** The list in chunks: what comes after a number, as far as the next. */
export function chunksOf(index: Got<'persons.matches'> | undefined): Chunk[] {
  const chunks: Chunk[] = [];
  if (index === undefined) return chunks;
  const { matches, together } = index;
  let [from, before, persons] = [1, 0, 0];
  for (const [block, fit] of matches.entries()) {
    if (persons === 0) from = block * together + 1;
    persons += fit;
    if (persons < enough && block + 1 < matches.length) continue;
    if (persons > 0) chunks.push({ from, before, persons });
    before += persons;
    persons = 0;
  }
  return chunks;
}

/** Place of the chunk that a row of the list is in. */
export function chunkAt(chunks: readonly Chunk[], row: number): number {
  let [low, high] = [0, Math.max(0, chunks.length - 1)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((chunks[middle]?.before ?? 0) <= row) low = middle;
    else high = middle - 1;
  }
  return low;
}

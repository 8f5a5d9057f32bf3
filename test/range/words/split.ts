import { mix } from '../random.ts';

/** Development words are seen while rules are written; reserved ones serve to measure and nothing else. */
export type Side = 'development' | 'reserved';

/** Seeds below 1000 use the development words; seeds from 1000 on the reserved ones alone. */
export function sideOf(seed: number): Side {
  return seed >= 1000 ? 'reserved' : 'development';
}

/** Letters and digits alone decide: `E-Mail`, `e_mail` and `EMAIL` never fall on two sides. */
function keyOf(word: string): string {
  return word
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9{}]/gu, '');
}

/**
 * Deals words to the two sides, a third of every list to `reserved`, in an order that only a hash of the word decides. A
 * word that stands in several lists is on one side in all of them, and no list is left without words on either side
 * (a list whose words all went one way in lists before gives the last of its words to both).
 */
export class Splitter {
  readonly #sides = new Map<string, Side>();

  deal(words: readonly string[]): Record<Side, readonly string[]> {
    const quota = Math.round(words.length / 3);
    const fresh = new Map<string, number>();
    let reserved = 0;
    for (const word of words) {
      const key = keyOf(word);
      const side = this.#sides.get(key);
      if (side === 'reserved') reserved++;
      if (side === undefined) fresh.set(key, mix(key, 0x5eed));
    }
    for (const [key] of [...fresh].sort((a, b) => a[1] - b[1])) {
      this.#sides.set(key, reserved < quota ? 'reserved' : 'development');
      if (reserved < quota) reserved++;
    }
    const on = (side: Side) => words.filter((word) => this.#sides.get(keyOf(word)) === side);
    return { development: on('development'), reserved: on('reserved') };
  }
}

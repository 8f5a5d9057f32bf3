/**
 * A hash of a short text, below 2^32, for tables that keep the last text of each place. It takes less than the hash
 * that a Map needs of a text just cut out. Anybody can make texts that share a place: such a table must stay right, and
 * as quick as without it, where all do.
 */
export function textHash(text: string, seed = 0): number {
  let sum = seed;
  for (let at = 0; at < text.length; at++) sum = (Math.imul(sum, 31) + text.charCodeAt(at)) >>> 0;
  return sum;
}

/** Up to here the largest set is found, and its size does not depend on the order of what it is made of. */
export const mostExact = 12;

/**
 * A large set of `0 … count-1` each of which is `apart` from each other one: the largest, and of these the one with the
 * most `preferred`, where there are few. Else those that are apart from most others go first, so that what could be
 * anybody does not stand in the way of those who are surely two.
 */
export function mutuallyApart(
  count: number,
  apart: (a: number, b: number) => boolean,
  preferred: (one: number) => boolean,
): readonly number[] {
  const degrees = new Uint32Array(count);
  const few = count <= mostExact;
  const masks = new Uint32Array(few ? count : 0);
  for (let a = 1; a < count; a += 1) {
    for (let b = 0; b < a; b += 1) {
      if (!apart(a, b)) continue;
      degrees[a] = (degrees[a] ?? 0) + 1;
      degrees[b] = (degrees[b] ?? 0) + 1;
      if (!few) continue;
      masks[a] = (masks[a] ?? 0) | (1 << b);
      masks[b] = (masks[b] ?? 0) | (1 << a);
    }
  }
  if (few) return largest(masks, preferred);
  const rank = (one: number): number => (degrees[one] ?? 0) * 2 + (preferred(one) ? 1 : 0);
  const order = Array.from({ length: count }, (_, one) => one).sort((a, b) => rank(b) - rank(a) || a - b);
  const chosen: number[] = [];
  for (const one of order) if (chosen.every((other) => apart(one, other))) chosen.push(one);
  return chosen;
}

/** The largest clique of a graph of 12 nodes at most, neighbours as bits. */
function largest(neighbours: Uint32Array, preferred: (one: number) => boolean): readonly number[] {
  let best = 0;
  let bestWorth = -1;
  const liked = neighbours.reduce((set, _, one) => set | (preferred(one) ? 1 << one : 0), 0);
  const worth = (set: number): number => bits(set) * (mostExact + 1) + bits(set & liked);
  const grow = (set: number, candidates: number): void => {
    if (bits(set) + bits(candidates) < bits(best)) return;
    if (candidates === 0) {
      const sum = worth(set);
      if (sum > bestWorth) [best, bestWorth] = [set, sum];
      return;
    }
    for (let left = candidates; left !== 0 && bits(set) + bits(left) >= bits(best); ) {
      const one = 31 - Math.clz32(left);
      left &= ~(1 << one);
      grow(set | (1 << one), left & (neighbours[one] ?? 0));
    }
  };
  grow(0, 2 ** neighbours.length - 1);
  return Array.from(neighbours.keys()).filter((one) => (best & (1 << one)) !== 0);
}

function bits(set: number): number {
  let count = 0;
  for (let left = set; left !== 0; left &= left - 1) count += 1;
  return count;
}

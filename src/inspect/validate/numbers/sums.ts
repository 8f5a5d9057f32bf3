/** Σ digit × weight over the first digits, as many as there are weights. */
export function weighted(digits: string, weights: readonly number[]): number {
  let sum = 0;
  for (const [at, weight] of weights.entries()) sum += (digits.charCodeAt(at) - 48) * weight;
  return sum;
}

/** The digit at a place, from 0. */
export function digitAt(digits: string, at: number): number {
  return digits.charCodeAt(at) - 48;
}

/** Σ over characters of ICAO 9303 (A is 10 … Z is 35) × 7, 3, 1, 7 … */
export function sum731(characters: string): number {
  let sum = 0;
  for (let at = 0; at < characters.length; at++) {
    sum += Number.parseInt(characters.charAt(at), 36) * ([7, 3, 1][at % 3] ?? 0);
  }
  return sum;
}

/**
 * The check of Estonia, Lithuania and Kazakhstan: modulo 11 by the first weights, by the second where that is 10.
 * Returns 10 where both are.
 */
export function twiceMod11(digits: string, first: readonly number[], second: readonly number[]): number {
  const once = weighted(digits, first) % 11;
  return once < 10 ? once : weighted(digits, second) % 11;
}

/**
 * How far a list is scrolled, where browsers cannot make it as high as it is: Firefox ends at 17.9 million pixels, Chromium
 * at 33.5, and a million rows of 36 pixels are 36. Near both ends a pixel is a pixel, between them one stands for more.
 */
const edge = 100_000;

export interface Lengths {
  /** Pixels that the list could be scrolled by, were it as high as it is. */
  readonly real: number;
  /** Pixels that its box can be scrolled by. */
  readonly physical: number;
}

/** Where the list is when its box was scrolled so far. */
export function realAt(scrolled: number, { real, physical }: Lengths): number {
  if (real <= physical || scrolled <= edge) return Math.min(scrolled, real);
  if (scrolled >= physical - edge) return real - (physical - scrolled);
  return edge + ((scrolled - edge) * (real - 2 * edge)) / (physical - 2 * edge);
}

/** The other way around. */
export function physicalAt(at: number, { real, physical }: Lengths): number {
  if (real <= physical || at <= edge) return at;
  if (at >= real - edge) return physical - (real - at);
  return edge + ((at - edge) * (physical - 2 * edge)) / (real - 2 * edge);
}

import type { Kind } from './columns.ts';

/** A stretch of a text that may be a value of the index: its hash passed gate and filter. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly kind: Kind;
  /** Hashes, high and low half of each: a date may be read in two ways, a phone number with and without its country. */
  readonly hashes: readonly number[];
  /** Letters and figures of the normal form. */
  readonly length: number;
  /** How a number is written: figures alone, or in groups, with a plus sign or with letters. */
  readonly written: 'figures' | 'grouped' | 'mixed';
}

import type { IndexColumn } from './header.ts';
import type { Token } from './token.ts';
import { wordsOf } from './words.ts';

/** What governs a place of a text: the meaning of its column or field, and its label as written. */
export interface Governed {
  readonly concept?: string | undefined;
  readonly label?: string | undefined;
}

/** A primary value of more rows than this is a common one: a family's telephone, a word for `none`. */
const mostOwners = 8;
/** Letters and figures of a value that may be found by itself. */
const fewestAlone = 6;
/** Letters before a number in which a word of the header says what it is. */
const before = 40;
const fewestOfWord = 3;

/**
 * How many of random numbers, written so, would be in the column: where figures alone are more often of the column by chance
 * than this, something else has to speak for them.
 */
const mostByChance = { figures: 1e-5, grouped: 1e-2, mixed: 0.05 } as const;

/** Why a value of a primary column may be told by itself; undefined where it may not. */
export function standsAlone(
  token: Token,
  column: IndexColumn,
  rows: number,
  text: string,
  governs: () => Governed | undefined,
): string | undefined {
  if (column.role !== 'primary' || rows > mostOwners || token.length < fewestAlone) return undefined;
  if (column.kind !== 'code' && column.kind !== 'phone') return 'a whole value of a primary column';
  const lengths = token.written === 'mixed' ? column.mixed : column.figures;
  const known = lengths[Math.min(token.length, 63)] ?? 0;
  if (known / 10 ** token.length <= mostByChance[token.written]) return 'too long to be another number by chance';
  return isLabelled(token, column, text, governs()) ? 'its label says the same' : undefined;
}

function isLabelled(token: Token, column: IndexColumn, text: string, governed: Governed | undefined): boolean {
  if (governed?.concept !== undefined && governed.concept === column.concept) return true;
  const words = wordsOf(column.label.replaceAll(/(\p{Ll})(?=\p{Lu})/gu, '$1 ')).filter(
    (word) => word.length >= fewestOfWord,
  );
  const near = `${governed?.label ?? ''} ${text.slice(Math.max(0, token.start - before), token.start)}`;
  const said = new Set(wordsOf(near));
  return words.some((word) => said.has(word));
}

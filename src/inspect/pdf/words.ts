import type { Glyph, Point } from './glyphs.ts';

/** Signs that the page writes in one go, without a gap. Coordinates are along the writing and up from it. */
export interface Word {
  /** Index of the first sign. */
  readonly first: number;
  readonly left: number;
  right: number;
  readonly y: number;
  readonly size: number;
  /** Quarter turns of the writing. */
  readonly turn: number;
  /** Blanks written before it, and whether the page was told where to write it. */
  readonly blanks: number;
  readonly moved: boolean;
  /** Distance from the word that the page wrote before it on the same line, in letter heights. */
  readonly gap: number | undefined;
}

/** Words on one height, from left to right. */
export interface Line {
  readonly words: Word[];
  readonly y: number;
  readonly size: number;
  readonly turn: number;
}

/** A gap from here on, in letter heights, parts words: kerning stays below. */
export const wordGap = 0.1;
const sameLine = 0.35;

/** The words of a page in the order of writing. */
export function toWords(glyphs: readonly Glyph[]): Word[] {
  const words: Word[] = [];
  let open: Word | undefined;
  for (const [index, glyph] of glyphs.entries()) {
    const { start, end, size, blanks, moved } = glyph;
    if (!(size > 0) || ![start.x, start.y, end.x, end.y].every(Number.isFinite)) continue;
    const turn = turnOf(start, end) ?? open?.turn ?? 0;
    const [left, y] = turned(start, turn);
    const [right] = turned(end, turn);
    const last = open !== undefined && open.turn === turn && isLevel(open, y, size) ? open : undefined;
    const gap = last === undefined ? undefined : (left - last.right) / Math.max(size, last.size);
    if (last !== undefined && gap !== undefined && blanks === 0 && !moved && gap < wordGap && gap > -0.5) {
      last.right = Math.max(last.right, right);
      continue;
    }
    open = { first: index, left, right, y, size, turn, blanks, moved, gap };
    words.push(open);
  }
  return words;
}

/** The lines of a page from the top down, one direction of writing after the other. */
export function toLines(words: readonly Word[]): Line[] {
  const lines: Line[] = [];
  for (const word of words.toSorted((a, b) => a.turn - b.turn || b.y - a.y)) {
    const line = lines.at(-1);
    if (line !== undefined && line.turn === word.turn && isLevel(line, word.y, word.size)) line.words.push(word);
    else lines.push({ words: [word], y: word.y, size: word.size, turn: word.turn });
  }
  for (const { words: onLine } of lines) onLine.sort((a, b) => a.left - b.left);
  return lines;
}

function isLevel(other: { readonly y: number; readonly size: number }, y: number, size: number): boolean {
  return Math.abs(other.y - y) <= Math.max(size, other.size) * sameLine;
}

function turnOf(start: Point, end: Point): number | undefined {
  const [x, y] = [end.x - start.x, end.y - start.y];
  if (x === 0 && y === 0) return undefined;
  return (Math.round(Math.atan2(y, x) / (Math.PI / 2)) + 4) % 4;
}

function turned({ x, y }: Point, turn: number): readonly [number, number] {
  return turn === 1 ? [y, -x] : turn === 2 ? [-x, -y] : turn === 3 ? [-y, x] : [x, y];
}

import type { Glyph } from './glyphs.ts';
import { type Line, toLines, toWords, type Word, wordGap } from './words.ts';

/** A gap that is so many times as wide as the blanks of its line may part columns. */
const wideBlank = 1.5;
/** No gap between words that the page parts by blanks is taken for one between columns below this, in letter heights. */
const leastGap = 0.2;
/** From here on a gap parts columns whatever stands above and below. */
const surelyApart = 0.65;
/** Lines, one below the other, that must leave the same gap free. */
const leastLines = 3;
/** Lines without any word on one side of the gap that may come between two that have it. */
const mostShort = 3;
/** Letter heights from one line to the next of the same table. */
const farBelow = 3;
/** Below this share of words with a blank before them, the page shows distances between words by place alone. */
const fewBlanks = 0.1;
/** Where it does, words that part columns begin or end at the same place, up to this many letter heights. */
const sameEdge = 0.05;
const leastAligned = 4;

/** A gap in a line, from the end of one word to the beginning of the next. */
interface Gap {
  readonly left: number;
  readonly right: number;
  readonly line: number;
  readonly size: number;
  /** Sign that begins the next word. */
  readonly sign: number;
  /**
   * `blank`: between words of a text. `maybe`: perhaps between columns. `apart`: surely. `touch`: no gap at all, but
   * the page was told anew where to write: a cell that fills its column, or a change of font inside of a word.
   */
  readonly kind: 'blank' | 'maybe' | 'apart' | 'touch';
}

/**
 * Signs that begin a cell of a table although they stand near the cell before: three lines one below the other leave
 * the same gap free, and none of these gaps is a usual blank of its line. Text that happens to have blanks below each
 * other is no table.
 */
export function cellStarts(glyphs: readonly Glyph[]): Set<number> {
  const words = toWords(glyphs);
  const lines = toLines(words);
  const usual = usualBlank(words);
  const gaps = lines.map((line, at) => gapsOf(line, at, usual.width));
  const starts = new Set<number>();
  for (const gap of gaps.flat()) {
    if (gap.kind !== 'maybe' && gap.kind !== 'touch') continue;
    const aligned = usual.byPlace || gap.kind === 'touch';
    const found = support(gap, gaps, lines, -1, aligned) + support(gap, gaps, lines, 1, aligned);
    if (1 + found >= (aligned ? leastAligned : leastLines)) starts.add(gap.sign);
  }
  return starts;
}

/** Width of a blank on this page, in letter heights, and whether blanks are left out and shown by place. */
function usualBlank(words: readonly Word[]): { readonly width: number; readonly byPlace: boolean } {
  const near = words.filter(({ gap }) => gap !== undefined && gap >= wordGap && gap <= surelyApart);
  const blanks = near.filter(({ blanks: count }) => count > 0);
  const byPlace = blanks.length < near.length * fewBlanks;
  const widths = (byPlace ? near : blanks).map(({ gap = 0 }) => gap).toSorted((a, b) => a - b);
  return { width: widths[Math.floor(widths.length / 4)] ?? 0, byPlace };
}

function gapsOf({ words, size }: Line, line: number, usual: number): Gap[] {
  const blanks = words.flatMap(({ blanks: count, gap }) => (count === 1 && gap !== undefined ? [gap] : []));
  const blank = Math.max(usual, blanks.length > 1 ? Math.min(...blanks) : 0);
  const gaps: Gap[] = [];
  for (const [at, word] of words.entries()) {
    const last = words[at - 1];
    if (last === undefined) continue;
    const width = (word.left - last.right) / Math.max(word.size, last.size);
    if (width < wordGap && !(word.moved && word.blanks === 0)) continue;
    const place = { left: last.right, right: word.left, line, size, sign: word.first };
    gaps.push({ ...place, kind: kindOf(word, width, blank) });
  }
  return gaps;
}

function kindOf(word: Word, width: number, blank: number): Gap['kind'] {
  if (width < wordGap) return 'touch';
  if (width > surelyApart || word.gap === undefined || word.gap < 0) return 'apart';
  if (word.moved && word.blanks === 0) return 'maybe';
  return width >= leastGap && width >= blank * wideBlank ? 'maybe' : 'blank';
}

/** Lines above or below that leave the same gap free, as many as are needed. */
function support(gap: Gap, gaps: readonly (readonly Gap[])[], lines: readonly Line[], step: 1 | -1, aligned: boolean) {
  let { left, right } = gap;
  let [found, short] = [0, 0];
  let last = lines[gap.line];
  for (let at = gap.line + step; found + 1 < leastAligned; at += step) {
    const line = lines[at];
    if (line === undefined || last === undefined || line.turn !== last.turn) return found;
    if (Math.abs(line.y - last.y) > Math.max(line.size, last.size) * farBelow) return found;
    last = line;
    const edge = gap.size * sameEdge;
    const other = gaps[at]?.find((one) => {
      if (one.kind === 'blank') return false;
      if (one.kind === 'touch' || gap.kind === 'touch') return Math.abs(one.right - gap.right) <= edge;
      return one.left < right && one.right > left;
    });
    if (other === undefined) {
      const begins = line.words.findIndex((word) => Math.abs(word.left - gap.right) <= edge);
      if (gap.kind === 'touch' && begins === 0) {
        found++;
        continue;
      }
      const clear =
        gap.kind === 'touch'
          ? line.words.every((word) => word.right <= gap.right + edge || word.left >= gap.right - edge)
          : line.words.every((word) => word.right <= left) || line.words.every((word) => word.left >= right);
      if (!clear || ++short > mostShort) return found;
      continue;
    }
    if (aligned && Math.abs(other.left - gap.left) > edge && Math.abs(other.right - gap.right) > edge) return found;
    if (other.kind !== 'touch' && gap.kind !== 'touch') {
      [left, right] = [Math.max(left, other.left), Math.min(right, other.right)];
    }
    [found, short] = [found + 1, 0];
  }
  return found;
}

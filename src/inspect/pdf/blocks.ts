import type { Segment } from './segments.ts';

/** Segments below each other that the page writes one after the other: a paragraph, or a cell of several lines. */
export interface TextBlock {
  readonly lines: Segment[];
  left: number;
  right: number;
  /** From the baseline of the last line to just above that of the first. */
  bottom: number;
  readonly top: number;
}

/** Lines of one block are at most this many letter heights apart. */
const lineDistance = 1.75;

/** Groups segments, in the order of the page, into blocks. */
export function toBlocks(segments: readonly Segment[]): TextBlock[] {
  const blocks: TextBlock[] = [];
  for (const segment of segments) {
    const block = blocks.at(-1);
    if (block !== undefined && below(block, segment)) {
      block.lines.push(segment);
      block.left = Math.min(block.left, segment.left);
      block.right = Math.max(block.right, segment.right);
      block.bottom = segment.y;
      continue;
    }
    const { left, right, y, size } = segment;
    blocks.push({ lines: [segment], left, right, bottom: y, top: y + size * 0.6 });
  }
  return blocks;
}

function below(block: TextBlock, next: Segment): boolean {
  const last = block.lines.at(-1);
  if (last === undefined || last.turn !== next.turn) return false;
  const size = Math.max(last.size, next.size);
  const step = last.y - next.y;
  if (step <= size * 0.4 || step > size * lineDistance || Math.min(last.size, next.size) < size * 0.8) return false;
  const aligned = Math.abs(last.left - next.left) <= size * 0.3;
  const centred = Math.abs(last.left + last.right - next.left - next.right) <= size * 0.5;
  const flushRight = Math.abs(last.right - next.right) <= size * 0.15;
  return aligned || centred || flushRight;
}

/** Blocks side by side, from the top of the page down. */
export interface Band {
  readonly blocks: TextBlock[];
  bottom: number;
  top: number;
}

/** Groups blocks that overlap in height; each band is in order from left to right. */
export function toBands(blocks: readonly TextBlock[]): Band[] {
  const bands: Band[] = [];
  for (const block of blocks.toSorted((a, b) => b.top - a.top || a.left - b.left)) {
    const band = bands.at(-1);
    if (band !== undefined && overlaps(band, block)) {
      band.blocks.push(block);
      band.bottom = Math.min(band.bottom, block.bottom);
      continue;
    }
    bands.push({ blocks: [block], bottom: block.bottom, top: block.top });
  }
  for (const band of bands) band.blocks.sort((a, b) => a.left - b.left || b.top - a.top);
  return bands;
}

function overlaps(band: Band, block: TextBlock): boolean {
  const common = Math.min(band.top, block.top) - Math.max(band.bottom, block.bottom);
  return common >= 0.4 * Math.min(band.top - band.bottom, block.top - block.bottom);
}

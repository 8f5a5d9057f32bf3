/**
 * A piece of text as PDF.js hands it out, or the edge of marked content: tagged documents mark each cell. A mark of
 * type `cell` is ours: what follows is another cell, however near it stands.
 */
export type Item = TextItem | { readonly type: string };

export const cellEdge = { type: 'cell' } as const;

export interface TextItem {
  readonly str: string;
  readonly dir: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
}

/** Words that stand together on a line. Coordinates are along the writing (x) and up from it (y), in points. */
export interface Segment {
  text: string;
  readonly left: number;
  right: number;
  readonly y: number;
  readonly size: number;
  /** Quarter turns of the writing. */
  readonly turn: number;
}

/** A gap of more than this many letter heights may part columns. */
const wideGap = 0.55;
/** A gap where tags say that something else begins. */
const taggedGap = 0.2;
/** A gap from here on is a space between words. */
const wordGap = 0.12;

/**
 * Joins items into segments, in the order in which the page writes them. PDF.js gives gaps as items of blanks whose
 * width tells a space from the distance between two columns.
 */
export function toSegments(items: Iterable<Item>): Segment[] {
  const segments: Segment[] = [];
  let open: Segment | undefined;
  let edge = false;
  let apart = false;
  for (const item of items) {
    if ('type' in item) {
      edge = true;
      apart ||= item.type === cellEdge.type;
      continue;
    }
    if (item.str.trim() === '') continue;
    const placed = place(item);
    if (placed === undefined) continue;
    const gap = open === undefined ? 0 : placed.left - open.right;
    if (open !== undefined && !apart && continues(open, placed, gap, edge ? taggedGap : wideGap)) {
      edge = false;
      const space = gap > open.size * wordGap && !/\s$/.test(open.text) && !/^\s/.test(placed.text) ? ' ' : '';
      open.text += space + placed.text;
      open.right = Math.max(open.right, placed.right);
      continue;
    }
    edge = false;
    apart = false;
    if (open !== undefined) segments.push(open);
    open = placed;
  }
  if (open !== undefined) segments.push(open);
  for (const segment of segments) segment.text = segment.text.replace(/\s+/g, ' ').trim();
  return segments;
}

function continues(open: Segment, next: Segment, gap: number, most: number): boolean {
  const size = Math.max(open.size, next.size);
  return (
    open.turn === next.turn && Math.abs(open.y - next.y) <= size * 0.35 && gap <= size * most && gap >= -size * 0.5
  );
}

function place(item: TextItem): Segment | undefined {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = item.transform;
  const size = Math.hypot(c, d) || Math.hypot(a, b);
  if (![a, b, e, f, size, item.width].every(Number.isFinite) || size === 0) return undefined;
  const turn = (Math.round(Math.atan2(b, a) / (Math.PI / 2)) + 4) % 4;
  const [x, y] = turn === 1 ? [f, -e] : turn === 2 ? [-e, -f] : turn === 3 ? [-f, e] : [e, f];
  // The blanks at the end of an item fill the way to the next: they are no part of the word.
  const shown = item.str.trimEnd();
  const width = shown.length === item.str.length ? item.width : item.width * (shown.length / item.str.length);
  return { text: item.str, left: x, right: x + width, y, size, turn };
}

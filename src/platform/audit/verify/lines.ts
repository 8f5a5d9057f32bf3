import { isUtf8 } from 'node:buffer';
import { maxLineBytes } from '../export/form.ts';

/** A line without its end, or why it cannot be one. */
export type Line = { readonly text: string } | { readonly refused: 'too-long' | 'not-utf-8' | 'no-end' };

/**
 * Cuts bytes into lines at LF and nowhere else. A line that is too long is skipped, not gathered, so that a file of one
 * endless line needs no memory. Bytes that are not UTF-8 are refused: a decoder would replace them, and two files would
 * read the same.
 */
export async function* linesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Line[]> {
  let rest = Buffer.alloc(0);
  let skipping = false;
  for await (const piece of source) {
    const chunk = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    const lines: Line[] = [];
    let from = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
      const part = chunk.subarray(from, end);
      lines.push(skipping ? { refused: 'too-long' } : lineOf(rest.length === 0 ? part : Buffer.concat([rest, part])));
      rest = Buffer.alloc(0);
      skipping = false;
      from = end + 1;
    }
    const tail = chunk.subarray(from);
    if (rest.length + tail.length >= maxLineBytes) skipping = true;
    rest = skipping ? Buffer.alloc(0) : Buffer.concat([rest, tail]);
    if (lines.length > 0) yield lines;
  }
  if (skipping) yield [{ refused: 'too-long' }];
  else if (rest.length > 0) yield [{ refused: 'no-end' }];
}

function lineOf(bytes: Buffer): Line {
  if (bytes.length >= maxLineBytes) return { refused: 'too-long' };
  return isUtf8(bytes) ? { text: bytes.toString('utf8') } : { refused: 'not-utf-8' };
}

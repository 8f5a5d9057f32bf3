/**
 * Offset of the first thing in a document that is neither white space, a comment nor a processing instruction. By hand
 * and in one pass: as a pattern with alternatives in a loop it takes exponential time on comments.
 */
export function prologEnd(text: string): number {
  let at = 0;
  for (;;) {
    while (at < text.length && /\s/.test(text.charAt(at))) at += 1;
    const closing = text.startsWith('<!--', at) ? '-->' : text.startsWith('<?', at) ? '?>' : undefined;
    const end = closing === undefined ? -1 : text.indexOf(closing, at + 2);
    if (closing === undefined || end < 0) return at;
    at = end + closing.length;
  }
}

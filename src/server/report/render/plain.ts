/** What turns the direction of text around or breaks a line without being seen. */
const turning = /[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
/** What no XML may hold, and no line either. Line ends stay, tabs become spaces. */
const controls = /(?![\n\t])\p{Cc}|[\ufffe\uffff]/gu;

/**
 * Text as a document may hold it: what was hidden in it is written out (`\u{202e}`), halves of pairs become U+FFFD. A title
 * that somebody else chose must not rearrange the page around it.
 */
export function plain(text: string): string {
  const written = (one: string): string => `\\u{${one.codePointAt(0)?.toString(16)}}`;
  return text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replaceAll('\t', '  ')
    .replace(controls, written)
    .replace(turning, written);
}

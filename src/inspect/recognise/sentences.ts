/** Shorter values are no text in which something is told. */
export const shortestNote = 40;
/** Words with blanks between them, from which on a value is told in words: codes, addresses and titles mostly have fewer. */
const fewestWords = 4;
/** What begins without words goes on without them. */
const farthest = 400;

/** Whether a part of a text is written in words, as a note is. Bounded: a long one is known by its beginning. */
export function holdsSentences(text: string, from: number, to: number): boolean {
  if (to - from < shortestNote) return false;
  const end = Math.min(to, from + farthest);
  let words = 0;
  let letters = 0;
  for (let at = from; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (isSmallLetter(code)) letters += 1;
    else {
      // A word of sentences ends with small letters and is followed by a blank, or by a sign and a blank.
      if (letters > 1 && isBehindWord(text, at)) words += 1;
      if (words >= fewestWords) return true;
      letters = 0;
    }
  }
  return false;
}

const isBlank = (code: number): boolean => code === 32 || code === 10 || code === 0xa0;

function isBehindWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return isBlank(code) || ((code === 44 || code === 46 || code === 58) && isBlank(text.charCodeAt(at + 1)));
}

/** Of Latin-1, and every letter beyond: other scripts have words as well. */
function isSmallLetter(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 0xdf && code <= 0xff) || code > 0x17f || (code > 0xff && code % 2 === 1)
  );
}

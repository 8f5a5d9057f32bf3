/**
 * Whether a text was drawn at random rather than put together from words, dates and counters. References, paths and
 * names of settings mix letters and digits too, but change between kinds of characters only where one part ends.
 */

const separators = /[-_.~:/+=]+/;
/** A part shorter than this proves nothing: `rsa4096`, `a1b2c3`, `kv0042`. */
const shortestPart = 8;
/** Characters in random parts below which a text could be an abbreviation with a number. */
const fewestRandom = 12;

/** In random base 62 four of nine neighbours differ in kind, in hex and base 36 four of ten, in words with numbers one. */
function changes(part: string): number {
  let count = 0;
  let before = kindOf(part.charCodeAt(0));
  for (let at = 1; at < part.length; at++) {
    const kind = kindOf(part.charCodeAt(at));
    // A capital begins a word: it counts where it ends something else, not where the word goes on.
    if (kind !== before && !(before === 2 && kind === 1)) count += 1;
    before = kind;
  }
  return count;
}

/** 1 small letter, 2 capital, 3 digit, 0 anything else. */
function kindOf(code: number): number {
  if (code >= 97 && code <= 122) return 1;
  if (code >= 65 && code <= 90) return 2;
  return code >= 48 && code <= 57 ? 3 : 0;
}

function randomPart(part: string): boolean {
  if (part.length < shortestPart) return false;
  const rate = changes(part) / (part.length - 1);
  if (!/\d/.test(part)) return part.length >= 20 && rate >= 0.28;
  if (rate < (part.length < 20 ? 0.25 : 0.18)) return false;
  // `getTokenFromVaultV2`: capitals begin words, and the only digits end it.
  return !/[A-Z]/.test(part) || !/[a-z]/.test(part) || rate >= 0.28 || /\d[A-Za-z]+\d/.test(part);
}

/** Base 64 has a separator every 32 characters, by chance: read as one part where all kinds are mixed throughout. */
function randomThroughout(text: string): boolean {
  const bare = text.replace(/[-_+/]/g, '');
  if (
    !/^[A-Za-z0-9]{24,}={0,2}$/.test(bare) ||
    !/[A-Z]/.test(bare) ||
    !/[a-z]/.test(bare) ||
    !/\d[A-Za-z]+\d/.test(bare)
  )
    return false;
  return changes(bare) / (bare.length - 1) >= 0.3;
}

/** True where most of the text is in random parts, of 12 characters at least. */
export function looksRandom(text: string): boolean {
  if (randomThroughout(text)) return true;
  let random = 0;
  for (const part of text.split(separators)) if (randomPart(part)) random += part.length;
  return random >= fewestRandom && random * 2 >= text.length;
}

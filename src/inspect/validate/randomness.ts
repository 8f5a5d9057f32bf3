/**
 * Whether a text was drawn at random rather than put together from words, dates and counters, by the odds of its
 * neighbouring characters: bits for chance, against language.
 */

const separators = /[-_.~:/+=]+/;
/** A part shorter than this proves nothing: `rsa4096`, `a1b2c3`, `kv0042`. */
const shortestPart = 8;
/** Taken for random from so many bits on. Abbreviations run together (`JsonPkgLintCfg`) look like chance as well. */
const fewestBits = 7;
const fewestBitsOfLetters = 16;

/**
 * Letters that follow each letter in 93 of 100 neighbours of English, German, French, Italian and Spanish words,
 * counted on the 11,000 words of the label files and documents here. Drawn at random, 37 of 100 neighbours are among them.
 */
const following = new Set(
  `a:abcdefghiklmnprstuvyz b:aeiloru c:acehiklortu d:aeiorsu e:abcdefghilmnoprstuvwxyz f:aefior g:aehilnorsu h:aeinortu
  i:abcdefgklmnoprstvz j:aeo k:aeiorsu l:adeilmostuy m:abeimopu n:acdegiknorstuz o:bcdfgilmnoprstuvw p:aehiloprtu q:u
  r:abcdegiklmnorstuy s:acehiklnopstu t:aehinorstuy u:abcdegilmnprst v:aeio w:aeio z:aei`
    .split(/\s+/)
    .flatMap((row) => Array.from(row.slice(2), (next) => row.charCodeAt(0) * 128 + next.charCodeAt(0))),
);

/** log2 of how much likelier two neighbours are by chance than in words with numbers. */
const bits = { usual: -1.3, unusual: 3.2, newWord: 0.5, change: 1.6, digits: -1 } as const;

const small = 1;
const capital = 2;
const digit = 3;

function kindOf(code: number): number {
  if (code >= 97 && code <= 122) return small;
  if (code >= 65 && code <= 90) return capital;
  return code >= 48 && code <= 57 ? digit : 0;
}

function bitsOf(part: string): number {
  let sum = 0;
  let before = part.charCodeAt(0);
  let kindBefore = kindOf(before);
  for (let at = 1; at < part.length; at++) {
    const code = part.charCodeAt(at);
    const kind = kindOf(code);
    if (kind === digit || kindBefore === digit) sum += kind === kindBefore ? bits.digits : bits.change;
    else if (kindBefore === small && kind === capital) sum += bits.newWord;
    else sum += following.has((before | 32) * 128 + (code | 32)) ? bits.usual : bits.unusual;
    before = code;
    kindBefore = kind;
  }
  return sum;
}

/** True where the odds of all parts of 8 characters and more together speak for chance. Linear in the length. */
export function looksRandom(text: string): boolean {
  let sum = 0;
  for (const part of text.split(separators)) if (part.length >= shortestPart) sum += bitsOf(part);
  return sum >= (/\d/.test(text) ? fewestBits : fewestBitsOfLetters);
}

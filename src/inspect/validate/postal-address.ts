import type { Validation } from './validator.ts';

const absent = /^(?:n\/?a|none|null|unknown|unbekannt|same|see above|siehe oben|idem|tbd|test|true|false|default)$/i;
const shortest = 4;
const longest = 250;
const fewestLetters = 3;

const kind = { open: 0, letter: 1, digit: 2, mark: 3, space: 4 } as const;

/** What the characters of ASCII and Latin-1 are in an address; `open` ones need the whole text to be judged. */
const kinds = Uint8Array.from({ length: 256 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (character === ' ') return kind.space;
  if (/[\s@{}<>=|:]/.test(character)) return kind.open;
  if (/\p{L}/u.test(character)) return kind.letter;
  return /\d/.test(character) ? kind.digit : kind.mark;
});

/**
 * Whether the text is an address for certain: single spaces, letters, a number, no sign that needs a second look. Most
 * are, and one pass over the characters takes a tenth of the time of the patterns.
 */
function isPlainlyNumbered(text: string): boolean {
  if (text.length < shortest || text.length > longest) return false;
  let letters = 0;
  let digits = 0;
  let before: number = kind.space;
  for (let at = 0; at < text.length; at++) {
    const now = kinds[text.charCodeAt(at)] ?? kind.open;
    if (now === kind.open || (now === kind.space && before === kind.space)) return false;
    if (now === kind.letter) letters += 1;
    else if (now === kind.digit) digits += 1;
    before = now;
  }
  return letters >= fewestLetters && digits > 0 && before !== kind.space;
}

/** A street, or a whole address: letters, and a number or several words; no mail or web address. */
export function postalAddress(match: string): Validation | undefined {
  if (isPlainlyNumbered(match)) return { normal: match, checked: false, detail: 'words and a number' };
  const address = match.trim().replace(/\s+/g, ' ');
  if (address.length < shortest || address.length > longest || absent.test(address)) return undefined;
  if (/[@{}<>=|]|:\/\/|^\d+(?:[.,]\d+)?$/.test(address)) return undefined;
  if ((address.match(/\p{L}/gu)?.length ?? 0) < fewestLetters) return undefined;
  const numbered = /\d/.test(address);
  if (!numbered && !/^\p{L}[\p{L}\p{M}'’.,ªº/\- ]*$/u.test(address)) return undefined;
  return { normal: address, checked: false, detail: numbered ? 'words and a number' : 'words' };
}

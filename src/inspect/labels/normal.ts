/** Longest label that is looked at, in UTF-16 units. Longer text beside a value is prose. */
export const longestLabel = 80;

const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const numberSign = /[nN]\s?[°º]|№|#/gu;
// Most text is ASCII and needs its case folded only: ten times as fast.
const plain = /^[\0-\x7f]*$/u;
const ae = /ae|oe|ue/gu;

/** Lower case without accents; ß is ss. One word or many. */
export function foldText(text: string): string {
  if (plain.test(text)) return text.toLowerCase();
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/ß/gu, 'ss')
    .replace(/ł/gu, 'l')
    .replace(/ø/gu, 'o')
    .replace(/œ/gu, 'oe')
    .replace(/æ/gu, 'ae');
}

/** Reads the German spelling without umlauts as with: `laender` and `länder` both fold to `lander`. */
export function foldUmlauts(word: string): string {
  return word.replace(ae, (pair) => pair.charAt(0));
}

/**
 * The words of a label in normal form: camel case, snake case, punctuation and digits separated, accents and case
 * folded. `E-Mail-Adresse 2`, `eMailAdresse` and `e_mail_adresse` all begin with `email adresse`. Digits are words.
 */
export function labelWords(label: string): string[] {
  const words = runsOf(label.slice(0, longestLabel));
  const joined: string[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    if (last === 'e' && word.startsWith('mail')) joined[joined.length - 1] = `e${word}`;
    else joined.push(word);
  }
  return joined;
}

/** Runs of letters and of digits, folded. Most labels are ASCII, where the same takes a fifth of the time. */
function runsOf(label: string): readonly string[] {
  return asciiRuns(label) ?? runsOfAll(label);
}

/** Of text of any script. The order of the steps counts: a number sign ends a word, `DoB` is one. */
export function runsOfAll(label: string): readonly string[] {
  const text = label
    .replace(invisible, '')
    .replace(numberSign, ' no ')
    .replace(/\bDo[Bb]\b/gu, 'dob')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll}{2})/gu, '$1 $2');
  return foldText(text).match(/\p{L}+|\p{N}+/gu) ?? [];
}

const numberMark = 35;
const underscore = 95;
export const other = 0;
export const lower = 1;
export const upper = 2;
const digit = 3;
const kinds = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code >= 97 && code <= 122) return lower;
  if (code >= 65 && code <= 90) return upper;
  return code >= 48 && code <= 57 ? digit : other;
});

/** Whether a character is a letter, lower or upper case, or a digit; `other` where it is not ASCII. */
export function kindOf(code: number): number {
  return kinds[code] ?? other;
}

/** The same as runsOfAll in one pass; undefined where a character is not ASCII. */
function asciiRuns(label: string): string[] | undefined {
  const folded = label.toLowerCase();
  const runs: string[] = [];
  const kindAt = (at: number): number => kindOf(label.charCodeAt(at));
  let start = 0;
  let before = other;
  for (let at = 0; at <= label.length; at += 1) {
    const code = label.charCodeAt(at);
    if (code > 127) return undefined;
    const kind = kindAt(at);
    const goesOn =
      kind === before || (before === upper && kind === lower)
        ? kind !== upper || kindAt(at + 1) !== lower || kindAt(at + 2) !== lower
        : before === lower && kind === upper && isBirth(label, at - 2);
    if (!goesOn) {
      if (before !== other) runs.push(folded.slice(start, at));
      start = at;
    }
    if (code === numberMark) runs.push('no');
    before = kind;
  }
  return runs;
}

/** `DoB` alone, of which the rule for camel case would make two words. */
function isBirth(label: string, at: number): boolean {
  return label.startsWith('DoB', at) && !isWord(label.charCodeAt(at - 1)) && !isWord(label.charCodeAt(at + 3));
}

/** What a regular expression means by a word: `_` too. */
function isWord(code: number): boolean {
  return code === underscore || kindOf(code) !== other;
}

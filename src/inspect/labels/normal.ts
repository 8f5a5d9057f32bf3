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

/** Runs of letters and of digits, folded. Most labels are ASCII, where the same takes a third of the time. */
function runsOf(label: string): readonly string[] {
  if (plain.test(label)) {
    const text = label
      .replaceAll('#', ' no ')
      .replace(/\bDo[Bb]\b/g, 'dob')
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .replace(/([A-Z])([A-Z][a-z]{2})/g, '$1 $2');
    return text.toLowerCase().match(/[a-z]+|[0-9]+/g) ?? [];
  }
  const text = label
    .replace(invisible, '')
    .replace(numberSign, ' no ')
    .replace(/\bDo[Bb]\b/gu, 'dob')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll}{2})/gu, '$1 $2');
  return foldText(text).match(/\p{L}+|\p{N}+/gu) ?? [];
}

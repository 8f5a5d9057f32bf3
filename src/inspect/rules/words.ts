const notAscii = /[^\0-\x7f]/;
const marks = /\p{M}+/gu;
const camel = /([a-z])([A-Z])/g;
const wordCharacter = /[\p{L}\p{N}\p{M}]/u;

/** Text without case and accents, with camelCase taken apart: the form in which context words are compared. */
export function fold(text: string): string {
  const apart = text.replace(camel, '$1 $2');
  if (!notAscii.test(apart)) return apart.toLowerCase();
  return apart.normalize('NFD').replace(marks, '').toLowerCase().replaceAll('ß', 'ss');
}

/** Finds any of the words or phrases in folded text, as whole words: `id` is not in `video`, `nhs` is in `nhs_no`. */
export function wordsPattern(words: readonly string[]): RegExp | undefined {
  if (words.length === 0) return undefined;
  const alternatives = words
    .map((word) =>
      fold(word)
        .replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
        .replace(/\s+/g, '[\\s_.:/-]{1,3}'),
    )
    .sort((a, b) => b.length - a.length);
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}])`, 'u');
}

/** `[from, to)` made smaller until it cuts no word: else `discard` cut in two would read `card`. */
export function wholeWords(text: string, from: number, to: number): string {
  let start = from;
  let end = to;
  const inWord = (at: number): boolean => at >= 0 && at < text.length && wordCharacter.test(text.charAt(at));
  if (start > 0 && inWord(start - 1)) while (start < end && inWord(start)) start++;
  if (inWord(end)) while (end > start && inWord(end - 1)) end--;
  return text.slice(start, end);
}

/** The words of a text that nobody writes by chance: letters and digits, four or more. */
function wordsOf(text: string): Map<string, number> {
  const words = new Map<string, number>();
  for (const [word] of text.matchAll(/[\p{L}\p{N}]{4,}/gu)) words.set(word, (words.get(word) ?? 0) + 1);
  return words;
}

/** Share of the words of `theirs`, each as often as it stands there, that `ours` has as well; undefined where they have none. */
export function shareOfWords(ours: string, theirs: string): number | undefined {
  const mine = wordsOf(ours);
  let [all, common] = [0, 0];
  for (const [word, times] of wordsOf(theirs)) {
    all += times;
    common += Math.min(times, mine.get(word) ?? 0);
  }
  return all === 0 ? undefined : common / all;
}

/** What an entry is found by, made once: looking through thousands of them is done with every letter. */
export interface Hay {
  readonly label: string;
  /** Words of the label, and the first letters of them. */
  readonly words: readonly string[];
  readonly initials: string;
  /** Other words by which people look for it. */
  readonly others: readonly string[];
}

/** As people type it: without accents, in small letters. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const wordsOf = (text: string): readonly string[] => text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');

export function hayOf(label: string, others: readonly string[] = []): Hay {
  const text = plain(label);
  const words = wordsOf(text);
  const initials = words.map(([first]) => first).join('');
  return { label: text, words, initials, others: others.flatMap((one) => [plain(one), ...wordsOf(plain(one))]) };
}

/** Below this many letters another word is too easily meant. */
const shortestMistyped = 4;

/**
 * How well it fits what somebody typed; 0 where a word of that fits nowhere. A whole word comes before one that begins so,
 * that before what has it in the midst, its name before what else it goes by, and a slip of the finger (one letter, from
 * eight on two) last.
 */
export function scoreOf(hay: Hay, typed: string): number {
  const text = plain(typed).trim();
  if (text === '') return 1;
  if (hay.label === text) return 120;
  if (hay.label.startsWith(text)) return 110;
  const scores = text.split(/\s+/).map((word) => scoreOfWord(hay, word));
  return scores.includes(0) ? 0 : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

function scoreOfWord({ label, words, initials, others }: Hay, word: string): number {
  if (words.includes(word)) return 95;
  if (words.some((one) => one.startsWith(word))) return 90;
  if (label.includes(word)) return 70;
  if (others.some((one) => one.startsWith(word))) return 60;
  if (word.length > 1 && initials.startsWith(word)) return 50;
  if (others.some((one) => one.includes(word))) return 40;
  if (word.length < shortestMistyped) return 0;
  return [...words, ...others].some((one) => isNear(word, one)) ? 20 : 0;
}

/** Whether a word begins as another does, a few slips apart. */
function isNear(typed: string, word: string): boolean {
  const slips = typed.length < 8 ? 1 : 2;
  if (word.length < typed.length - slips) return false;
  const lengths = [typed.length - 1, typed.length, typed.length + 1];
  return lengths.some((length) => slipsBetween(typed, word.slice(0, length)) <= slips);
}

/** Letters left out, put in, changed, or changed with the next (optimal string alignment distance). */
function slipsBetween(a: string, b: string): number {
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= a.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      now.push(
        Math.min(
          (last[column] ?? 0) + 1,
          (now[column - 1] ?? 0) + 1,
          (last[column - 1] ?? 0) + (isSame ? 0 : 1),
          isSwapped ? (before[column - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    [before, last] = [last, now];
  }
  return last[b.length] ?? 0;
}

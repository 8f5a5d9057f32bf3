import { labelWords, longestLabel } from '../labels/normal.ts';
import type { LabelFile } from '../labels/source.ts';
import { resolveWord, type Vocabulary } from '../labels/vocabulary.ts';

/**
 * What a label says of dates below it. `happened`: of something that was done when it was written. `dated`: a date, of
 * what nobody says. `timed`: says nothing, or of what may be planned: believed with a time of day only. `never`: a date of
 * birth, of expiry or another that says nothing of when the data was written.
 */
type DateRole = 'happened' | 'dated' | 'timed' | 'never';

export interface DateLabel {
  readonly role: DateRole;
  /**
   * The label in words that our lists know, or the one word by which it was told: a label is as a stranger wrote it, and
   * may hold a name.
   */
  readonly said?: string;
}

/** All that the label files say of dates. */
export interface DateBook {
  classify(label: string | undefined): DateLabel;
}

interface Entry {
  readonly phrase: string;
  readonly label: DateLabel;
}

const untold: DateLabel = { role: 'timed' };
// Labels come from hostile files too: the cache may not grow with them.
const cacheSize = 5_000;
const longestPhrase = 4;
const plain = /^[a-z]+(?: [a-z]+){0,3}$/u;
const longestSaid = 40;

/** Compiles what the label files list under `happened`, `dated`, `planned` and `never`. */
export function readDateBook(files: readonly LabelFile[], vocabulary: Vocabulary): DateBook {
  const ranked = files.flatMap((file) =>
    'happened' in file
      ? [
          new Phrases('never', Object.values(file.never).flat()),
          new Phrases('timed', Object.values(file.planned).flat()),
          new Phrases('happened', Object.values(file.happened).flat()),
          new Phrases('dated', file.dated),
        ]
      : [],
  );
  let cache = new Map<string, DateLabel>();
  const keep = (label: string, meant: DateLabel): DateLabel => {
    if (cache.size >= cacheSize) cache = new Map();
    cache.set(label, meant);
    return meant;
  };
  return {
    classify(label) {
      if (label === undefined || label.length > longestLabel) return untold;
      const known = cache.get(label);
      if (known !== undefined) return known;
      const words = labelWords(label);
      // `order no` and `Buchungsnr`: figures that look like 2 April 2019 are a number there.
      if (words.some((word) => isNumber(word, vocabulary))) return keep(label, { role: 'never' });
      const found = ranked.map((phrases) => phrases.find(words)).find((label) => label !== undefined);
      const meant =
        found?.said === undefined ? (found ?? untold) : { ...found, said: saidOf(words, vocabulary) ?? found.said };
      return keep(label, meant);
    },
  };
}

const numbers: ReadonlySet<string | undefined> = new Set(['number', 'id', 'code']);

function isNumber(word: string, vocabulary: Vocabulary): boolean {
  return resolveWord(word, vocabulary).some((part) => numbers.has(vocabulary.phrases.get(part)?.role));
}

function saidOf(words: readonly string[], vocabulary: Vocabulary): string | undefined {
  const said = words.join(' ');
  const isKnown = (word: string): boolean => vocabulary.words.has(word) || resolveWord(word, vocabulary).length > 1;
  return said.length <= longestSaid && plain.test(said) && words.every(isKnown) ? said : undefined;
}

/** Phrases of one role, looked up by word: whole, by beginning or by end. */
class Phrases {
  private readonly whole = new Map<string, Entry>();
  private readonly begins: Entry[] = [];
  private readonly ends: Entry[] = [];

  constructor(role: DateRole, phrases: readonly (string | undefined)[]) {
    for (const written of phrases) {
      if (written === undefined) continue;
      const phrase = written.replaceAll('*', '');
      const entry = { phrase, label: role === 'happened' || role === 'dated' ? { role, said: phrase } : { role } };
      if (written.endsWith('*')) this.begins.push(entry);
      else if (written.startsWith('*')) this.ends.push(entry);
      else this.whole.set(phrase, entry);
    }
  }

  /** The meaning of the first phrase that the words of a label hold. */
  find(words: readonly string[]): DateLabel | undefined {
    for (const [at, word] of words.entries()) {
      for (let length = Math.min(longestPhrase, words.length - at); length > 0; length -= 1) {
        const found = this.whole.get(words.slice(at, at + length).join(' '));
        if (found !== undefined) return found.label;
      }
      const part =
        this.begins.find(({ phrase }) => word.startsWith(phrase)) ??
        this.ends.find(({ phrase }) => word.endsWith(phrase) && word.length > phrase.length);
      if (part !== undefined) return part.label;
    }
    return undefined;
  }
}

import { type NameClues, readClues } from '../names/clues.ts';
import type { Concept, Source } from '../contract.ts';
import { type DateBook, readDateBook } from '../dates/label-book.ts';
import { cutPhrases, type LabelMeaning, readParts } from './meaning.ts';
import { type NameLists, type PlaceLists, readNames, readPlaces } from './lists.ts';
import { labelWords, longestLabel } from './normal.ts';
import { LabelSieve } from './sieve.ts';
import { isUnknown, readLabelFiles, readVocabulary, resolveWord, type Vocabulary } from './vocabulary.ts';

/** All that the label files say, ready to be asked. */
export interface LabelBook {
  /** What a column header or field label says its value is; undefined where the book does not know. Cached. */
  classify(label: string): LabelMeaning | undefined;
  /** The same for a piece of running text, which is a label only where the book knows all words, or all but one. */
  ask(piece: string): LabelMeaning | undefined;
  /**
   * False where `ask` does not know the piece of `text` from `from` to `to`, or leaves more words of it unknown than `mostUnknown`,
   * 0 or 1. Costs a look at its letters.
   */
  mayBeLabel(text: string, from: number, to: number, mostUnknown: number): boolean;
  /** Words and phrases, lower case, with and without accents, that tell of `concept` near by in prose. Whole words only. */
  contextWords(concept: Concept): readonly string[];
  readonly names: NameLists;
  /** What tells names in running text. */
  readonly clues: NameClues;
  readonly places: PlaceLists;
  readonly dates: DateBook;
}

// Labels come from hostile files too: the cache may not grow with them.
const cacheSize = 20_000;

/**
 * Compiles the label files (src/inspect/labels/*.yml). Throws `labels-invalid` with the path of a file that is not of
 * a known form.
 */
export function compileLabels(sources: readonly Source[]): LabelBook {
  const files = readLabelFiles(sources);
  const vocabulary = readVocabulary(files);
  let cache = new Map<string, LabelMeaning | null>();
  const classify = (label: string): LabelMeaning | undefined => {
    if (label.length > longestLabel || label.includes('@')) return undefined;
    const known = cache.get(label);
    if (known !== undefined) return known ?? undefined;
    const meaning = classifyLabel(label, vocabulary);
    if (cache.size >= cacheSize) cache = new Map();
    cache.set(label, meaning ?? null);
    return meaning;
  };
  const sieve = new LabelSieve(vocabulary);
  return {
    classify,
    mayBeLabel: (text, from, to, mostUnknown) => sieve.passes(text, from, to, mostUnknown),
    ask(piece) {
      const known = cache.get(piece);
      if (known !== undefined) return known ?? undefined;
      // Of what has neither, the sieve has told already.
      return (ascii.test(piece) && !slash.test(piece)) || hasKnownWords(piece, vocabulary)
        ? classify(piece)
        : undefined;
    },
    contextWords: (concept) => vocabulary.context.get(concept) ?? [],
    names: readNames(files),
    clues: readClues(files),
    places: readPlaces(files),
    dates: readDateBook(files, vocabulary),
  };
}

/**
 * Most pieces of a text are no labels: two words of them that are in no phrase tell so in a tenth of the time. What stands in
 * brackets may be left out of a label, and a part between slashes may be one.
 */
function hasKnownWords(piece: string, vocabulary: Vocabulary): boolean {
  if (piece.length > longestLabel) return true;
  const outside = bracket.test(piece) ? piece.replace(bracketed, ' ') : piece;
  if (!slash.test(piece)) return isKnown(outside, vocabulary);
  return outside !== piece || piece.split(slash).some((side) => isKnown(side, vocabulary));
}

/** Whether at most one word is in no phrase. */
function isKnown(text: string, vocabulary: Vocabulary): boolean {
  const words = labelWords(text);
  let unknown = 0;
  return words.every((_, at) => !isUnknown(words, at, vocabulary) || ++unknown < 2);
}

const mostWords = 12;
const listing = /[,/&+]| (?:and|und|et|e|y|en) /iu;
const slash = /[/|·]/u;
const ascii = /^[\0-\x7f]*$/u;
const bracket = /[([{]/u;
const bracketed = /[([{][^)\]}]*[)\]}]/gu;

function classifyLabel(label: string, vocabulary: Vocabulary): LabelMeaning | undefined {
  const whole = readWords(label, vocabulary);
  const outside = bracket.test(label) ? label.replace(bracketed, ' ') : label;
  if (outside !== label && whole?.concept !== 'password-hash') {
    const rest = readWords(outside, vocabulary);
    // `Prüfziffer (CVC)`: a check digit by its name is none of a card.
    const isTold = rest?.concept === 'other' && whole?.concept === 'card-security' && whole.unknown === 0;
    if (rest !== undefined && rest.certainty >= 0.7 && !isTold) return rest;
    if (rest !== undefined && (whole === undefined || whole.concept === 'other')) return rest;
  }
  if (!slash.test(label) || (whole !== undefined && whole.unknown === 0 && whole.certainty > 0.9)) return whole;
  const sides = label.split(slash).flatMap((side) => readWords(side, vocabulary) ?? []);
  const [best] = sides.toSorted((one, two) => two.certainty - one.certainty);
  const agree = sides.length > 1 && sides.every(({ concept }) => concept === best?.concept);
  if (agree || whole === undefined) return best;
  return whole;
}

function readWords(text: string, vocabulary: Vocabulary): LabelMeaning | undefined {
  const words = labelWords(text);
  if (words.length === 0 || words.length > mostWords) return undefined;
  const exact = vocabulary.phrases.get(words.join(' '));
  // A filler inside of labels (`cf_color`, a custom field) may be a label alone (`CF`).
  if (words.length === 1 && exact?.concept !== undefined)
    return readParts([{ entry: exact, of: false, digits: undefined }], false);
  const known = exact === undefined ? words.flatMap((word) => resolveWord(word, vocabulary)) : words;
  return readParts(cutPhrases(known, vocabulary), listing.test(text));
}

import type { Concept, Source } from '../contract.ts';
import { foldText, foldUmlauts, labelWords } from './normal.ts';
import { certainties, type LabelFile, readLabelFile } from './source.ts';

export type Generic = 'name' | 'date' | 'number' | 'id' | 'code';
export type Role = 'people' | 'setting' | 'state' | 'attribute' | 'body' | 'thing' | Generic;

/** What a phrase means as a whole label (`concept`), and what it does beside other words (`role`). */
export interface Entry {
  readonly phrase: string;
  concept?: Concept;
  certainty: number;
  role?: Role;
  /** Of people: the relation; of settings: home, work, second … */
  group?: string;
  /** Of people: which of the group, where these are different persons (a father, a mother). */
  kind?: string;
  /** Of things: is sent to a person, so that its address is the person's. */
  posted?: boolean;
}

export interface Vocabulary {
  /** By words with a space between. */
  readonly phrases: ReadonlyMap<string, Entry>;
  /** The same without fillers: `date naissance`. */
  readonly short: ReadonlyMap<string, Entry>;
  readonly fillers: ReadonlySet<string>;
  /** What a phrase of several words can begin with: first words, and beginnings of words that are written apart (`pass word`). */
  readonly beginnings: ReadonlySet<string>;
  /** What words that are written apart can be of a phrase (`pass word`, `e mail`): two letters or more in a row of one. */
  readonly pieces: ReadonlySet<string>;
  /** Every word of any phrase. */
  readonly words: ReadonlySet<string>;
  /** Words that compounds are made of. */
  readonly parts: ReadonlySet<string>;
  /** Phrases as written and folded, to be looked for near a value in prose. */
  readonly context: ReadonlyMap<Concept, readonly string[]>;
}

/** Most words in a phrase. */
export const longestPhrase = 7;

// Short words make compounds out of anything (`man` + `age`), so that only these may.
const shortParts = new Set(
  'tel fax plz ort dob zip nr no id ip num cod nom nome pwd key ssn tax str mob cust emp usr rue via url pin iban'.split(
    ' ',
  ),
);
const barredParts = new Set(
  'sname lname nname hand land lands message page line part file role rule names time plan rate text'.split(' '),
);

function add(map: Map<string, Entry>, phrase: string, change: Partial<Entry>): void {
  const entry = map.get(phrase) ?? { phrase, certainty: 0 };
  if (change.concept !== undefined && entry.concept === undefined) {
    entry.concept = change.concept;
    entry.certainty = change.certainty ?? 0;
  }
  if (change.role !== undefined && entry.role === undefined) {
    entry.role = change.role;
    entry.group = change.group;
    entry.kind = change.kind;
    if (entry.concept === undefined) entry.certainty = change.certainty ?? 0;
  }
  if (change.posted) entry.posted = true;
  map.set(phrase, entry);
}

function normal(phrase: string): string {
  return labelWords(phrase).join(' ');
}

function addGrammar(map: Map<string, Entry>, file: LabelFile): void {
  if (!('people' in file)) return;
  for (const [role, list] of Object.entries(file.generics)) {
    for (const word of list) add(map, normal(word), { role: role as Generic });
  }
  for (const { group, kind, alone, words } of file.people) {
    for (const word of Object.values(words).flat()) {
      if (word !== undefined) add(map, normal(word), { role: 'people', group, kind, certainty: alone });
    }
  }
  for (const [group, list] of Object.entries(file.settings)) {
    for (const word of list) add(map, normal(word), { role: 'setting', group });
  }
  const rest = [
    ['body', file.bodies],
    ['state', file.states],
    ['attribute', file.attributes],
    ['thing', file.things],
  ] as const;
  for (const [role, list] of rest) for (const word of list) add(map, normal(word), { role });
  for (const word of file.posted) add(map, normal(word), { role: 'thing', posted: true });
}

function addConcepts(map: Map<string, Entry>, context: Map<Concept, Set<string>>, file: LabelFile): void {
  if (!('concepts' in file)) return;
  for (const [concept, lists] of Object.entries(file.concepts) as [Concept, (typeof file.concepts)[Concept]][]) {
    const near = context.get(concept) ?? new Set();
    context.set(concept, near);
    for (const [level, byLanguage] of Object.entries(lists ?? {})) {
      for (const phrase of Object.values(byLanguage).flat()) {
        if (phrase === undefined) continue;
        if (level === 'sure' || level === 'context') {
          near.add(phrase.toLowerCase());
          near.add(foldText(phrase));
        }
        if (level !== 'context') {
          add(map, normal(phrase), { concept, certainty: certainties[level as keyof typeof certainties] });
        }
      }
    }
  }
}

/** Reads the files of labels (not those of names and places) into one vocabulary. */
export function readVocabulary(files: readonly LabelFile[]): Vocabulary {
  const phrases = new Map<string, Entry>();
  const context = new Map<Concept, Set<string>>();
  for (const file of files) addConcepts(phrases, context, file);
  for (const file of files) addGrammar(phrases, file);
  const fillers = new Set(files.flatMap((file) => ('fillers' in file ? file.fillers.map(foldText) : [])));
  const short = new Map<string, Entry>();
  const words = new Set<string>();
  const parts = new Set<string>();
  for (const [phrase, entry] of phrases) {
    const all = phrase.split(' ');
    for (const word of all) words.add(word);
    const content = all.filter((word) => !fillers.has(word));
    const key = content.join(' ');
    if (content.length < all.length && key.length >= 4 && !phrases.has(key)) short.set(key, entry);
    const fit = phrase.length >= 4 || shortParts.has(phrase);
    if (all.length === 1 && fit && !fillers.has(phrase) && (entry.group !== 'first' || phrase.length >= 6))
      parts.add(phrase);
  }
  const beginnings = new Set([...phrases.keys(), ...short.keys()].flatMap(beginningsOf));
  const pieces = piecesOf(phrases.keys());
  const lists = new Map([...context].map(([concept, near]) => [concept, [...near]] as const));
  return { phrases, short, fillers, beginnings, pieces, words, parts, context: lists };
}

function beginningsOf(phrase: string): string[] {
  const end = phrase.indexOf(' ');
  if (end !== -1) return [phrase.slice(0, end)];
  return Array.from({ length: Math.max(0, phrase.length - 2) }, (_, at) => phrase.slice(0, at + 2));
}

function piecesOf(phrases: Iterable<string>): Set<string> {
  const pieces = new Set<string>();
  for (const phrase of phrases) {
    if (phrase.includes(' ')) continue;
    for (let from = 0; from < phrase.length; from += 1) {
      for (let to = from + 2; to <= phrase.length; to += 1) pieces.add(phrase.slice(from, to));
    }
  }
  return pieces;
}

/** All label files of `sources`, parsed. */
export function readLabelFiles(sources: readonly Source[]): LabelFile[] {
  return sources.filter(({ path }) => path.endsWith('.yml')).map(readLabelFile);
}

const endings = ['s', 'es', 'en', 'n', 'e', 'er', 'x'];
const links = ['', 's', 'n', 'en', 'es', 'e', 'er'];
const longestCompound = 40;

/** The known words that `word` is or is made of: plural, other spelling, compound; itself where it is unknown. */
export function resolveWord(word: string, vocabulary: Vocabulary): readonly string[] {
  const { words, fillers } = vocabulary;
  if (words.has(word) || fillers.has(word)) return [word];
  return wordForms(word, vocabulary);
}

/** Whether no phrase has the word at `at` in any form, alone or together with the one before or behind. Digits are not unknown. */
export function isUnknown(all: readonly string[], at: number, vocabulary: Vocabulary): boolean {
  const word = all[at] ?? '';
  const { words, fillers, pieces } = vocabulary;
  if (words.has(word) || fillers.has(word) || word.charCodeAt(0) < 65) return false;
  if (pieces.has(word)) {
    const [before, behind] = [all[at - 1], all[at + 1]];
    if (before !== undefined && pieces.has(before + word)) return false;
    if (behind !== undefined && pieces.has(word + behind)) return false;
  }
  const forms = wordForms(word, vocabulary);
  return forms.length === 1 && forms[0] === word;
}

const mostForms = 20_000;
const knownForms = new WeakMap<Vocabulary, Map<string, readonly string[]>>();

/** As resolveWord, for a word that is not to be taken as it stands. Remembered: text is made of words that come again. */
export function wordForms(word: string, vocabulary: Vocabulary): readonly string[] {
  let known = knownForms.get(vocabulary);
  if (known === undefined) knownForms.set(vocabulary, (known = new Map()));
  let forms = known.get(word);
  if (forms === undefined) {
    if (known.size >= mostForms) known.clear();
    known.set(word, (forms = findForms(word, vocabulary)));
  }
  return forms;
}

function findForms(word: string, { words, parts }: Vocabulary): readonly string[] {
  const folded = foldUmlauts(word);
  for (const form of folded === word ? [word] : [word, folded]) {
    if (form !== word && words.has(form)) return [form];
    for (const ending of endings) {
      const stem = form.endsWith(ending) ? form.slice(0, -ending.length) : '';
      if (stem.length >= 4 && words.has(stem)) return [stem];
    }
    const split = splitCompound(form, parts);
    if (split !== undefined) return split;
  }
  return [word];
}

/** Fewest parts that `word` consists of, with the linking letters of German between; quadratic in 40 letters at most. */
function splitCompound(word: string, parts: ReadonlySet<string>): string[] | undefined {
  if (word.length < 6 || word.length > longestCompound) return undefined;
  const best: (string[] | undefined)[] = [[]];
  for (let end = 2; end <= word.length; end += 1) {
    for (let start = 0; start <= end - 2; start += 1) {
      const before = best[start];
      if (before === undefined) continue;
      const chunk = word.slice(start, end);
      for (const link of links) {
        if (link !== '' && (!chunk.endsWith(link) || end === word.length)) continue;
        const part = link === '' ? chunk : chunk.slice(0, -link.length);
        if (
          !parts.has(part) ||
          (link !== '' && part.length < 4) ||
          (start === 0 && end < word.length && part.length < 3)
        )
          continue;
        if (barredParts.has(part) && (start === 0 || part.endsWith('name'))) continue;
        const known = best[end];
        if (known === undefined || before.length + 1 < known.length) best[end] = [...before, part];
        break;
      }
    }
  }
  const found = best[word.length];
  return found !== undefined && found.length > 1 && found.length <= 4 ? found : undefined;
}

import type { Rule } from './compile.ts';
import { fold } from './words.ts';

const alphanumeric = /^[\p{L}\p{N}]+$/u;
const runs = /[\p{L}\p{N}]+/gu;
/** A shorter word is in every other line: `za` of *id za ddv*. Still better than `number`, which fifty phrases have. */
const shortest = 3;
const shortCosts = 10;
const beyondBmp = /[\ud800-\udfff]/;

/** What a character is to a word: a letter or digit, folded; `mark`, which folding drops; or the end of the word. */
export const end = 0;
export const mark = 1;
/** One that folding makes several of; they are in `expansions`. */
export const several = 2;

/** Folded characters, made for 256 at a time as texts need them: all at once would take 60 ms. */
class Folding {
  readonly table = new Uint16Array(0x10000);
  readonly expansions = new Map<number, string>();
  private readonly made = new Uint8Array(256);

  make(page: number): void {
    if (this.made[page] === 1) return;
    this.made[page] = 1;
    for (let code = page << 8; code < (page + 1) << 8; code += 1) {
      const folded = sigma(fold(String.fromCharCode(code)));
      if (folded === '') this.table[code] = mark;
      else if (!alphanumeric.test(folded)) this.table[code] = end;
      else if (folded.length === 1) this.table[code] = folded.charCodeAt(0);
      else {
        this.table[code] = several;
        this.expansions.set(code, folded);
      }
    }
  }

  isMade(page: number): boolean {
    return this.made[page] === 1;
  }
}
/** A last sigma is another letter only where a whole word is folded. */
export const sigma = (text: string): string => text.replaceAll('ς', 'σ');

export const folding = new Folding();
folding.make(0);

export const seed = 0x811c9dc5 | 0;
/** In place of where a word begins, where that cannot be told. */
export const anywhere = -1;

/** FNV-1a over UTF-16 units. Two words of one hash only make us look where there is nothing. */
export const mix = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);

export function hashOf(word: string): number {
  let hash = seed;
  for (let at = 0; at < word.length; at += 1) hash = mix(hash, word.charCodeAt(at));
  return hash;
}

/**
 * The word by which a phrase is known: it is found as whole words, so that each run of letters or digits in it is a run of the
 * text. The one that the fewest phrases have: `customer_id` is then none of 60 identity cards.
 */
function rarest(own: readonly string[], counts: ReadonlyMap<string, number>): string {
  const cost = (word: string): number =>
    (counts.get(word) ?? 0) + (word.length < shortest ? shortCosts : 0) - word.length / 1e3;
  return own.reduce((best, word) => (cost(word) < cost(best) ? word : best));
}

/**
 * Which words of rules a text has, and where: one pass over it, in place of one for each rule around each number. It tells
 * where a rule's words cannot be; where they may be, the rule itself looks.
 */
export class WordIndex {
  /** For each hash of the word by which a phrase is known, the rules that have such a phrase. */
  private readonly rules = new Map<number, Set<Rule>>();
  /** Rules with a phrase of which nothing can be told: of signs alone, or with characters of two units. */
  private readonly open = new Set<Rule>();
  private text: string | undefined;
  private starts = new Int32Array(256);
  private found: ReadonlySet<Rule>[] = [];

  constructor(rules: readonly Rule[]) {
    const phrases: { readonly rule: Rule; readonly runs: readonly string[] }[] = [];
    const counts = new Map<string, number>();
    for (const rule of rules) {
      for (const word of [...rule.context.words, ...rule.context.nameWords]) {
        const phrase = sigma(fold(word));
        const own = beyondBmp.test(phrase) ? [] : (phrase.match(runs) ?? []);
        if (own.length === 0) this.open.add(rule);
        else phrases.push({ rule, runs: own });
        for (const one of own) counts.set(one, (counts.get(one) ?? 0) + 1);
      }
    }
    for (const { rule, runs: own } of phrases) this.add(rule, rarest(own, counts));
  }

  private add(rule: Rule, word: string): void {
    const hash = hashOf(word);
    const own = this.rules.get(hash) ?? new Set();
    own.add(rule);
    this.rules.set(hash, own);
  }

  /** False where none of the words of the rule begins in [from, to) of the text. */
  mayHave(rule: Rule, text: string, from: number, to: number): boolean {
    if (this.open.has(rule)) return true;
    const first = this.firstFrom(text, from);
    const { starts, found } = this;
    for (let at = first; at < found.length && (starts[at] as number) < to; at += 1) {
      if (found[at]?.has(rule) === true) return true;
    }
    return false;
  }

  /** Whether nothing can be told of where the words of the rule are. */
  isOpen(rule: Rule): boolean {
    return this.open.has(rule);
  }

  /** Tells of each word that begins in [from, to) of the text, whose it may be; first of the rules of which nothing can be told, `anywhere`. */
  each(text: string, from: number, to: number, seen: (rules: ReadonlySet<Rule>, at: number) => void): void {
    if (this.open.size > 0) seen(this.open, anywhere);
    const first = this.firstFrom(text, from);
    const { starts, found } = this;
    for (let at = first; at < found.length && (starts[at] as number) < to; at += 1) {
      seen(found[at] as ReadonlySet<Rule>, starts[at] as number);
    }
  }

  /** The rules of which a word may be in a text of its own, such as a label. */
  rulesOf(text: string): ReadonlySet<Rule> {
    const [kept, starts, found] = [this.text, this.starts, this.found];
    this.starts = new Int32Array(16);
    this.read(text);
    const rules = new Set<Rule>();
    this.each(text, 0, text.length, (own) => own.forEach((rule) => rules.add(rule)));
    [this.text, this.starts, this.found] = [kept, starts, found];
    return rules;
  }

  private firstFrom(text: string, from: number): number {
    if (this.text !== text) this.read(text);
    let low = 0;
    let high = this.found.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] as number) < from) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private read(text: string): void {
    this.text = text;
    this.found = [];
    const { table } = folding;
    let hash = seed;
    let start = 0;
    let isWord = false;
    let wasLower = false;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code > 0xff && !folding.isMade(code >> 8)) folding.make(code >> 8);
      const folded = table[code] as number;
      if (folded === mark) {
        // It stands between the letters when camelCase is looked for, and is dropped after.
        wasLower = false;
        continue;
      }
      // As in `fold`: camelCase is two words. Only ASCII letters count for it.
      const isParted = wasLower && code >= 65 && code <= 90;
      if (isWord && (folded === end || isParted)) {
        this.note(hash, start);
        isWord = false;
      }
      wasLower = code >= 97 && code <= 122;
      if (folded === end) continue;
      if (!isWord) {
        hash = seed;
        start = at;
        isWord = true;
      }
      if (folded === several)
        for (const unit of folding.expansions.get(code) ?? '') hash = mix(hash, unit.charCodeAt(0));
      else hash = mix(hash, folded);
    }
    if (isWord) this.note(hash, start);
  }

  private note(hash: number, start: number): void {
    const rules = this.rules.get(hash);
    if (rules === undefined) return;
    const number = this.found.push(rules) - 1;
    if (number >= this.starts.length) {
      const grown = new Int32Array(this.starts.length * 2);
      grown.set(this.starts);
      this.starts = grown;
    }
    this.starts[number] = start;
  }
}

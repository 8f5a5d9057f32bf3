import { unitsOf } from './units.ts';

/** A text to be found, and what it stands for. */
export interface Literal<Meaning> {
  readonly text: string;
  readonly ignoreCase: boolean;
  readonly meaning: Meaning;
}

interface Sought<Meaning> {
  readonly text: string;
  readonly exact: boolean;
  readonly meanings: readonly Meaning[];
}

/** Bit of a step behind which something ends; states are fewer. */
const ends = 0x8000;

/**
 * Finds all of many literals in one pass (Aho and Corasick), however many there are: a regex of 400 alternatives reads 12 MB/s
 * here, this 100. Case is ignored while looking, and then compared where it counts.
 */
export class Literals<Meaning> {
  /** The class of each UTF-16 unit: one for each letter in both its cases, 0 for what is in no literal. */
  private readonly classOf = new Uint8Array(0x10000);
  private readonly shift: number;
  private readonly steps: Uint16Array;
  /** By state, what ends there. */
  private readonly endings: readonly (readonly Sought<Meaning>[])[];

  constructor(literals: readonly Literal<Meaning>[]) {
    const classes = this.name(literals);
    this.shift = Math.ceil(Math.log2(classes + 1));
    const trie = new Trie<Meaning>();
    for (const { text, exact, meanings } of merged(literals)) {
      const path = Array.from({ length: text.length }, (_, at) => this.classOf[text.charCodeAt(at)] as number);
      trie.add(path, { text, exact, meanings });
    }
    if (trie.nodes.length >= ends) throw new RangeError('too many literals');
    this.steps = trie.steps(classes, this.shift);
    this.endings = trie.nodes.map(({ all }) => all);
  }

  /** Gives classes to the characters of literals, and says how many there are. */
  private name(literals: readonly Literal<Meaning>[]): number {
    let classes = 0;
    for (const { text } of literals) {
      for (let at = 0; at < text.length; at += 1) {
        if (this.classOf[text.charCodeAt(at)] !== 0) continue;
        classes += 1;
        for (const unit of bothCases(text.charAt(at))) this.classOf[unit] = classes;
      }
    }
    if (classes > 255) throw new RangeError('too many characters in literals');
    return classes;
  }

  /** Tells of each place at which a literal begins, in order of where they end; what ends together, the longest first. */
  scan(text: string, found: (meaning: Meaning, start: number) => void): void {
    const { classOf, steps, shift } = this;
    const units = unitsOf(text);
    let state = 0;
    for (let at = 0; at < units.length; at += 1) {
      state = steps[(state << shift) + (classOf[units[at] as number] as number)] as number;
      if (state >= ends) {
        state -= ends;
        this.tell(text, at + 1, this.endings[state] ?? [], found);
      }
    }
  }

  private tell(
    text: string,
    end: number,
    sought: readonly Sought<Meaning>[],
    found: (meaning: Meaning, start: number) => void,
  ): void {
    for (const { text: literal, exact, meanings } of sought) {
      const start = end - literal.length;
      if (exact && !text.startsWith(literal, start)) continue;
      for (const meaning of meanings) found(meaning, start);
    }
  }
}

/** As flag `i` without `u` has it: characters whose upper case is one and the same, and no letter of ASCII for one beyond. */
function bothCases(character: string): readonly number[] {
  const forms = [character, character.toLowerCase(), character.toUpperCase()].filter((form) => form.length === 1);
  const isAscii = character.charCodeAt(0) < 128;
  return forms.map((form) => form.charCodeAt(0)).filter((unit) => unit < 128 === isAscii);
}

function merged<Meaning>(literals: readonly Literal<Meaning>[]): Sought<Meaning>[] {
  const byText = new Map<string, { text: string; exact: boolean; meanings: Meaning[] }>();
  for (const { text, ignoreCase, meaning } of literals) {
    const key = ignoreCase ? `i${text.toLowerCase()}` : `c${text}`;
    const known = byText.get(key);
    if (known === undefined) byText.set(key, { text, exact: !ignoreCase, meanings: [meaning] });
    else if (!known.meanings.includes(meaning)) known.meanings.push(meaning);
  }
  return [...byText.values()];
}

interface Node<Meaning> {
  readonly next: Map<number, number>;
  /** What ends here. */
  readonly own: Sought<Meaning>[];
  /** And what is the end of that. */
  all: readonly Sought<Meaning>[];
}

class Trie<Meaning> {
  readonly nodes: Node<Meaning>[] = [{ next: new Map(), own: [], all: [] }];

  add(path: readonly number[], sought: Sought<Meaning>): void {
    let at = 0;
    for (const symbol of path) {
      const { next } = this.nodes[at] as Node<Meaning>;
      let child = next.get(symbol);
      if (child === undefined) {
        child = this.nodes.push({ next: new Map(), own: [], all: [] }) - 1;
        next.set(symbol, child);
      }
      at = child;
    }
    this.nodes[at]?.own.push(sought);
  }

  /** For each state and class the next state, in order of breadth: what a state falls back to is made before it. */
  steps(classes: number, shift: number): Uint16Array {
    const steps = new Uint16Array(this.nodes.length << shift);
    const fallback = new Uint16Array(this.nodes.length);
    const queue = [0];
    for (const at of queue) {
      const node = this.nodes[at] as Node<Meaning>;
      const back = fallback[at] as number;
      node.all = at === 0 ? node.own : [...node.own, ...(this.nodes[back]?.all ?? [])];
      for (let symbol = 1; symbol <= classes; symbol += 1) {
        const child = node.next.get(symbol);
        const fallen = at === 0 ? 0 : (steps[(back << shift) + symbol] as number) & (ends - 1);
        if (child !== undefined) {
          fallback[child] = fallen;
          queue.push(child);
        }
        steps[(at << shift) + symbol] = child ?? fallen;
      }
    }
    for (let step = 0; step < steps.length; step += 1) {
      const next = steps[step] as number;
      if ((this.nodes[next]?.all.length ?? 0) > 0) steps[step] = next + ends;
    }
    return steps;
  }
}

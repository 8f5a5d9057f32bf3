import type { Reason } from '../contract.ts';
import { type Group, groups } from './columns.ts';
import { type Governed, standsAlone } from './evidence.ts';
import type { ExactIndex } from './exact-index.ts';
import type { IndexColumn } from './header.ts';
import {
  distanceOf,
  gapOf,
  isSeveral,
  neighbours,
  rarityOf,
  type Reading,
  type Sighted,
  withoutMailboxNames,
} from './sighted.ts';
import { Scanner } from './scanner.ts';

/** Rows looked up for one character of text; a text made of the most common values takes no longer. */
const readsPerCharacter = 2;
/** Expected number of rows that agree by chance, and the score below it; above the last nothing is told. */
const byChance: readonly (readonly [below: number, score: number])[] = [
  [0.01, 0.95],
  [0.3, 0.8],
  [1, 0.6],
];
const scoreAlone = 0.95;
/** Of these groups one is among what agrees. */
const tells: ReadonlySet<Group> = new Set(['number', 'contact', 'name', 'other']);
/** Of a smaller table shares say little. */
const fewestForShare = 200;

/** A value of the index in a text. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly column: IndexColumn;
  /** Name of the index. */
  readonly index: string;
  /** Row of the table, from 1, the header not counted. */
  readonly row: number;
  readonly score: number;
  readonly reasons: readonly Reason[];
}

/** What governs places of a text. */
export interface Records {
  /** Number of the record that a place is in; -1 in running text. */
  recordAt(position: number): number;
  governs(position: number): Governed | undefined;
}

interface Agreement {
  readonly other: Sighted;
  readonly column: number;
  readonly share: number;
}

interface Row {
  readonly row: number;
  readonly column: number;
  readonly chance: number;
  readonly agreeing: Agreeing;
}

interface Agreeing {
  /** The rarest value of each other group. */
  readonly rarest: readonly Agreement[];
  /** All that the row has, of the same group as well. */
  readonly all: readonly Agreement[];
}

/** Finds the values of one index in texts. */
export class ExactMatcher {
  readonly #index: ExactIndex;
  readonly #scanner: Scanner;
  #reads = 0;
  #isCut = false;

  constructor(index: ExactIndex) {
    this.#index = index;
    this.#scanner = new Scanner(index);
  }

  /** Whether not all rows were looked up that the last text called for. */
  get isCut(): boolean {
    return this.#isCut;
  }

  /** Matches in order of text. */
  find(text: string, records: Records): Match[] {
    this.#isCut = false;
    const sighted = this.#sight(text, records);
    if (sighted.length === 0) return [];
    this.#reads = text.length * readsPerCharacter + 4096;
    const matches = new Map<Sighted, Match>();
    const order = sighted.map((_, at) => at).sort((a, b) => rarityOf(sighted[a]) - rarityOf(sighted[b]));
    for (const at of order) {
      const one = sighted[at] as Sighted;
      if (!matches.has(one)) this.#settle(one, neighbours(sighted, at), matches, text, records);
    }
    return withoutInner([...matches.values()].sort((a, b) => a.start - b.start || b.end - a.end));
  }

  /** Values that are in the index indeed, in order of text. */
  #sight(text: string, records: Records): Sighted[] {
    const sighted: Sighted[] = [];
    this.#scanner.scan(text, (token) => {
      const readings: Reading[] = [];
      let rarity = Infinity;
      let ofGroups = 0;
      for (let at = 0; at < token.hashes.length; at += 2) {
        const low = token.hashes[at + 1] ?? 0;
        const posting = this.#index.posting(token.hashes[at] ?? 0, low);
        if (posting === undefined || posting.columns.every((column) => this.#kindOf(column) !== token.kind)) continue;
        readings.push({ low, posting });
        for (const column of posting.columns) ofGroups |= this.#bitOf(column);
        rarity = Math.min(rarity, posting.rows.length === 0 ? Infinity : posting.rows.length);
      }
      if (readings.length > 0)
        sighted.push({ token, readings, record: records.recordAt(token.start), rarity, groups: ofGroups });
    });
    sighted.sort((a, b) => a.token.start - b.token.start || a.token.end - b.token.end);
    return withoutMailboxNames(sighted);
  }

  #kindOf(column: number): string {
    return this.#index.column(column).kind;
  }

  #bitOf(column: number): number {
    return 1 << groups.indexOf(this.#groupOf(column));
  }

  #groupOf(column: number): Group {
    return this.#index.column(column).group;
  }

  #settle(
    one: Sighted,
    others: readonly Sighted[],
    matches: Map<Sighted, Match>,
    text: string,
    records: Records,
  ): void {
    const best = this.#bestRow(one, others);
    const score = best === undefined ? undefined : byChance.find(([below]) => best.chance < below)?.[1];
    const alone = this.#alone(one, text, records);
    if (best !== undefined && score !== undefined) {
      this.#tell(one, best, alone === undefined ? score : Math.max(score, scoreAlone), matches);
    } else if (alone !== undefined) matches.set(one, alone);
  }

  #alone(one: Sighted, text: string, records: Records): Match | undefined {
    for (const { posting } of one.readings) {
      for (let at = 0; at < posting.rows.length; at += 1) {
        const of = posting.of[at] ?? 0;
        const column = this.#index.column(of);
        if (column.role !== 'primary') continue;
        const rows = posting.counts[posting.columns.indexOf(of)] ?? 0;
        const why = standsAlone(one.token, column, rows, text, () => records.governs(one.token.start));
        if (why === undefined) continue;
        const reasons = [
          { why: this.#title(column), by: 0.5 },
          { why, by: round(scoreAlone - 0.5) },
        ];
        return this.#match(one, column, posting.rows[at] ?? 0, scoreAlone, reasons);
      }
    }
    return undefined;
  }

  /** The row that agrees with most of what stands near, by what is least likely to agree by chance. */
  #bestRow(one: Sighted, others: readonly Sighted[]): Row | undefined {
    if (!others.some((other) => (other.groups & ~one.groups) !== 0 || isSeveral(one.groups | other.groups)))
      return undefined;
    let best: Row | undefined;
    for (const { posting } of one.readings) {
      for (let at = 0; at < posting.rows.length; at += 1) {
        if (this.#reads <= 0) {
          this.#isCut = true;
          break;
        }
        const [row, column] = [posting.rows[at] ?? 0, posting.of[at] ?? 0];
        const agreeing = this.#agreeing(row, column, others);
        if (agreeing === undefined) continue;
        const own = posting.counts[posting.columns.indexOf(column)] ?? 1;
        const chance = agreeing.rarest.reduce((product, { share }) => product * share, own);
        if (best === undefined || chance < best.chance) best = { row, column, chance, agreeing };
      }
    }
    return best;
  }

  /** What else near by the row has; undefined where that says nothing of it. */
  #agreeing(row: number, column: number, others: readonly Sighted[]): Agreeing | undefined {
    const group = this.#groupOf(column);
    let all: Agreement[] | undefined;
    for (const other of others) {
      for (const { low, posting } of other.readings) {
        for (let at = 0; at < posting.columns.length; at += 1) {
          const there = posting.columns[at] ?? 0;
          this.#reads -= 1;
          if (this.#index.valueOf(row, there) !== low) continue;
          const share = (posting.counts[at] ?? 0) / Math.max(this.#index.header.rows, fewestForShare);
          (all ??= []).push({ other, column: there, share });
        }
      }
    }
    if (all === undefined) return undefined;
    const rarest = new Map<Group, Agreement>();
    for (const one of all) {
      const its = this.#groupOf(one.column);
      if (its !== group && one.share < (rarest.get(its)?.share ?? Infinity)) rarest.set(its, one);
    }
    // A day and a town are of many people: a name, a number or a way to reach somebody has to be among them.
    const isTold = rarest.size > 0 && (tells.has(group) || [...rarest.keys()].some((one) => tells.has(one)));
    return isTold ? { rarest: [...rarest.values()], all } : undefined;
  }

  #tell(one: Sighted, { row, column, agreeing }: Row, score: number, matches: Map<Sighted, Match>): void {
    const itself = { other: one, column, share: 0 };
    const tellers = [itself, ...agreeing.rarest];
    for (const { other, column: own } of [itself, ...agreeing.all]) {
      if (matches.has(other)) continue;
      const about = this.#index.column(own);
      const beside = tellers.filter(
        (each) => this.#groupOf(each.column) !== about.group && gapOf(each.other.token, other.token) >= 0,
      );
      if (beside.length === 0) continue;
      const by = round((score - 0.5) / beside.length);
      const reasons = beside.map((each, at) => ({
        why: `${this.#index.column(each.column).label} of the same row, ${distanceOf(other, each.other)}`,
        by: at === 0 ? round(score - 0.5 - by * (beside.length - 1)) : by,
      }));
      matches.set(other, this.#match(other, about, row, score, [{ why: this.#title(about), by: 0.5 }, ...reasons]));
    }
  }

  #title(column: IndexColumn): string {
    return `${column.label} of the index ${this.#index.header.name}`;
  }

  #match({ token }: Sighted, column: IndexColumn, row: number, score: number, reasons: readonly Reason[]): Match {
    const { name } = this.#index.header;
    return { start: token.start, end: token.end, column, index: name, row: row + 1, score, reasons };
  }
}

/** A value within a longer one of the same column is part of it. */
function withoutInner(matches: readonly Match[]): Match[] {
  const kept: Match[] = [];
  for (const match of matches) {
    const isInner = kept.slice(-8).some((last) => last.end >= match.end && last.column.kind === match.column.kind);
    if (!isInner) kept.push(match);
  }
  return kept;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

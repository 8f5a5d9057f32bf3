import type { Block, Cell, Fact, Row, Where } from '../contract.ts';
import { labelledFields } from '../labels/fields.ts';
import type { LabelBook } from '../labels/classify.ts';
import { isName, paragraphsAreRecords } from '../labels/paragraphs.ts';
import type { NameClues } from '../names/clues.ts';
import type { Allowed } from './allow.ts';
import { type Candidate, type Hit, settle } from './candidate.ts';
import { scanCell } from './cell.ts';
import type { Plan } from './plan.ts';
import { factOf, labelFact, sightingOf } from './facts.ts';
import { scanTerms } from './terms.ts';
import { type Scope, scanLiterals, scanShapes } from './scan.ts';
import { isNote, scanNames } from './scan-names.ts';
import { holdsSentences } from './sentences.ts';
import { RowFacts } from './row-facts.ts';
import { zoneFacts } from './zone-facts.ts';
import { beginsRecord, type Columns, Tables } from './tables.ts';
import type { ColumnProfile } from '../tables/profile.ts';

/** Text between cells shorter than this holds separators only. */
const proseFrom = 6;

/** Whether the format says where a record begins and ends, or labels had to tell. */
export type Bounds = 'given' | 'guessed';

/** What a block says: hits and records in order of text. */
export interface Heard {
  hit(hit: Hit, part: { readonly where: Where }): void;
  /** Instead of `hit`, for a value on the allow list. */
  allowed(hit: Hit): void;
  /** Facts that one row or labelled record states, and where it stands. */
  record(facts: readonly Fact[], bounds: Bounds, from: number, to: number): void;
  /** The records of the block, and for each what its cells mean, before all else. */
  rows(rows: readonly Row[], columns: readonly (Columns | undefined)[]): void;
}

const blankLine = /\n[\t\r ]*\n/u;
const nowhere = { where: {} };

/** Reads the blocks of one file. Holds what it learned about the file's tables. */
export class BlockReader {
  private readonly plan: Plan;
  private readonly book: LabelBook;
  private readonly tables: Tables;
  private readonly allowed: Allowed | undefined;

  constructor(plan: Plan, book: LabelBook, allowed?: Allowed) {
    this.allowed = allowed;
    this.plan = plan;
    this.book = book;
    this.tables = new Tables(book);
  }

  read(block: Block, heard: Heard): void {
    const rows = block.rows ?? labelledFields(block.text, this.book);
    const bounds = block.rows === undefined ? 'guessed' : 'given';
    const columns = this.tables.read(block, rows);
    heard.rows(rows, columns);
    new Walk(this.plan, this.book.clues, block.text, rows, columns, bounds, heard, this.allowed).all();
  }
}

/** One pass over a block, in order of text. */
class Walk {
  private readonly plan: Plan;
  private readonly clues: NameClues;
  private readonly text: string;
  private readonly rows: readonly Row[];
  /** For each row, what its cells mean. */
  private readonly columns: readonly (Columns | undefined)[];
  private readonly bounds: Bounds;
  private readonly heard: Heard;
  private readonly allowed: Allowed | undefined;
  private readonly literals: Candidate[] = [];
  private nextLiteral = 0;
  private candidates: Candidate[] = [];
  /** Records of a table that stands upright, by column. */
  private readonly upright = new Map<number, { facts: Fact[]; from: number; to: number }>();
  /** Whether blank lines part the records of an upright table; not known before one comes. */
  private paragraphs: boolean | undefined;

  constructor(
    plan: Plan,
    clues: NameClues,
    text: string,
    rows: readonly Row[],
    columns: readonly (Columns | undefined)[],
    bounds: Bounds,
    heard: Heard,
    allowed: Allowed | undefined,
  ) {
    this.allowed = allowed;
    this.plan = plan;
    this.clues = clues;
    this.text = text;
    this.rows = rows;
    this.columns = columns;
    this.bounds = bounds;
    this.heard = heard;
  }

  all(): void {
    scanLiterals(this.plan, this.text, (at) => this.scopeAt(at), this.literals);
    scanTerms(this.plan, this.text, (at) => this.scopeAt(at), this.literals);
    this.literals.sort((a, b) => a.start - b.start);
    let position = 0;
    this.rows.forEach((row, index) => {
      const first = row.cells[0];
      const last = row.cells.at(-1);
      if (first === undefined || last === undefined) return;
      this.prose(position, first.start);
      const columns = this.columns[index];
      if (columns?.vertical === true) {
        if (index > 0 && this.isParted(index) && (this.paragraphs ??= this.haveNames())) this.closeUpright();
        this.across(row, columns.of(first, 0));
      } else this.row(row, columns, first.start, last.end);
      position = last.end;
    });
    this.prose(position, this.text.length);
    this.closeUpright();
  }

  private closeUpright(): void {
    for (const column of this.upright.values()) this.heard.record(column.facts, 'guessed', column.from, column.to);
    this.upright.clear();
  }

  /** Whether a blank line stands before a row. */
  private isParted(index: number): boolean {
    const from = this.rows[index - 1]?.cells.at(-1)?.end ?? 0;
    const to = this.rows[index]?.cells[0]?.start ?? 0;
    return blankLine.test(this.text.slice(from, to));
  }

  private haveNames(): boolean {
    return paragraphsAreRecords(
      this.rows.flatMap((row, index) => {
        const [first] = row.cells;
        const column = first === undefined ? undefined : this.columns[index]?.of(first, 0);
        const { concept = 'other', qualifier } = column ?? {};
        return { concept, qualifier, parted: index > 0 && this.isParted(index) };
      }),
    );
  }

  /** Text that no cell governs. Identifiers in it are sightings: records of one fact. */
  private prose(from: number, to: number): void {
    this.takeLiterals(to);
    if (to - from >= proseFrom) {
      scanShapes(this.plan, this.scope(from, to, undefined, -1), this.candidates);
      scanNames(this.plan, this.clues, this.scope(from, to, undefined, -1), this.candidates);
    }
    for (const hit of this.settled()) {
      this.heard.hit(hit, nowhere);
      const fact = sightingOf(hit);
      const facts = zoneFacts(hit, this.text.slice(hit.start, hit.end)) ?? (fact === undefined ? [] : [fact]);
      if (facts.length > 0) this.heard.record(facts, 'given', hit.start, hit.end);
    }
  }

  private row(row: Row, columns: Columns | undefined, from: number, to: number): void {
    this.takeLiterals(to);
    let position = from;
    for (let index = 0; index < row.cells.length; index++) {
      const cell = row.cells[index] as Cell;
      if (cell.start - position >= proseFrom) {
        scanShapes(this.plan, this.scope(position, cell.start, undefined, -1), this.candidates);
      }
      position = cell.end;
      this.cell(cell, index, columns?.of(cell, index));
    }
    const facts = new RowFacts();
    for (const hit of this.settled()) {
      const cell = row.cells[hit.cell];
      const where =
        row.where === undefined && cell?.where === undefined ? nowhere : { where: { ...row.where, ...cell?.where } };
      this.heard.hit(hit, where);
      const column = cell === undefined ? undefined : columns?.of(cell, hit.cell);
      // Whoever is named in a note is not whom the row is about.
      if (hit.rule !== this.plan.namesInText)
        facts.add(factOf(hit, this.text.slice(hit.start, hit.end), column), column);
    }
    for (let index = 0; index < row.cells.length; index++) {
      const cell = row.cells[index] as Cell;
      const column = columns?.of(cell, index);
      facts.add(labelFact(this.text, cell, column?.concept), column);
    }
    facts.each((own) => this.heard.record(own, this.bounds, from, to));
  }

  /** A row of an upright table: its cells belong to as many records as there are value columns. */
  private across(row: Row, column: ColumnProfile | undefined): void {
    this.takeLiterals(row.cells.at(-1)?.end ?? 0);
    row.cells.forEach((cell, index) => {
      if (index > 0) this.cell(cell, index, column);
    });
    const found = new Map<number, Fact[]>();
    const note = (index: number, fact: Fact | undefined) => {
      if (fact !== undefined) found.set(index, [...(found.get(index) ?? []), fact]);
    };
    for (const hit of this.settled()) {
      const cell = row.cells[hit.cell];
      this.heard.hit(hit, { where: { ...row.where, ...cell?.where } });
      note(hit.cell, factOf(hit, this.text.slice(hit.start, hit.end), column));
    }
    row.cells.forEach((cell, index) => {
      if (index > 0) note(index, labelFact(this.text, cell, column?.concept));
    });
    for (const [index, facts] of found) this.keepUpright(index, facts, row.cells[index] as Cell);
  }

  /** A second name in one column begins the next record of a stack of records. */
  private keepUpright(column: number, facts: readonly Fact[], cell: Cell): void {
    const open = this.upright.get(column);
    const repeats =
      open !== undefined &&
      facts.some((fact) => isNamedOtherwise(fact, open.facts) || open.facts.some((known) => beginsNext(fact, known)));
    if (open === undefined || repeats) {
      if (open !== undefined) this.heard.record(open.facts, 'guessed', open.from, open.to);
      this.upright.set(column, { facts: [...facts], from: cell.start, to: cell.end });
      return;
    }
    open.facts.push(...facts);
    open.to = cell.end;
  }

  private cell(cell: Cell, index: number, column: ColumnProfile | undefined): void {
    const scope = this.scope(cell.start, cell.end, column, index);
    scanCell(this.plan, this.text, cell, scope, this.candidates);
    if (isNote(scope)) scanNames(this.plan, this.clues, scope, this.candidates);
  }

  private scope(from: number, to: number, column: ColumnProfile | undefined, cell: number): Scope {
    const { text, plan } = this;
    // `Comment` over sentences says nothing of the number in one of them.
    const concept = column?.concept === 'other' && holdsSentences(text, from, to) ? undefined : column?.concept;
    return { text, from, to, concept, label: column?.header, cell, words: plan.words };
  }

  /** Literals found beforehand that begin before `to` join the candidates of this part. */
  private takeLiterals(to: number): void {
    for (;;) {
      const literal = this.literals[this.nextLiteral];
      if (literal === undefined || literal.start >= to) return;
      this.candidates.push(literal);
      this.nextLiteral += 1;
    }
  }

  private settled(): Hit[] {
    if (this.candidates.length === 0) return [];
    const hits = settle(this.candidates);
    this.candidates = [];
    const { allowed } = this;
    if (allowed === undefined) return hits;
    return hits.filter((hit) => {
      const isAllowed = allowed(hit, this.text);
      if (isAllowed) this.heard.allowed(hit);
      return !isAllowed;
    });
  }

  /** The scope that governs a place: its cell, or all of the text where it lies in none. */
  private scopeAt(position: number): Scope {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const end = this.rows[middle]?.cells.at(-1)?.end ?? 0;
      if (end <= position) low = middle + 1;
      else high = middle;
    }
    const cells = this.rows[low]?.cells ?? [];
    const index = cells.findIndex((cell) => cell.start <= position && position < cell.end);
    const cell = cells[index];
    if (cell === undefined) return this.scope(0, this.text.length, undefined, -1);
    const columns = this.columns[low];
    const column = columns?.of(columns.vertical ? (cells[0] as Cell) : cell, index);
    return this.scope(cell.start, cell.end, column, index);
  }
}

/** Whether a fact is of the next record of a stack: it repeats what a record begins with, or is another's name. */
function beginsNext(fact: Fact, known: Fact): boolean {
  if (beginsRecord(fact.concept) && known.concept === fact.concept) return true;
  if (!names(fact) || !names(known)) return false;
  const [whole, part] = fact.concept === 'person-name' ? [fact, known] : [known, fact];
  if (whole.concept !== 'person-name' || !whole.value.trim().includes(' ')) return false;
  return !whole.value.toLowerCase().includes(part.value.trim().toLowerCase());
}

/** Whether a fact is a name or a part of one behind a complete name and what was said of its person since. */
function isNamedOtherwise(fact: Fact, known: readonly Fact[]): boolean {
  const last = known.at(-1);
  if (!names(fact) || last === undefined || names(last)) return false;
  const parts = known.filter(names);
  return parts.length > 1 || (fact.concept !== 'person-name' && parts.some(({ value }) => value.trim().includes(' ')));
}

function names({ concept }: Fact): boolean {
  return isName(concept);
}

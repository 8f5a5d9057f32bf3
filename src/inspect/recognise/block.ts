import type { Block, Cell, Concept, Fact, Row, Where } from '../contract.ts';
import { labelledFields } from '../labels/fields.ts';
import type { LabelBook } from '../labels/classify.ts';
import { type Candidate, type Hit, settle } from './candidate.ts';
import { scanCell } from './cell.ts';
import type { Plan } from './plan.ts';
import { factOf, labelFact, sightingOf } from './facts.ts';
import { type Scope, scanLiterals, scanShapes } from './scan.ts';
import { type Columns, Tables } from './tables.ts';

/** Text between cells shorter than this holds separators only. */
const proseFrom = 6;

/** What a block says: hits and records in order of text. */
export interface Heard {
  hit(hit: Hit, part: { readonly where: Where }): void;
  /** Facts that one row or labelled record states, and where it stands. */
  record(facts: readonly Fact[], from: number, to: number): void;
}

const nowhere = { where: {} };

/** Reads the blocks of one file. Holds what it learned about the file's tables. */
export class BlockReader {
  private readonly plan: Plan;
  private readonly book: LabelBook;
  private readonly tables: Tables;

  constructor(plan: Plan, book: LabelBook) {
    this.plan = plan;
    this.book = book;
    this.tables = new Tables(book);
  }

  read(block: Block, heard: Heard): void {
    const rows = block.rows ?? labelledFields(block.text, this.book);
    const columns = block.table === undefined ? undefined : this.tables.of(block);
    const walk = new Walk(this.plan, this.book, block, rows, columns, heard);
    walk.all();
  }
}

/** One pass over a block, in order of text. */
class Walk {
  private readonly plan: Plan;
  private readonly book: LabelBook;
  private readonly text: string;
  private readonly rows: readonly Row[];
  private readonly columns: Columns | undefined;
  private readonly heard: Heard;
  private readonly literals: Candidate[] = [];
  private nextLiteral = 0;
  private candidates: Candidate[] = [];

  constructor(
    plan: Plan,
    book: LabelBook,
    block: Block,
    rows: readonly Row[],
    columns: Columns | undefined,
    heard: Heard,
  ) {
    this.plan = plan;
    this.book = book;
    this.text = block.text;
    this.rows = rows;
    this.columns = columns;
    this.heard = heard;
  }

  all(): void {
    for (const group of this.plan.literals) scanLiterals(group, this.text, (at) => this.scopeAt(at), this.literals);
    this.literals.sort((a, b) => a.start - b.start);
    let position = 0;
    for (const row of this.rows) {
      const first = row.cells[0];
      const last = row.cells.at(-1);
      if (first === undefined || last === undefined) continue;
      this.prose(position, first.start);
      if (this.columns?.vertical === true) this.across(row);
      else this.row(row, first.start, last.end);
      position = last.end;
    }
    this.prose(position, this.text.length);
    for (const column of this.upright.values()) this.heard.record(column.facts, column.from, column.to);
  }

  /** Text that no cell governs. Identifiers in it are sightings: records of one fact. */
  private prose(from: number, to: number): void {
    this.takeLiterals(to);
    if (to - from >= proseFrom) scanShapes(this.plan, this.scope(from, to, undefined, undefined, -1), this.candidates);
    for (const hit of this.settled()) {
      this.heard.hit(hit, nowhere);
      const fact = sightingOf(hit);
      if (fact !== undefined) this.heard.record([fact], hit.start, hit.end);
    }
  }

  private row(row: Row, from: number, to: number): void {
    const facts: Fact[] = [];
    this.takeLiterals(to);
    let position = from;
    row.cells.forEach((cell, index) => {
      if (cell.start - position >= proseFrom) {
        scanShapes(this.plan, this.scope(position, cell.start, undefined, undefined, -1), this.candidates);
      }
      position = cell.end;
      this.cell(cell, index);
    });
    const hits = this.settled();
    for (const hit of hits) {
      const cell = row.cells[hit.cell];
      const where =
        row.where === undefined && cell?.where === undefined ? nowhere : { where: { ...row.where, ...cell?.where } };
      this.heard.hit(hit, where);
      const fact = factOf(hit, cell === undefined ? undefined : this.conceptOf(cell));
      if (fact !== undefined) facts.push(fact);
    }
    for (const cell of row.cells) {
      const fact = labelFact(this.text, cell, this.conceptOf(cell));
      if (fact !== undefined) facts.push(fact);
    }
    if (facts.length > 0) this.heard.record(facts, from, to);
  }

  /** Records of a table that stands upright, by column. */
  private readonly upright = new Map<number, { facts: Fact[]; from: number; to: number }>();

  /** A row of an upright table: its cells belong to as many records as there are value columns. */
  private across(row: Row): void {
    const last = row.cells.at(-1);
    if (last === undefined) return;
    this.takeLiterals(last.end);
    const concept = this.columns?.rowConcept(row);
    const label = this.columns?.rowLabel(row);
    row.cells.forEach((cell, index) => {
      if (index > 0) this.scanOne(cell, index, concept, label);
    });
    const hits = this.settled();
    for (const hit of hits) {
      const cell = row.cells[hit.cell];
      this.heard.hit(hit, { where: { ...row.where, ...cell?.where } });
      const fact = factOf(hit, concept);
      if (cell !== undefined && fact !== undefined) this.keepUpright(hit.cell, fact, cell);
    }
    row.cells.forEach((cell, index) => {
      const fact = index === 0 ? undefined : labelFact(this.text, cell, concept);
      if (fact !== undefined) this.keepUpright(index, fact, cell);
    });
  }

  /** A second name in one column begins the next record of a stack of records. */
  private keepUpright(column: number, fact: Fact, cell: Cell): void {
    const open = this.upright.get(column);
    const repeats = open?.facts.some(({ concept }) => concept === fact.concept) === true && beginsRecord(fact.concept);
    if (open === undefined || repeats) {
      if (open !== undefined) this.heard.record(open.facts, open.from, open.to);
      this.upright.set(column, { facts: [fact], from: cell.start, to: cell.end });
      return;
    }
    open.facts.push(fact);
    open.to = cell.end;
  }

  private cell(cell: Cell, index: number): void {
    this.scanOne(cell, index, this.conceptOf(cell), this.labelOf(cell));
  }

  private scanOne(cell: Cell, index: number, concept: Concept | undefined, label: string | undefined): void {
    scanCell(this.plan, this.text, cell, this.scope(cell.start, cell.end, concept, label, index), this.candidates);
  }

  private conceptOf(cell: Cell): Concept | undefined {
    if (this.columns !== undefined && cell.column !== undefined) return this.columns.concept(cell.column);
    return cell.label === undefined ? undefined : this.book.classify(cell.label)?.concept;
  }

  private labelOf(cell: Cell): string | undefined {
    if (this.columns !== undefined && cell.column !== undefined) return this.columns.label(cell.column);
    return cell.label;
  }

  private scope(
    from: number,
    to: number,
    concept: Concept | undefined,
    label: string | undefined,
    cell: number,
  ): Scope {
    return { text: this.text, from, to, concept, label, cell };
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
    return hits;
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
    if (cell === undefined) return this.scope(0, this.text.length, undefined, undefined, -1);
    return this.scope(cell.start, cell.end, this.conceptOf(cell), this.labelOf(cell), index);
  }
}

function beginsRecord(concept: Concept): boolean {
  return concept === 'person-name' || concept === 'given-name' || concept === 'family-name' || concept === 'local-id';
}

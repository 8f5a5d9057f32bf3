import { SipHash } from '../persons/siphash.ts';
import { domains, formsOf } from './normal.ts';
import type { ExactColumn } from './columns.ts';
import { type Gate, gateSeeds } from './gate.ts';
import { entryBytes } from './postings.ts';
import { streetWays } from './words.ts';

/** What is counted of a column while its values pass. */
export interface ColumnCounts {
  values: number;
  readonly figures: number[];
  readonly mixed: number[];
}

/** Room for entries that wait to be sorted. */
const waitingEntries = 8192;

/** Turns rows of a table into entries of the index, and opens the gate for their values. */
export class RowValues {
  readonly #columns: readonly ExactColumn[];
  readonly #hash: SipHash;
  readonly #gate: Gate;
  readonly counts: readonly ColumnCounts[];
  /** Entries that wait; `used` bytes of it. */
  readonly entries = new Uint8Array(waitingEntries * entryBytes);
  readonly #view = new DataView(this.entries.buffer);
  used = 0;
  nameWords = 0;
  phraseWords = 0;

  constructor(columns: readonly ExactColumn[], hash: SipHash, gate: Gate) {
    this.#columns = columns;
    this.#hash = hash;
    this.#gate = gate;
    this.counts = columns.map(() => ({ values: 0, figures: lengths(), mixed: lengths() }));
  }

  /** Whether a row's entries may have no room any more. */
  get isFull(): boolean {
    return this.used + this.#columns.length * 3 * entryBytes > this.entries.length;
  }

  /** Takes one row; writes 4 bytes for each of its columns to `into` at `at`. */
  add(row: number, cells: readonly string[], into: DataView, at: number): void {
    for (let index = 0; index < this.#columns.length; index += 1) {
      const column = this.#columns[index] as ExactColumn;
      const parts =
        column.parts.length === 1 ? [cells[column.parts[0] ?? 0] ?? ''] : column.parts.map((part) => cells[part] ?? '');
      const forms = formsOf(column.kind, parts, column.dateOrder);
      const [first] = forms;
      if (first === undefined) continue;
      this.#count(index, first);
      for (const form of forms) {
        this.#hash.of(domains[column.kind] + form);
        const { high, low } = this.#hash;
        if (form === first) into.setUint32(at + index * 4, low);
        this.#put(high, low, index, row);
        this.#open(column, form);
      }
    }
  }

  #put(high: number, low: number, column: number, row: number): void {
    this.#view.setUint32(this.used, high);
    this.#view.setUint32(this.used + 4, low);
    this.#view.setUint8(this.used + 8, column);
    this.#view.setUint32(this.used + 9, row);
    this.used += entryBytes;
  }

  #count(index: number, form: string): void {
    const counts = this.counts[index] as ColumnCounts;
    counts.values += 1;
    const of = /^\d+$/u.test(form) ? counts.figures : counts.mixed;
    const length = Math.min(form.length, 63);
    of[length] = (of[length] ?? 0) + 1;
  }

  #open({ kind }: ExactColumn, form: string): void {
    const gate = this.#gate;
    if (kind === 'code') gate.add(gate.hashOf(gateSeeds.code, form));
    else if (kind === 'phone') gate.add(gate.hashOf(gateSeeds.phone, form));
    else if (kind === 'name') {
      const words = form.split(' ');
      this.nameWords |= 1 << words.length;
      for (const word of words) gate.add(gate.hashOf(gateSeeds.word, word));
    } else if (kind === 'phrase') {
      const words = form.split(' ');
      this.phraseWords |= 1 << words.length;
      for (const word of words) for (const way of streetWays(word)) gate.add(gate.hashOf(gateSeeds.word, way));
    }
  }
}

function lengths(): number[] {
  return new Array<number>(64).fill(0);
}

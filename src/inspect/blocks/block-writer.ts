import { fail } from '#platform/errors';
import type { Block, Cell, Row, Sink, Where } from '../contract.ts';

/** UTF-16 units after which a block ends at the next line end. */
const blockUnits = 1 << 17;
/** UTF-16 units of one line, or one value, beyond which it is cut: a block may hold 1 MiB. */
const lineUnits = 1 << 18;
/**
 * UTF-16 units that may wait to be handed out. A few bytes of a sheet can point at a long shared string again and
 * again; what is waiting is bounded so that such a file ends with an error instead of all the memory.
 */
const waitingUnits = 1 << 25;

/** A value on its way into a row. */
export interface CellDraft {
  readonly text: string;
  readonly label?: string;
  readonly column?: number;
  readonly where?: Where;
}

/** A stretch of a line of prose that is the value of a labelled field. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

/**
 * Collects lines and rows into blocks. Writing is synchronous, for parsers that call back; `drain` hands the finished
 * blocks to the sink and must be awaited after each piece of input.
 */
export class BlockWriter {
  readonly #sink: Sink;
  #where: Where = {};
  #table: number | undefined;
  #text = '';
  #rows: Row[] = [];
  #waiting: Block[] = [];
  #waitingUnits = 0;
  #written = 0;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  /** UTF-16 units written so far. */
  get written(): number {
    return this.#written;
  }

  /** What follows is at `where`, in `table` when given. */
  place(where: Where, table?: number): void {
    if (where === this.#where && table === this.#table) return;
    this.#close();
    this.#where = where;
    this.#table = table;
  }

  /** One line of prose; `spans` are labelled values in it, in order. Line breaks inside are kept. */
  line(text: string, spans: readonly Span[] = []): void {
    if (text.length > lineUnits) {
      for (const piece of pieces(text)) this.#append(`${piece}\n`);
      return;
    }
    this.#room(text.length);
    const base = this.#text.length;
    if (spans.length > 0) {
      const cells = spans.map((span) => ({ start: base + span.start, end: base + span.end, label: span.label }));
      this.#rows.push({ cells });
    }
    this.#append(`${text}\n`);
  }

  /** One record: values side by side, separated by tabs. Values too long for a cell follow as prose. */
  row(drafts: readonly CellDraft[], where?: Where): void {
    let cells: Cell[] = [];
    let text = '';
    const end = (): void => {
      if (text === '') return;
      this.#room(text.length);
      const base = this.#text.length;
      const moved = cells.map((cell) => ({ ...cell, start: base + cell.start, end: base + cell.end }));
      this.#rows.push(where === undefined ? { cells: moved } : { cells: moved, where });
      this.#append(`${text}\n`);
      cells = [];
      text = '';
    };
    const long: string[] = [];
    for (const draft of drafts) {
      if (draft.text.length > lineUnits) {
        long.push(draft.text);
        continue;
      }
      if (text.length + draft.text.length > lineUnits) end();
      if (text !== '') text += '\t';
      const { text: value, ...rest } = draft;
      cells.push({ ...rest, start: text.length, end: text.length + value.length });
      text += value;
    }
    end();
    for (const value of long) this.line(value);
  }

  /** A record of one labelled value, as a line `label: value`. */
  labelled(label: string, value: string): void {
    const shown = label.length > 200 ? `${label.slice(0, 200)}…` : label;
    const start = shown.length + 2;
    this.line(`${shown}: ${value}`, [{ start, end: start + value.length, label: shown }]);
  }

  /** A record of several labelled values, each on a line of its own. */
  record(fields: readonly { readonly label: string; readonly text: string }[], where?: Where): void {
    const lines = fields.map(({ label, text }) => ({
      text,
      label: label.length > 200 ? `${label.slice(0, 200)}…` : label,
    }));
    let text = '';
    const cells: Cell[] = [];
    for (const line of lines) {
      const start = text.length + (line.label === '' ? 0 : line.label.length + 2);
      text += `${line.label === '' ? '' : `${line.label}: `}${line.text}\n`;
      const label = line.label === '' ? {} : { label: line.label };
      cells.push({ start, end: start + line.text.length, ...label });
    }
    if (text.length > lineUnits) {
      for (const line of lines) this.labelled(line.label, line.text);
      return;
    }
    if (text === '') return;
    this.#room(text.length);
    const base = this.#text.length;
    const moved = cells.map((cell) => ({ ...cell, start: base + cell.start, end: base + cell.end }));
    this.#rows.push(where === undefined ? { cells: moved } : { cells: moved, where });
    this.#append(text);
  }

  /** Hands out what is finished. */
  async drain(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const ready = this.#waiting;
    this.#waiting = [];
    this.#waitingUnits = 0;
    for (const block of ready) await this.#sink.block(block);
  }

  /** Hands out all there is. */
  async end(): Promise<void> {
    this.#close();
    await this.drain();
  }

  #room(units: number): void {
    if (this.#text.length + units > blockUnits) this.#close();
  }

  #append(text: string): void {
    this.#room(text.length);
    this.#text += text;
    this.#written += text.length;
    this.#waitingUnits += text.length;
    if (this.#waitingUnits > waitingUnits) fail('limit-ratio');
  }

  #close(): void {
    if (this.#text === '') return;
    const block: Block = { text: this.#text, where: this.#where };
    const rows = this.#rows.length > 0 ? { rows: this.#rows } : {};
    const table = this.#table === undefined ? {} : { table: this.#table };
    this.#waiting.push({ ...block, ...rows, ...table });
    this.#text = '';
    this.#rows = [];
  }
}

/** A long text in pieces, cut after white space where there is some, never inside a character. */
function* pieces(text: string): Generator<string> {
  let start = 0;
  while (text.length - start > lineUnits) {
    let cut = start + lineUnits;
    for (let at = cut; at > cut - 4096; at--) {
      if (/\s/.test(text.charAt(at - 1))) {
        cut = at;
        break;
      }
    }
    if (/[\uD800-\uDBFF]/.test(text.charAt(cut - 1))) cut--;
    yield text.slice(start, cut);
    start = cut;
  }
  yield text.slice(start);
}

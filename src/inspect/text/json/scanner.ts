import { type FieldPath, FieldPaths } from './paths.ts';
import { type Frame, Records } from './records.ts';
import { holdsJson, piecesOf } from './strings.ts';

/** Deeper nesting is no data but an attack. */
const deepest = 1000;
/** Strings with escapes, and all above this length, are taken apart at their line ends. */
const longestCell = 256;
const backslash = 92;

/** Why a scan stopped. `more`: at the end of the text; `string`: the token at `at` is a string without end so far. */
export type Stop = 'more' | 'string' | 'token' | 'malformed' | 'too-deep';

/**
 * Tokenises JSON (RFC 8259), tolerating comments, trailing commas, bare keys, calls such as ObjectId("…"), and any
 * number of values one after the other, and collects its scalars as cells. No recursion. The owner of the scanner
 * moves its text along: `text`, `at` and the cells are all relative to the same start.
 */
export class JsonScanner {
  readonly records = new Records();
  readonly #paths = new FieldPaths();
  text = '';
  at = 0;
  /** Behind the last record that is complete, or before the first cell of the open one: blocks may end here. */
  safe = 0;
  /** Values stand one on a line: a line feed inside of one means that it is cut short. */
  perLine = false;
  /** The root objects are records of their own: NDJSON. */
  perValue = false;
  #key: FieldPath | undefined;
  /** A value (or key) may begin here; false after one, until a comma or the next root value. */
  #ready = true;

  get depth(): number {
    return this.records.frames.length;
  }

  /** Goes on from `at`. `last`: no more text follows. */
  scan(last: boolean): Stop {
    const { text } = this;
    const { frames } = this.records;
    while (this.at < text.length) {
      const code = text.charCodeAt(this.at);
      if (code <= 32) {
        if (code === 10 && this.perLine && frames.length > 0) return 'malformed';
        this.at += 1;
      } else if (code === 34) {
        const stop = this.#string(last);
        if (stop !== undefined) return stop;
      } else if (code === 59 && frames.length === 0) {
        this.at += 1;
      } else if (code === 44) {
        if (frames.length === 0 && !this.perValue) return 'malformed';
        this.#ready = true;
        this.#key = undefined;
        this.at += 1;
      } else if (code === 58) {
        if (this.#key === undefined || !this.#ready) return 'malformed';
        this.at += 1;
      } else if (code === 123 || code === 91) {
        if (!this.#mayBegin()) return 'malformed';
        if (frames.length >= deepest) return 'too-deep';
        this.#open(code === 123);
        this.at += 1;
      } else if (code === 125 || code === 93) {
        if (frames.at(-1)?.isObject !== (code === 125)) return 'malformed';
        this.at += 1;
        this.#close();
      } else if (code === 41 && !this.#ready) {
        this.at += 1;
      } else {
        const stop = code === 47 ? this.#comment(last) : this.#word(last);
        if (stop !== undefined) return stop;
      }
      if (this.records.cells.length === 0) this.safe = this.at;
    }
    return 'more';
  }

  /** Gives up what is open; the next value begins at `at`. */
  abandon(): void {
    this.records.abandon();
    this.safe = this.at;
    this.#key = undefined;
    this.#ready = true;
  }

  /** The long string that begins at `at` was passed over by the owner. */
  skipString(): void {
    this.#after();
  }

  /** Drops the text before `offset`; no pending cell begins there. */
  advance(offset: number): void {
    this.text = this.text.slice(offset);
    this.at -= offset;
    this.safe -= offset;
    for (const cell of this.records.cells) {
      cell.start -= offset;
      cell.end -= offset;
    }
  }

  #mayBegin(): boolean {
    const top = this.records.frames.at(-1);
    if (top === undefined) return true;
    return this.#ready && (!top.isObject || this.#key !== undefined);
  }

  #open(isObject: boolean): void {
    const { records } = this;
    const parent = records.frames.at(-1);
    const holder = records.holder();
    let role: Frame['role'] = 'none';
    if (isObject) {
      if (parent === undefined) role = this.perValue ? 'element' : 'root';
      else if (!parent.isObject || holder === undefined || this.#key?.anyKey === true) role = 'element';
    } else if (parent?.isObject === false && (holder === undefined || holder.role === 'root')) {
      role = 'tuple';
    }
    const path = this.#key ?? parent?.path ?? this.#paths.root;
    // An object of an array below the root is its own record; anything deeper is a detail of one.
    const nested =
      role === 'none'
        ? isObject || (parent?.nested ?? false)
        : role === 'element' && (holder?.role ?? 'root') !== 'root';
    records.open({ isObject, path, role, nested, mark: records.cells.length, scalars: 0, strings: 0, hints: 0 });
    this.#key = undefined;
    this.#ready = true;
  }

  #close(): void {
    this.records.close();
    this.#after();
  }

  #after(): void {
    this.#ready = this.records.frames.length === 0;
    this.#key = undefined;
  }

  #string(last: boolean): Stop | undefined {
    const { text } = this;
    const start = this.at + 1;
    let end = start;
    let escaped = false;
    for (; end < text.length; end += 1) {
      const code = text.charCodeAt(end);
      if (code === 34) break;
      if (code === backslash) {
        escaped = true;
        end += 1;
      } else if (code === 10 && this.perLine) {
        this.at = end;
        return 'malformed';
      }
    }
    if (end >= text.length) return last ? 'malformed' : 'string';
    const top = this.records.frames.at(-1);
    if (top?.isObject === true && this.#key === undefined) {
      if (!this.#ready) return 'malformed';
      const raw = text.slice(start, end);
      this.#key = this.#paths.child(top.path, escaped ? (piecesOf(raw)[0]?.value ?? raw) : raw);
    } else {
      if (!this.#mayBegin()) return 'malformed';
      this.#scalar(start, end, escaped, true);
      this.#after();
    }
    this.at = end + 1;
    return undefined;
  }

  #scalar(start: number, end: number, escaped: boolean, isString: boolean): void {
    const { records, text } = this;
    const top = records.frames.at(-1);
    const path = this.#key ?? top?.path ?? this.#paths.root;
    const holder = records.holder();
    const column = top !== undefined && top === holder && top.role === 'tuple' ? top.scalars : undefined;
    if (top !== undefined) top.scalars += 1;
    if (holder !== undefined) {
      if (isString) holder.strings += 1;
      holder.hints |= path.hints;
    }
    // Lists of values without a name are as well off as prose.
    if (end === start || (holder === undefined && !escaped)) return;
    const label =
      column !== undefined ? undefined : (top?.nested === true ? path.nestedLabel : path.label) || undefined;
    const where = column !== undefined || path.where.field === undefined ? undefined : path.where;
    if (!escaped && end - start <= longestCell) {
      records.add({ start, end, label, column, value: undefined, where });
    } else {
      const raw = text.slice(start, end);
      if (holdsJson(raw)) return;
      for (const piece of escaped ? piecesOf(raw) : [{ start: 0, end: raw.length, value: undefined }]) {
        records.add({ start: start + piece.start, end: start + piece.end, label, column, value: piece.value, where });
      }
    }
  }

  #word(last: boolean): Stop | undefined {
    const { text } = this;
    const start = this.at;
    let end = start;
    while (end < text.length && isWord(text.charCodeAt(end))) end += 1;
    if (end === start) return 'malformed';
    if (end >= text.length && !last) return 'token';
    const top = this.records.frames.at(-1);
    const code = text.charCodeAt(start);
    if (top?.isObject === true && this.#key === undefined) {
      if (!this.#ready) return 'malformed';
      this.#key = this.#paths.child(top.path, text.slice(start, end));
    } else if (text.charCodeAt(end) === 40) {
      if (!this.#mayBegin()) return 'malformed';
      this.at = end + 1;
      return undefined;
    } else {
      if (!this.#mayBegin() || top === undefined) return 'malformed';
      if (code === 45 || (code >= 48 && code <= 57)) this.#scalar(start, end, false, false);
      this.#after();
    }
    this.at = end;
    return undefined;
  }

  #comment(last: boolean): Stop | undefined {
    const kind = this.text.charCodeAt(this.at + 1);
    if (this.at + 1 >= this.text.length && !last) return 'token';
    if (kind !== 47 && kind !== 42) return 'malformed';
    const found = this.text.indexOf(kind === 47 ? '\n' : '*/', this.at + 2);
    if (found >= 0) this.at = kind === 47 ? found : found + 2;
    else if (last) this.at = this.text.length;
    else return 'token';
    return undefined;
  }
}

/** Letters of any script, digits, and what numbers and identifiers have besides. */
function isWord(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    code === 45 ||
    code === 46 ||
    code === 95 ||
    code === 43 ||
    code === 36 ||
    (code >= 0xc0 && code !== 0xfffd)
  );
}

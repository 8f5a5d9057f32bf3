import type { Asker } from './asker.ts';
import { type LabelSpan, labelBefore, lonelyLabel } from './label-span.ts';
import type { LabelMeaning } from './meaning.ts';

/** A label and the value after it, as offsets in the text. `valueStart === valueEnd`: the line ends with the label. */
export interface Field {
  readonly labelStart: number;
  readonly label: string;
  readonly meaning: LabelMeaning;
  valueStart: number;
  valueEnd: number;
}

/** Longest value of `key=value; …` with spaces in it, and longest group of a number written in groups. */
const longestTight = 120;
const longestGroup = 6;

/** One word, as keys of exports are: `CHANGED_ON`. */
const unknownLabel = /^ [\p{L}_][\p{L}\p{N}_-]+$/u;
const longestUnknown = 40;

const tab = 9;
const space = 32;
const nonBreaking = 160;

function isSpace(code: number): boolean {
  return code === space || code === tab || code === nonBreaking || code === 13;
}

/**
 * The labelled fields of one line, left to right, from `from` to `to` of `text`. One pass: each character is looked at
 * a bounded number of times, since a label is searched in the 80 characters before its separator only.
 */
export function lineFields(text: string, from: number, to: number, asker: Asker): Field[] {
  return new LineReader(text, to, asker).read(from);
}

class LineReader {
  private readonly text: string;
  private readonly to: number;
  private readonly asker: Asker;
  private readonly fields: Field[] = [];
  private open: Field | undefined;
  /** Where a label can begin: after the last thing that ends a label or a value. */
  private start = 0;
  /** The open field is parted from its value by a gap only: then a label is no value, but a row of headers. */
  private gap = false;
  /** The fields of the line are parted by `;`. */
  private parted = false;
  /** The last comma outside of quotes. */
  private comma = -1;

  constructor(text: string, to: number, asker: Asker) {
    this.text = text;
    this.to = to;
    this.asker = asker;
  }

  read(from: number): Field[] {
    this.start = from;
    for (let at = from; at < this.to; ) at = this.step(at);
    this.close(this.to, true);
    return this.fields;
  }

  private step(at: number): number {
    const code = this.text.charCodeAt(at);
    switch (code) {
      case 58: // :
      case 61: // =
      case 0xff1a:
        return this.separator(at, code);
      case tab:
      case 124: // |
        return this.column(at, at + 1, true);
      case 59: // ;
        this.parted = true;
        this.close(at, false);
        this.start = at + 1;
        return at + 1;
      case space:
        return this.spaces(at);
      case 46: // .
        return this.dots(at);
      case 34: // "
        // A closing quote belongs to the label before it: `"name": …`.
        if (!isWordEnd(this.text.charCodeAt(at - 1)) || at === this.start) this.start = at + 1;
        return at + 1;
      case 44: // ,
        this.comma = at;
        this.start = at + 1;
        return at + 1;
      case 38: // &
      case 63: // ?
      case 123: // {
      case 0x2022:
        this.start = at + 1;
        return at + 1;
      default:
        return at + 1;
    }
  }

  private separator(at: number, code: number): number {
    const { text } = this;
    const next = text.charCodeAt(at + 1);
    const before = text.charCodeAt(at - 1);
    const doubled = next === 58 || next === 61 || before === 58 || before === 61 || before === 33 || before === 60;
    const url = code === 58 && next === 47 && text.charCodeAt(at + 2) === 47;
    // `postgres://app:secret@db`: nothing before the path is a label.
    if (url) return this.authorityEnd(at + 3);
    const clock = isDigit(before) && isDigit(next) && code === 58;
    if (at === this.start || doubled || clock || next === 62) {
      this.start = clock ? this.start : at + 1;
      return at + 1;
    }
    const found = labelBefore(text, this.start, at, this.asker);
    this.start = at + 1;
    if (found === undefined) {
      this.endAtComma(at);
      return at + 1;
    }
    this.begin(found, at + 1, false);
    const quote = text.charCodeAt(this.open?.valueStart ?? 0);
    if (quote === 34 || quote === 39) return this.quoted(quote);
    if (code === 61 && !isSpace(before) && !isSpace(next)) return this.tight(at + 1);
    return this.open?.valueStart ?? at + 1;
  }

  /** The first character from `from` that `ends` tells, within the length of a long value; else 0. */
  private nextOf(from: number, ends: (code: number) => boolean): number {
    const to = Math.min(this.to, from + longestTight);
    for (let at = from; at < to; at += 1) if (ends(this.text.charCodeAt(at))) return this.text.charCodeAt(at);
    return 0;
  }

  /** Digits and capitals alone up to the next space: `2004` of `FR76 2004 1281`. */
  private isGroup(from: number): boolean {
    let digits = 0;
    for (let at = from; at < this.to && at < from + longestGroup; at += 1) {
      const code = this.text.charCodeAt(at);
      if (isDigit(code)) digits += 1;
      else if (isSpace(code) || code === 59 || code === 44) return digits > 0;
      else if (code < 65 || code > 90) return false;
    }
    return false;
  }

  private authorityEnd(from: number): number {
    let at = from;
    while (at < this.to && !endsAuthority(this.text.charCodeAt(at))) at += 1;
    this.start = at;
    return at;
  }

  /** `NAME: ROCHE, CHANGED_ON: …`: a label that the book does not know ends the value as well. */
  private endAtComma(at: number): void {
    const { open, comma } = this;
    if (open === undefined || comma < open.valueStart || at - comma > longestUnknown) return;
    const label = this.text.slice(comma + 1, at);
    if (unknownLabel.test(label)) this.close(comma, false);
  }

  private begin(found: LabelSpan, after: number, gap: boolean): void {
    this.close(found.start, false);
    let valueStart = after;
    while (valueStart < this.to && isSpace(this.text.charCodeAt(valueStart))) valueStart += 1;
    this.open = {
      labelStart: found.start,
      label: found.label,
      meaning: found.meaning,
      valueStart,
      valueEnd: valueStart,
    };
    this.start = valueStart;
    this.gap = gap;
  }

  /** `"…"`: the value is what is between the quotes, on this line. */
  private quoted(quote: number): number {
    const start = (this.open?.valueStart ?? this.to) + 1;
    for (let at = start; at < this.to; at += 1) {
      const code = this.text.charCodeAt(at);
      if (code === 92) at += 1;
      else if (code === quote) {
        if (this.open !== undefined) this.open.valueStart = start;
        this.close(at, false);
        this.start = at + 1;
        return at + 1;
      }
    }
    // No closing quote on the rest of the line: to read on from here again for each quote would be quadratic.
    this.close(this.to, false);
    return this.to;
  }

  /**
   * `key=value` as in logs and queries: the value has no space, but where fields are parted by `;` or a number is
   * written in groups.
   */
  private tight(from: number): number {
    const next = this.nextOf(from, endsTight);
    const listed = next === 59 || (next === 0 && this.parted);
    let at = from;
    while (at < this.to) {
      const code = this.text.charCodeAt(at);
      if (code === 38 || code === 59 || code === 44) break;
      if (isSpace(code) && !listed && !this.isGroup(at + 1)) break;
      at += 1;
    }
    this.close(at, false);
    this.start = at;
    return at;
  }

  private spaces(at: number): number {
    let end = at + 1;
    while (end < this.to && this.text.charCodeAt(end) === space) end += 1;
    return end - at < 2 ? end : this.column(at, end, false);
  }

  private dots(at: number): number {
    let end = at + 1;
    while (end < this.to && (this.text.charCodeAt(end) === 46 || this.text.charCodeAt(end) === space)) end += 1;
    if (end - at >= 4 && this.text.charCodeAt(at + 1) === 46) return this.column(at, end, false);
    if (end - at >= 2) this.start = at + 1;
    return at + 1;
  }

  /** A gap between columns at `at`: what is before may be a label alone (`Name    Anna`), or a value that ends. */
  private column(at: number, after: number, ends: boolean): number {
    const found =
      this.open !== undefined && this.open.valueStart >= at
        ? undefined
        : lonelyLabel(this.text, this.start, at, this.asker);
    if (found !== undefined) this.begin(found, after, true);
    else if (ends && this.open !== undefined) {
      if (this.open.valueStart >= at) this.open.valueStart = after;
      else this.close(at, false);
    }
    this.start = after;
    return after;
  }

  private close(end: number, atLineEnd: boolean): void {
    const field = this.open;
    this.open = undefined;
    if (field === undefined) return;
    let start = field.valueStart;
    let last = end;
    while (start < last && isTrim(this.text.charCodeAt(start), false)) start += 1;
    while (last > start && isTrim(this.text.charCodeAt(last - 1), true)) last -= 1;
    if (this.text.startsWith('** ', start)) start += 3;
    if (start >= last && (!atLineEnd || this.gap)) return;
    if (this.gap && lonelyLabel(this.text, start, last, this.asker) !== undefined) return;
    field.valueStart = start;
    field.valueEnd = Math.max(start, last);
    this.fields.push(field);
  }
}

/** `=`, `&`, `;`, `,`. */
function endsTight(code: number): boolean {
  return code === 61 || code === 38 || code === 59 || code === 44;
}

/** Space, quotes and `/?#<>;,`. */
function endsAuthority(code: number): boolean {
  return (
    isSpace(code) ||
    code === 34 ||
    code === 39 ||
    code === 47 ||
    code === 63 ||
    code === 35 ||
    code === 60 ||
    code === 62 ||
    code === 59 ||
    code === 44
  );
}

/** A letter, a digit or a closing bracket. */
function isWordEnd(code: number): boolean {
  return isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code >= 0xc0 || code === 41;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Spaces, and at the end of a value the marks that part it from the next. */
function isTrim(code: number, atEnd: boolean): boolean {
  return isSpace(code) || code === 124 || (atEnd && (code === 44 || code === 59));
}

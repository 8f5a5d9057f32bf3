import type { Concept, Row } from '../contract.ts';
import { addressShape, holdsPostcode } from '../tables/address.ts';
import { Asker } from './asker.ts';
import type { LabelBook } from './classify.ts';
import { lonelyLabel } from './label-span.ts';
import { type Field, lineFields } from './line-fields.ts';
import { labelWords } from './normal.ts';
import { type Gap, RecordBuilder } from './records.ts';

const longestLoneLabel = 48;
const longestValueLine = 160;
const longestAddressLine = 60;
const mostAddressLines = 5;
const longestHeading = 60;

/**
 * Finds labelled fields in prose: `Label: value`, `label=value`, `Label .... value`, label and value parted by a tab,
 * a bar or a gap, several on a line, a label with its value on the next line. Returns records in order of text; their
 * cells do not overlap, offsets are UTF-16 in `text`. Only labels that `book` knows count. Linear in the length of
 * `text`, also where it is hostile: one pass over the characters, and a bounded number of questions to the book for
 * each 64 of them (see Asker).
 */
export function labelledFields(text: string, book: LabelBook): readonly Row[] {
  return new FieldReader(text, book).read();
}

class FieldReader {
  private readonly text: string;
  private readonly book: LabelBook;
  private readonly asker: Asker;
  private readonly records = new RecordBuilder();
  /** A label that ended its line: its value is expected on the next. */
  private pending: Field | undefined;
  private gap: Gap = 'none';
  private last: Field | undefined;

  constructor(text: string, book: LabelBook) {
    this.text = text;
    this.book = book;
    this.asker = new Asker(book);
  }

  read(): readonly Row[] {
    const { text } = this;
    for (let from = 0; from < text.length; ) {
      const end = lineEnd(text, from);
      this.asker.earn(end - from);
      from = this.line(from, end);
    }
    this.settle();
    return this.records.finish();
  }

  /** Reads the line and returns where the next begins. */
  private line(from: number, end: number): number {
    const { text } = this;
    const start = skipSpace(text, from, end);
    if (start === end) {
      if (this.gap === 'none') this.gap = 'blank';
      return end + 1;
    }
    const fields = this.fieldsOf(from, end);
    if (fields.length > 0) {
      this.pending = undefined;
      return this.take(fields, end);
    }
    const label = this.pending;
    this.pending = undefined;
    const lone = end - start <= longestLoneLabel ? lonelyLabel(text, start, end, this.asker) : undefined;
    if (label !== undefined && lone === undefined && end - start <= longestValueLine) {
      return this.take([{ ...label, valueStart: start, valueEnd: trimEnd(text, start, end) }], end);
    }
    if (lone !== undefined && standsAlone(lone.meaning.concept, lone.meaning.certainty)) {
      this.pending = {
        labelStart: lone.start,
        label: lone.label,
        meaning: lone.meaning,
        valueStart: end,
        valueEnd: end,
      };
      return end + 1;
    }
    this.note(start, end);
    return end + 1;
  }

  private fieldsOf(from: number, end: number): Field[] {
    return hasSeparator(this.text, from, end) ? lineFields(this.text, from, end, this.asker) : [];
  }

  private take(fields: readonly Field[], lineEndAt: number): number {
    let next = lineEndAt + 1;
    for (const [index, field] of fields.entries()) {
      const isLast = index === fields.length - 1;
      if (isLast && field.valueStart >= field.valueEnd) {
        this.pending = field;
        continue;
      }
      if (field.valueStart >= field.valueEnd) continue;
      cutSentence(this.text, field);
      if (isLast && field.meaning.concept === 'postal-address') next = this.addressEnd(field, lineEndAt);
      this.records.add(field, this.gap);
      this.gap = 'none';
      this.last = field;
    }
    return next;
  }

  private settle(): void {
    this.pending = undefined;
    this.last = undefined;
  }

  /** What a line without fields says about where records part. */
  private note(start: number, end: number): void {
    if (this.last === undefined) return;
    const long = end - start > longestHeading;
    if (long || this.gap === 'heading') this.gap = 'prose';
    else if (this.gap === 'blank' || this.gap === 'none') this.gap = 'heading';
  }

  /** An address goes on over the next lines, to the last that holds a postcode, a town or a country. */
  private addressEnd(field: Field, lineEndAt: number): number {
    const { text, book } = this;
    let next = lineEndAt + 1;
    let from = next;
    for (let lines = 0; lines < mostAddressLines && from < text.length; lines += 1) {
      const end = lineEnd(text, from);
      const start = skipSpace(text, from, end);
      if (start === end || end - start > longestAddressLine) break;
      const line = text.slice(start, end).trimEnd();
      if (/[:=|\t@]/u.test(line) || lonelyLabel(text, start, end, this.asker) !== undefined) break;
      const place = labelWords(line).join(' ');
      if (
        holdsPostcode(line) ||
        addressShape(line, book.places) >= 0.6 ||
        book.places.cities.has(place) ||
        book.places.countries.has(place)
      ) {
        field.valueEnd = start + line.length;
        next = end + 1;
      }
      from = end + 1;
    }
    return next;
  }
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function skipSpace(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && text.charCodeAt(at) <= 32) at += 1;
  return at;
}

function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && text.charCodeAt(at - 1) <= 32) at -= 1;
  return at;
}

/** Whether a line holds anything that parts a label from a value. */
function hasSeparator(text: string, from: number, end: number): boolean {
  for (let at = from; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 58 || code === 61 || code === 9 || code === 124 || code === 0xff1a) return true;
    if ((code === 32 || code === 46) && text.charCodeAt(at + 1) === code && at > from) return true;
  }
  return false;
}

function standsAlone(concept: Concept, certainty: number): boolean {
  return certainty >= 0.7 && concept !== 'other' && concept !== 'organisation' && concept !== 'relation';
}

// What has sentences or full stops of its own is never cut.
const uncut = new Set<Concept>([
  'password',
  'password-hash',
  'private-key',
  'access-token',
  'street',
  'organisation',
  'other',
]);
/** Of an address: a word that is no abbreviation ends the sentence, somewhere behind a number. */
const addressEnd = /\p{N}[^.]*\p{Ll}{4}\. (?=\p{Lu})/u;
const sentenceEnd =
  /\p{Ll}{3}\. (?=\p{Lu})|\p{N}{3}\. (?=\p{Lu})|\p{Ll}, (?:please|who|which|and will|wohnhaft|der|die|né)/u;

/** A value ends where the next sentence begins. */
function cutSentence(text: string, field: Field): void {
  const length = field.valueEnd - field.valueStart;
  if (length < 8 || length > 400 || uncut.has(field.meaning.concept)) return;
  const ends = field.meaning.concept === 'postal-address' ? addressEnd : sentenceEnd;
  const cut = ends.exec(text.slice(field.valueStart, field.valueEnd));
  if (cut === null) return;
  const mark = Math.max(cut[0].lastIndexOf('. '), cut[0].indexOf(', '));
  field.valueEnd = field.valueStart + cut.index + mark;
}

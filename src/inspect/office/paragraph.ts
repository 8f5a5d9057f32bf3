import type { Span } from '../blocks/block-writer.ts';

/** How a reader would see a run of text. */
export type Sight = 'shown' | 'hidden' | 'deleted';

/** What one paragraph, or one table cell, gathers while it is read. */
export class Gathered {
  shown = '';
  hidden = '';
  deleted = '';
  /** Labelled stretches of `shown`: content controls and form fields. */
  readonly spans: Span[] = [];

  add(text: string, sight: Sight): void {
    this[sight] += text;
  }

  /** Ends a paragraph in a cell: the next one begins on a new line. */
  append(other: Gathered): void {
    const gap = this.shown === '' || other.shown === '' ? '' : '\n';
    const base = this.shown.length + gap.length;
    for (const span of other.spans) this.spans.push({ ...span, start: span.start + base, end: span.end + base });
    this.shown += gap + other.shown;
    this.hidden = join(this.hidden, other.hidden);
    this.deleted = join(this.deleted, other.deleted);
  }
}

function join(before: string, after: string): string {
  return before === '' || after === '' ? before + after : `${before}\n${after}`;
}

/** A content control or form field while its value is read. */
export interface OpenLabel {
  label: string;
  start: number | undefined;
  /** The paragraph in which the value began. */
  readonly paragraph: Gathered | undefined;
}

import type { CountedDay, Dates } from '#platform/dates';

/** What a run found, counted: names of elements, formats and codes, and no value. */
export interface Summary {
  readonly files: Readonly<Record<'inspected' | 'partial' | 'unreadable' | 'reading', number>>;
  /** Files that are not fully read, by reason. */
  readonly reasons: Readonly<Record<string, number>>;
  readonly formats: Readonly<Record<string, number>>;
  /** Findings by element. */
  readonly elements: Readonly<Record<string, number>>;
  /** Records of persons. */
  readonly records: number;
  /** Absent where an earlier version wrote it, which looked for none. */
  readonly dates?: Dates;
}

/** A day on which something in a file is dated, and where in its text that stands, in bytes. */
export interface PlacedDay extends CountedDay {
  readonly by?: 'column' | 'field' | 'line' | 'mail' | 'property';
  /** The label, in words that our lists know. */
  readonly said?: string;
  readonly start?: number;
  readonly end?: number;
  /** Page, slide, cell, row, line, column: figures and cells as `B7`, and no name that the file has. */
  readonly where?: Readonly<Record<string, string | number>>;
}

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
}

export interface Entry {
  /** What is wrong, without a full stop. */
  readonly what: string;
  /** What the reader can do about it, one sentence. */
  readonly remedy: string;
}

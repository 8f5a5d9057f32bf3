/** What a validator found out about a match. */
export interface Validation {
  /** The value in the form in which two spellings of it are equal: no separators, one case. */
  readonly normal: string;
  /** True where a checksum (or a form as strong as one) holds; the rule's `checked` score then applies. */
  readonly checked: boolean;
  /** Why it was accepted, for a reader: `Visa, Luhn check holds`. Never a part of the value. */
  readonly detail: string;
  /** Raises or lowers the score, e.g. for addresses reserved for documentation. */
  readonly by?: number;
  /** ISO 3166 code of the country that the value itself names. */
  readonly country?: string;
}

/** Undefined where the match is not such a value. Pure, and throws on no string whatever. */
export type Validator = (match: string) => Validation | undefined;

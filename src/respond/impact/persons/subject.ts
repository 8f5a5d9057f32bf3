/** What a person is to the organisation, as a roster says; `unknown` for those who are on none. */
export const relations = ['employee', 'customer', 'partner', 'prospect', 'unknown'] as const;
export const standings = ['current', 'former'] as const;

/** Persons of a count, counted. */
export interface SubjectSummary {
  readonly relations: Readonly<Record<string, number>>;
  /** By country; persons of whom it is not known under an empty name. */
  readonly countries: Readonly<Record<string, number>>;
  /** Persons with at least one finding of an element. */
  readonly elements: Readonly<Record<string, number>>;
  readonly minors: number;
}

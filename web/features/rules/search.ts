/** What the address of the page says: which rule is open, and what the list is narrowed to. */
export interface RulesSearch {
  readonly rule?: string;
  /** Which rule of the organisation is open, or `new`. */
  readonly own?: string;
  readonly text?: string;
  readonly element?: string;
  readonly country?: string;
  /** In which the open rule may be turned off. */
  readonly incident?: string;
}

/** What the list is narrowed to. */
export type Narrowed = Pick<RulesSearch, 'text' | 'element' | 'country'>;

const short = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= 80 ? value : undefined;

export function readRulesSearch(search: Record<string, unknown>): RulesSearch {
  const read: Record<string, string> = {};
  for (const key of ['rule', 'own', 'text', 'element', 'country', 'incident'] as const) {
    const value = short(search[key]);
    if (value !== undefined) read[key] = value;
  }
  return read;
}

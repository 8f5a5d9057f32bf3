/** What the address of the page says: which rule is open, and what the list is narrowed to. */
export interface RulesSearch {
  readonly rule?: string;
  readonly text?: string;
  readonly element?: string;
  readonly country?: string;
  /** In which the open rule may be turned off. */
  readonly incident?: string;
}

const short = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= 80 ? value : undefined;

export function readRulesSearch(search: Record<string, unknown>): RulesSearch {
  const read: Record<string, string> = {};
  for (const key of ['rule', 'text', 'element', 'country', 'incident'] as const) {
    const value = short(search[key]);
    if (value !== undefined) read[key] = value;
  }
  return read;
}

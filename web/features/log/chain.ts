import type { Got } from '../../api/contract.ts';

export type Entry = Got<'log.list'>['items'][number];

/** What came of looking at entries, with no word of the server taken for it. */
export interface Checked {
  readonly entries: number;
  /** Places of entries that are not what their hash says, or do not follow the one before them. */
  readonly wrong: readonly number[];
  /** Places between the first and the last that are not among them. */
  readonly missing: number;
}

/**
 * Computes the hash of each entry out of what it says, as docs/log.md describes it, and compares neighbours: `prev` of one
 * is the hash of the one before. Undefined where the browser gives the page no cryptography.
 */
export async function checkChain(chain: string, entries: readonly Entry[]): Promise<Checked | undefined> {
  if (!('subtle' in crypto)) return undefined;
  const rising = entries.toSorted((a, b) => a.seq - b.seq);
  const wrong: number[] = [];
  let missing = 0;
  let before: Entry | undefined;
  for (const entry of rising) {
    const { hash, seq, at, actor, act, prev } = entry;
    const isItself = (await sha256(canonical({ v: 1, chain, seq, at, actor, act, prev }))) === hash;
    const isNext = before !== undefined && before.seq + 1 === seq;
    if (!isItself || (isNext && before?.hash !== prev)) wrong.push(seq);
    if (before !== undefined && !isNext) missing += seq - before.seq - 1;
    before = entry;
  }
  return { entries: rising.length, wrong, missing };
}

/** Canonical JSON (RFC 8785). Entries hold whole numbers, texts, lists and objects alone. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = value as Readonly<Record<string, unknown>>;
  const names = Object.keys(members).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(members[name])}`).join(',')}}`;
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

import { afterAll, describe, expect, test } from 'vitest';
import type { InspectEvent } from '#inspect';
import { Account, type AccountState, isComplete } from './account.ts';
import { openReaders } from './reading.ts';
import { memoryInput, options } from './testing/here.ts';

/** Readers that crash, of processes that are killed: in sandboxed children, which are ended where `emit` rejects. */
const modules = ['box', 'bomb', 'note'].map((name) => new URL(`testing/${name}.ts`, import.meta.url).href);
const readers = openReaders({ size: 1, modules, rules: [], labels: [], key: new Uint8Array(32) });
afterAll(() => readers.close());

interface Written {
  readonly events: readonly InspectEvent[];
  readonly state: AccountState | undefined;
}

/** Reads on from there, and is killed once so many events were written. */
async function readOn(content: object, { events: before, state }: Written, most: number): Promise<Written> {
  const account = new Account(state);
  const events = [...before];
  const killed = new Error('killed');
  const input = memoryInput(Buffer.from(`BOX${JSON.stringify(content)}`));
  const emit = async (event: InspectEvent): Promise<void> => {
    if (events.length >= most) throw killed;
    events.push(event);
    account.take(event);
  };
  await readers.inspect(input, { ...options, text: true }, emit, account).catch((error: unknown) => {
    if (error !== killed) throw error;
  });
  return { events, state: JSON.parse(JSON.stringify(account.state)) as AccountState };
}

const nothing: Written = { events: [], state: undefined };
const all = Number.POSITIVE_INFINITY;

describe('where readers crash and their process is killed', () => {
  const content = {
    a: 'NOTE x',
    b: 'BOMB late',
    inner: { d: 'NOTE x', e: 'BOMB crash', f: 'NOTE x' },
    g: 'NOTE x',
  };

  test('each file is told once, and ends as it would have', async () => {
    const undisturbed = await readOn(content, nothing, all);
    const ends = undisturbed.events.flatMap((event) => (event.type === 'end' ? [event.status] : []));
    expect(ends.toSorted()).toEqual([...Array<string>(6).fill('inspected'), 'partial', 'unreadable']);
    let written = nothing;
    // Before and behind each crash: every moment is in account.test.ts, where readers do not crash.
    for (const most of [4, 7, 9, 15, 18, all]) written = await readOn(content, written, most);
    expect(written.events).toEqual(undisturbed.events);
    expect(written.state && isComplete(written.state)).toBe(true);
  });

  test('crashes of before count: the ninth ends it', async () => {
    const bombs = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`${i}`, 'BOMB crash'] as const));
    const undisturbed = await readOn(bombs, nothing, all);
    expect(undisturbed.events.at(-1)).toMatchObject({ file: 0, status: 'partial', reason: 'reader-crashed' });
    const half = await readOn(bombs, nothing, Math.floor(undisturbed.events.length / 2));
    expect(half.state?.failures).toBeGreaterThan(2);
    expect((await readOn(bombs, half, all)).events).toEqual(undisturbed.events);
  });
});

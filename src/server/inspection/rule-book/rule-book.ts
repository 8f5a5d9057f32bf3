import { Buffer } from 'node:buffer';
import { fail } from '#platform/errors';
import { openThread, type WorkThread } from '#platform';
import type { ListedRule, ShownRule, Tried } from './contract.ts';

/** How long the thread stays for the next who asks. */
const idleMilliseconds = 10 * 60_000;

/** The rules that are shipped, to be looked at and tried. A text that is tried is in no log, error or answer. */
export interface RuleBook {
  list(): Promise<ListedRule[]>;
  /** Fails with `nothing-there`. */
  show(rule: string): Promise<ShownRule>;
  try(text: string): Promise<Tried[]>;
  close(): Promise<void>;
}

/** Opens the book; its thread starts with the first who asks, and ends some minutes after the last. */
export function openRuleBook(): RuleBook {
  let thread: WorkThread | undefined;
  let idle: NodeJS.Timeout | undefined;
  const close = async (): Promise<void> => {
    clearTimeout(idle);
    const ending = thread;
    thread = undefined;
    await ending?.close();
  };
  const run = async <Answer>(work: string, asked = ''): Promise<Answer> => {
    thread ??= openThread(new URL('works.ts', import.meta.url));
    clearTimeout(idle);
    idle = setTimeout(() => void close(), idleMilliseconds).unref();
    try {
      return JSON.parse(Buffer.from(await thread.run(work, Uint8Array.from(Buffer.from(asked)))).toString()) as Answer;
    } catch (error) {
      // One that has died is of no use to the next.
      await close();
      throw error;
    }
  };
  return {
    list: () => run('list'),
    show: async (rule) => (await run<ShownRule | null>('show', rule)) ?? fail('nothing-there', 'rule'),
    try: (text) => run('try', text),
    close,
  };
}

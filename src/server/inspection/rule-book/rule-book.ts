import { Buffer } from 'node:buffer';
import { CofferdamError, fail } from '#platform/errors';
import { openThread, type WorkThread } from '#platform';
import type { Source } from '#inspect';
import type { AskedAll, AskedRule, AskedText, AskedTrial } from './asked.ts';
import type { ListedRule, ShownRule, Tried, TriedOwn } from './contract.ts';
import { type OwnInUse, ownSource } from './own-source.ts';

/** How long the thread stays for the next who asks. */
const idleMilliseconds = 10 * 60_000;
/** With the second that its thread takes to start: 100,000 characters are read in a tenth of one. */
const longestMilliseconds = 20_000;

/**
 * The rules that are shipped, and those of the organisation that are in use (`own`), to be looked at and tried. A text that is
 * tried is in no log, error or answer.
 */
export interface RuleBook {
  list(own: readonly OwnInUse[]): Promise<ListedRule[]>;
  /** Fails with `nothing-there`. */
  show(rule: string, own: readonly OwnInUse[]): Promise<ShownRule>;
  try(text: string, own: readonly OwnInUse[]): Promise<Tried[]>;
  /** A rule before it is used, beside all others; where it is one of `own`, in its place. */
  tryOwn(trial: OwnInUse & { readonly sample: string }, own: readonly OwnInUse[]): Promise<TriedOwn>;
  close(): Promise<void>;
}

/**
 * Opens the book; its threads start with the first who asks, and end some minutes after the last. Texts are read in a thread of their
 * own, one after the other: a rule that takes for ever on one is ended, and keeps nobody waiting who only looks at rules.
 */
export function openRuleBook(longestReading = longestMilliseconds): RuleBook {
  const shelf = openShelf();
  const desk = openShelf(longestReading);
  return {
    list: (own) => shelf.run('list', { own: sourcesOf(own) }),
    show: async (rule, own) =>
      (await shelf.run<ShownRule | null>('show', { own: sourcesOf(own), rule })) ?? fail('nothing-there', 'rule'),
    try: (text, own) => desk.run('try', { own: sourcesOf(own), text }),
    tryOwn: ({ rule, body, sample }, own) => {
      const others = own.map((one) => ({ id: one.rule, source: ownSource(one.rule, one.body) }));
      return desk.run('tryOwn', { own: others, rule, body, sample });
    },
    close: async () => {
      await Promise.all([shelf.close(), desk.close()]);
    },
  };
}

interface Shelf {
  run<Answer>(work: string, asked: AskedAll | AskedRule | AskedText | AskedTrial): Promise<Answer>;
  close(): Promise<void>;
}

/**
 * A thread that is there while somebody asks, for one after the other.
 *
 * @param longest milliseconds after which one who asked is told `own-rule-slow`, and the thread is ended
 */
function openShelf(longest?: number): Shelf {
  let thread: WorkThread | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const close = async (): Promise<void> => {
    clearTimeout(idle);
    const ending = thread;
    thread = undefined;
    await ending?.close();
  };
  const ask = async (work: string, asked: object): Promise<unknown> => {
    thread ??= openThread(new URL('works.ts', import.meta.url));
    clearTimeout(idle);
    idle = setTimeout(() => void close(), idleMilliseconds).unref();
    let isLate = false;
    const end = (): void => {
      isLate = true;
      void close();
    };
    const late = longest === undefined ? undefined : setTimeout(end, longest);
    try {
      const bytes = Uint8Array.from(Buffer.from(JSON.stringify(asked)));
      return JSON.parse(Buffer.from(await thread.run(work, bytes)).toString());
    } catch (error) {
      // One that has died is of no use to the next.
      await close();
      throw isLate ? new CofferdamError('own-rule-slow') : error;
    } finally {
      clearTimeout(late);
    }
  };
  return {
    run<Answer>(work: string, asked: object): Promise<Answer> {
      const answer = last.then(() => ask(work, asked));
      last = answer.catch(() => undefined);
      return answer as Promise<Answer>;
    },
    close,
  };
}

const sourcesOf = (own: readonly OwnInUse[]): Source[] => own.map(({ rule, body }) => ownSource(rule, body));

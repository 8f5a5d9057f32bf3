import { openSession } from '../accounts/enter.ts';
import { Journal } from '../journal.ts';
import { say } from '../say.ts';
import { takeRunning } from './hand-in.ts';
import type { Pictured } from './pages.ts';
import type { Studio } from './studio.ts';

type Who = NonNullable<Pictured['as']>;

/** Sessions of the accounts of the demo, each opened once: a code of an app counts once. */
export class Sessions {
  readonly #journal: Journal;
  readonly #open: Map<Who, string>;

  /** @param admin session of who set the desk up, where that is not an account of the demo */
  constructor(journal: Journal, admin?: string) {
    this.#journal = journal;
    this.#open = new Map(admin === undefined ? [] : [['first-admin', admin]]);
  }

  async of(who: Who): Promise<string> {
    const known = this.#open.get(who);
    if (known !== undefined) return known;
    const key = who === 'first-admin' ? 'admin' : who;
    const account = this.#journal.accounts.get(key);
    const session = account && (await openSession(this.#journal, key, account));
    if (session === undefined) throw new Error(`${who} has no account`);
    this.#open.set(who, session);
    return session;
  }

  /** Ids of incidents in place of their names. */
  pathOf({ path }: Pictured): string {
    return path.replace(/:(fresh|broken|inspected)/, (_, name: string) => this.incident(name));
  }

  incident(name: string): string {
    return this.#journal.done(`${name}: open`) ?? '';
  }
}

/** Takes all pages, one after the other; those that cannot be taken are named, and the rest goes on. */
export async function shoot(
  studio: Studio,
  sessions: Sessions,
  pages: readonly Pictured[],
): Promise<readonly string[]> {
  const missed: string[] = [];
  for (const pictured of pages) {
    const { name, title, as, move } = pictured;
    const page = await studio.open(as && (await sessions.of(as)));
    page.setDefaultTimeout(15_000);
    try {
      await studio.visit(page, sessions.pathOf(pictured));
      await move?.(page);
      await studio.take(page, name, title);
    } catch (error) {
      missed.push(name);
      say(`${name} could not be taken: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''}`);
    } finally {
      await page.context().close();
    }
  }
  return missed;
}

export async function shootRunning(studio: Studio, sessions: Sessions): Promise<void> {
  await takeRunning(studio, await sessions.of('lead'), sessions.incident('fresh'));
}

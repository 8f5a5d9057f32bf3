import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { privatePath, readPrivate, writePrivate } from '../src/cli/desk/private-file.ts';

const account = z.object({
  id: z.string(),
  name: z.string(),
  mail: z.string(),
  /** As the table of accounts has it. */
  does: z.string(),
  password: z.string(),
  /** Base32, as authenticator apps take it. */
  secret: z.string(),
  /** The time step of the last code that was made: a server takes each once. */
  step: z.int(),
});
export type Account = z.infer<typeof account>;

const form = z.object({
  id: z.uuid(),
  address: z.string(),
  /** Milliseconds since 1970: times of the story are told from here, also when it goes on after a break. */
  begun: z.int(),
  persons: z.int(),
  accounts: z.record(z.string(), account),
  /** What was done, by name, with the id of what came of it. */
  done: z.record(z.string(), z.string()),
});
type Content = z.infer<typeof form>;

/**
 * What the demo made at one address, and who can sign in there, in a file for its owner alone. It is written after each
 * act, so that a run which was cut off is gone on with, and a second one doubles nothing.
 */
export class Journal {
  readonly #path: string;
  readonly #content: Content;

  private constructor(path: string, content: Content) {
    this.#path = path;
    this.#content = content;
  }

  /** That of an earlier run, undefined where there is none. */
  static async find(address: string, env = process.env): Promise<Journal | undefined> {
    const path = pathOf(address, env);
    const parsed = form.safeParse(await readPrivate(path));
    return parsed.success ? new Journal(path, parsed.data) : undefined;
  }

  /** A new one in place of any other: that one was about an installation that is not there any more. */
  static async begin(address: string, persons: number, env = process.env): Promise<Journal> {
    const content = { id: randomUUID(), address, begun: Date.now(), persons, accounts: {}, done: {} };
    const journal = new Journal(pathOf(address, env), content);
    await journal.#write();
    return journal;
  }

  get path(): string {
    return this.#path;
  }

  get address(): string {
    return this.#content.address;
  }

  get begun(): number {
    return this.#content.begun;
  }

  get persons(): number {
    return this.#content.persons;
  }

  /** Those that were made so far, by key of the cast. */
  get accounts(): ReadonlyMap<string, Account> {
    return new Map(Object.entries(this.#content.accounts));
  }

  async keepAccount(key: string, account: Account): Promise<void> {
    this.#content.accounts[key] = account;
    await this.#write();
  }

  /** The id of what came of an act; undefined for what was not done yet. */
  done(step: string): string | undefined {
    return this.#content.done[step];
  }

  /**
   * Does what was not done yet, and gives the id that came of it. An act that was cut off between the server and the
   * journal is done again with the same key, which makes it harmless.
   */
  async once(step: string, act: (once: string) => Promise<string>): Promise<string> {
    const known = this.#content.done[step];
    if (known !== undefined) return known;
    const made = await act(keyOf(`${this.#content.id} ${step}`));
    this.#content.done[step] = made;
    await this.#write();
    return made;
  }

  async #write(): Promise<void> {
    await writePrivate(this.#path, this.#content);
  }
}

function pathOf(address: string, env: Readonly<Record<string, string | undefined>>): string {
  return privatePath(`demo-${address.replace(/^\w+:\/\//, '').replaceAll(/[^\w.]+/g, '-')}.json`, env);
}

/** The same UUID for the same name. */
function keyOf(name: string): string {
  const digits = createHash('sha256').update(name).digest('hex');
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-8${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}

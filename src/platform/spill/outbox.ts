import type { NamelessFile } from './file.ts';

/** What may wait at most once somebody drains. */
const mostWaiting = 4 * 2 ** 20;

/**
 * Bytes on their way to a file that is opened with the first. They are written while others are gathered; what goes wrong
 * is thrown to whoever drains or settles next.
 */
export class Outbox {
  readonly #openFile: () => Promise<NamelessFile>;
  #file: NamelessFile | undefined;
  #waiting = new Uint8Array(0);
  #count = 0;
  #spare = new Uint8Array(0);
  /** Bytes that the file has or is about to have. */
  #position = 0;
  /** The write that is under way. */
  #writing: Promise<void> | undefined;
  #failure: unknown;

  constructor(openFile: () => Promise<NamelessFile>) {
    this.#openFile = openFile;
  }

  /** Takes a copy; returns where in the file it is going to be. */
  add(bytes: Uint8Array): number {
    if (this.#count + bytes.length > this.#waiting.length) {
      const grown = new Uint8Array(Math.max(2 ** 20, 2 * (this.#count + bytes.length)));
      grown.set(this.#waiting.subarray(0, this.#count));
      this.#waiting = grown;
    }
    this.#waiting.set(bytes, this.#count);
    this.#count += bytes.length;
    const position = this.#position;
    this.#position += bytes.length;
    return position;
  }

  /** Waits until little waits for the disk. */
  async drain(): Promise<void> {
    this.#start();
    while (this.#count > mostWaiting && this.#writing !== undefined) await this.#writing;
    this.#check();
  }

  /** Waits until all is written. */
  async settle(): Promise<void> {
    this.#start();
    while (this.#writing !== undefined) await this.#writing;
    this.#check();
  }

  /** Reads what was added and settled. */
  async read(into: Uint8Array, position: number): Promise<void> {
    await this.#file?.read(into, position);
  }

  async close(): Promise<void> {
    this.#failure ??= new Error('closed');
    await this.#writing;
    this.#waiting = this.#spare = new Uint8Array(0);
    this.#count = 0;
    const open = this.#file;
    this.#file = undefined;
    await open?.close();
  }

  #check(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  #start(): void {
    if (this.#count === 0 || this.#writing !== undefined || this.#failure !== undefined) return;
    const due = this.#waiting;
    this.#writing = this.#write(due.subarray(0, this.#count)).then(() => {
      this.#spare = due;
      this.#writing = undefined;
      this.#start();
    });
    this.#waiting = this.#spare;
    this.#spare = new Uint8Array(0);
    this.#count = 0;
  }

  /** Does not reject. */
  async #write(due: Uint8Array): Promise<void> {
    try {
      this.#file ??= await this.#openFile();
      await this.#file.append(due);
    } catch (error) {
      this.#failure ??= error;
    }
  }
}

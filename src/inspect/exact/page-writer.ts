import { contentBytes, type IndexKeys, sealPages } from './pages.ts';

/** Where an index is written: to its end, and at last its beginning. */
export interface IndexOutput {
  append(bytes: Uint8Array): Promise<void>;
  /** Replaces bytes from the beginning on, which were appended before. */
  begin(bytes: Uint8Array): Promise<void>;
}

/** Pages sealed and written at once. */
const pagesAtOnce = 64;

/** Writes sealed pages one behind the other, in sections. */
export class PageWriter {
  readonly #out: IndexOutput;
  readonly #keys: IndexKeys;
  readonly #room = new Uint8Array(pagesAtOnce * contentBytes);
  #used = 0;
  /** Number of the next page. */
  next: number;

  constructor(out: IndexOutput, keys: IndexKeys, next: number) {
    this.#out = out;
    this.#keys = keys;
    this.next = next;
  }

  /** One page's content, copied. */
  async page(content: Uint8Array): Promise<void> {
    this.#room.fill(0, this.#used, this.#used + contentBytes);
    this.#room.set(content, this.#used);
    this.#used += contentBytes;
    if (this.#used === this.#room.length) await this.flush();
  }

  /** A section that is loaded whole; returns where it is. */
  async section(content: Uint8Array): Promise<{ page: number; bytes: number }> {
    await this.flush();
    const page = this.next;
    for (let at = 0; at < content.length; at += contentBytes) await this.page(content.subarray(at, at + contentBytes));
    await this.flush();
    return { page, bytes: content.length };
  }

  async flush(): Promise<void> {
    if (this.#used === 0) return;
    const sealed = sealPages(this.#keys, this.#room.subarray(0, this.#used), this.next);
    this.next += this.#used / contentBytes;
    this.#used = 0;
    await this.#out.append(sealed);
  }
}

import { common, entriesPerPage, entryBytes, firstEntry, mostRows } from './postings.ts';
import { contentBytes } from './pages.ts';
import type { Bloom } from './bloom.ts';
import type { PageWriter } from './page-writer.ts';

/** Rows of one value in one column: kept as long as they are few. */
interface Group {
  readonly head: Uint8Array;
  count: number;
}

/** Takes sorted entries and writes them page by page. Values that are too common leave their count alone. */
export class PostingsWriter {
  readonly #writer: PageWriter;
  readonly #directory: number[] = [];
  #page = new Uint8Array(contentBytes);
  /** Pages that wait to be written. */
  #full: Uint8Array[] = [];
  #entries = 0;
  readonly #held = new Uint8Array(mostRows * entryBytes);
  #group: Group | undefined;
  /** Different values. */
  values = 0;

  constructor(writer: PageWriter) {
    this.#writer = writer;
  }

  /** One entry, in order. The same value twice in a row of the table counts once. */
  add(entries: Uint8Array, at: number): void {
    const group = this.#group;
    if (group === undefined || !isSame(group.head, entries, at, 9)) {
      const isNewValue = group === undefined || !isSame(group.head, entries, at, 8);
      this.#close();
      if (isNewValue) this.values += 1;
      this.#group = { head: entries.slice(at, at + entryBytes), count: 0 };
    } else if (isSame(group.head, entries, at, entryBytes)) return;
    const open = this.#group as Group;
    if (open.count < mostRows) this.#held.set(entries.subarray(at, at + entryBytes), open.count * entryBytes);
    open.head.set(entries.subarray(at + 9, at + entryBytes), 9);
    open.count += 1;
  }

  /** Writes the pages that are full: to be awaited after each batch. */
  async drain(): Promise<void> {
    for (const page of this.#full) await this.#writer.page(page);
    this.#full = [];
  }

  /** First hashes of all pages. */
  async finish(): Promise<Uint32Array> {
    this.#close();
    this.#endPage();
    await this.drain();
    return Uint32Array.from(this.#directory);
  }

  #close(): void {
    const group = this.#group;
    if (group === undefined) return;
    if (group.count <= mostRows) {
      for (let at = 0; at < group.count * entryBytes; at += entryBytes) this.#put(this.#held, at);
      return;
    }
    const entry = group.head.slice();
    entry[8] = (entry[8] ?? 0) | common;
    new DataView(entry.buffer).setUint32(9, group.count);
    this.#put(entry, 0);
  }

  #put(entries: Uint8Array, at: number): void {
    if (this.#entries === 0) {
      this.#directory.push(new DataView(entries.buffer, entries.byteOffset).getUint32(at));
    }
    this.#page.set(entries.subarray(at, at + entryBytes), firstEntry + this.#entries * entryBytes);
    this.#entries += 1;
    if (this.#entries === entriesPerPage) this.#endPage();
  }

  #endPage(): void {
    if (this.#entries === 0) return;
    new DataView(this.#page.buffer).setUint16(0, this.#entries);
    this.#full.push(this.#page);
    this.#page = new Uint8Array(contentBytes);
    this.#entries = 0;
  }
}

function isSame(head: Uint8Array, entries: Uint8Array, at: number, length: number): boolean {
  for (let index = 0; index < length; index += 1) if (head[index] !== entries[at + index]) return false;
  return true;
}

/** Adds the hash of each entry of a batch. */
export function addHashes(bloom: Bloom, entries: Uint8Array): void {
  const view = new DataView(entries.buffer, entries.byteOffset, entries.byteLength);
  let [high, low] = [-1, -1];
  for (let at = 0; at < entries.length; at += entryBytes) {
    const [nextHigh, nextLow] = [view.getUint32(at), view.getUint32(at + 4)];
    if (nextHigh !== high || nextLow !== low) bloom.add(nextHigh, nextLow);
    high = nextHigh;
    low = nextLow;
  }
}

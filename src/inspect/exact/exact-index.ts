import { SipHash } from '../persons/siphash.ts';
import { Bloom } from './bloom.ts';
import { Gate } from './gate.ts';
import { type Header, type IndexColumn, readHeader } from './header.ts';
import { contentBytes, type IndexBytes, Pages } from './pages.ts';
import { type Posting, Postings } from './postings.ts';

/** Hashes whose rows are kept at hand. */
const keptPostings = 16_384;

/** An index as inspection asks it: what is loaded are gate, filter and directory; rows and postings are read when asked for. */
export class ExactIndex {
  readonly header: Header;
  readonly hash: SipHash;
  readonly gate: Gate;
  readonly #bloom: Bloom;
  readonly #postings: Postings;
  readonly #pages: Pages;
  readonly #rowBytes: number;
  readonly #rowsPerPage: number;
  #known = new Map<number, Posting | null>();

  /** Fails with `index-unknown`, `index-damaged` or `index-key-wrong`; `name` is how the user calls the file. */
  constructor(file: IndexBytes, key: Uint8Array, name: string) {
    const { header, keys } = readHeader(file, key, name);
    const pages = new Pages(file, keys, name);
    const load = ({ page, bytes }: { page: number; bytes: number }): Uint32Array =>
      new Uint32Array(pages.load(page, bytes).buffer);
    this.header = header;
    this.hash = new SipHash(keys.values);
    this.gate = new Gate(keys.gate, load(header.sections.gate));
    this.#bloom = new Bloom(load(header.sections.bloom));
    this.#postings = new Postings(pages, header.sections.postings.page, load(header.sections.directory));
    this.#pages = pages;
    this.#rowBytes = header.columns.length * 4;
    this.#rowsPerPage = Math.floor(contentBytes / this.#rowBytes);
  }

  column(index: number): IndexColumn {
    return this.header.columns[index] as IndexColumn;
  }

  /** Whether a value in normal form, with its domain, may be in the index: its hash is in `hash` then. */
  has(text: string): boolean {
    this.hash.of(text);
    return this.#bloom.has(this.hash.high, this.hash.low);
  }

  posting(high: number, low: number): Posting | undefined {
    const key = high * 2 ** 21 + (low >>> 11);
    const known = this.#known.get(key);
    if (known !== undefined) return known ?? undefined;
    const posting = this.#postings.find(high, low);
    if (this.#known.size >= keptPostings) this.#known = new Map();
    this.#known.set(key, posting ?? null);
    return posting;
  }

  /** Low half of the hash that a row has in a column; 0 for an empty cell. */
  valueOf(row: number, column: number): number {
    const content = this.#pages.page(this.header.sections.rows.page + Math.floor(row / this.#rowsPerPage));
    const at = (row % this.#rowsPerPage) * this.#rowBytes + column * 4;
    return (
      (((content[at] ?? 0) << 24) |
        ((content[at + 1] ?? 0) << 16) |
        ((content[at + 2] ?? 0) << 8) |
        (content[at + 3] ?? 0)) >>>
      0
    );
  }
}

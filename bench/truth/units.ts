import type { Span } from './read.ts';

/** The text of one file of the truth, put together from all that was extracted under its path. */
export class Unit {
  text = '';
  /** Where each extracted path begins in `text`. */
  readonly #starts = new Map<string, number>();
  readonly #bytes = new Map<string, Uint32Array>();
  readonly #texts = new Map<string, string>();

  add(path: string, text: string): void {
    this.#starts.set(path, this.text.length);
    this.#texts.set(path, text);
    this.text += `${text}\n`;
  }

  /** A span in bytes (UTF-8) of the text of `path` as a span in letters of `text`; undefined where it lies outside. */
  span(path: string, { start, end }: Span): Span | undefined {
    const base = this.#starts.get(path);
    const text = this.#texts.get(path);
    if (base === undefined || text === undefined) return undefined;
    const map = this.#bytes.get(path) ?? byteOffsets(text);
    this.#bytes.set(path, map);
    return { start: base + letterAt(map, start), end: base + letterAt(map, end) };
  }
}

/** Byte offset (UTF-8) of each UTF-16 unit of the text, and of its end. */
function byteOffsets(text: string): Uint32Array {
  const out = new Uint32Array(text.length + 1);
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    out[at] = bytes;
    const code = text.charCodeAt(at);
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code >= 0xd800 && code < 0xe000 ? 2 : 3;
  }
  out[text.length] = bytes;
  return out;
}

function letterAt(map: Uint32Array, byte: number): number {
  let low = 0;
  let high = map.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((map[middle] ?? 0) < byte) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Finds the file of the truth that an extracted path belongs to: the same path, the longest file of which it is a member
 * (messages of a mailbox, parts of a message), or the one with the same file on disk and the same last name, where
 * the layers between are named otherwise (`a.tar.gz!/a.tar!/b`).
 */
export class PathMatcher {
  readonly #files: ReadonlySet<string>;
  readonly #byEnds = new Map<string, string | undefined>();
  /** Packed single files and the one file inside of each. */
  readonly #only = new Map<string, string>();

  constructor(files: Iterable<string>) {
    this.#files = new Set(files);
    for (const file of this.#files) {
      const key = ends(file);
      this.#byEnds.set(key, this.#byEnds.has(key) ? undefined : file);
      const [outer = '', ...inner] = file.split('!/');
      if (outer.endsWith('.gz') && !outer.endsWith('.tar.gz') && inner.length === 1) this.#only.set(outer, file);
    }
  }

  fileOf(path: string): string | undefined {
    if (this.#files.has(path)) return path;
    const same = this.#byEnds.get(ends(path));
    if (same !== undefined) return same;
    const [outer = '', ...inner] = path.split('!/');
    const only = this.#only.get(outer);
    if (only !== undefined && inner.length > 0) return only;
    for (let at = path.lastIndexOf('!/'); at > 0; at = path.lastIndexOf('!/', at - 1)) {
      const outer = path.slice(0, at);
      if (this.#files.has(outer)) return outer;
      const known = this.#byEnds.get(ends(outer));
      if (known !== undefined) return known;
    }
    return undefined;
  }
}

function ends(path: string): string {
  const parts = path.split('!/');
  return `${parts[0]}|${parts.at(-1)?.split('/').at(-1)}|${parts.length > 1}`;
}

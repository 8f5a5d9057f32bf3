import type { Pull } from '../archives/pull.ts';

/** RFC 2046 allows 70 characters; what is longer than this is no delimiter. */
const longestDelimiter = 1024;
/** Longest header line that is read as one. */
const longestLine = 256 * 1024;

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const dash = 0x2d;

/** The delimiter that ended a body: of which multipart (0 is the outermost), and whether it was the last of it. */
export interface Hit {
  readonly level: number;
  readonly last: boolean;
}

/**
 * The bytes of a MIME message cut at the delimiters of the multiparts around the current place. Bodies come in the size
 * they are read, never as a whole; a delimiter of an outer multipart ends the inner ones as well.
 */
export class Parts {
  /** Set where the bytes of a body ended at a delimiter; undefined at the end of the message. */
  hit: Hit | undefined;
  readonly #pull: Pull;
  readonly #boundaries: string[] = [];
  #lineStart = true;

  constructor(pull: Pull) {
    this.#pull = pull;
  }

  /** Enters a multipart; its level. */
  enter(boundary: string): number {
    this.#boundaries.push(boundary);
    return this.#boundaries.length - 1;
  }

  leave(): void {
    this.#boundaries.pop();
  }

  /** Goes on behind the delimiter that was hit. */
  next(): void {
    this.hit = undefined;
    this.#lineStart = true;
  }

  /** The next bytes of the current body; undefined when it ended. The line end in front of a delimiter is part of that. */
  async chunk(): Promise<Buffer | undefined> {
    for (let needed = 1; this.hit === undefined; ) {
      const seen = await this.#pull.peek(needed);
      if (seen.length === 0) return undefined;
      const length = this.#clear(seen);
      if (length > 0) return this.#take(length);
      needed = seen.length + 1;
    }
    return undefined;
  }

  /** The next line without its end, for headers; undefined when the part ended. */
  async line(): Promise<Buffer | undefined> {
    if (this.hit !== undefined) return undefined;
    let seen = await this.#pull.peek(1);
    let end = seen.indexOf(lineFeed);
    while (end < 0 && !this.#pull.ended && seen.length < longestLine) {
      seen = await this.#pull.peek(seen.length + 1);
      end = seen.indexOf(lineFeed);
    }
    if (seen.length === 0) return undefined;
    const length = Math.min(longestLine, end < 0 ? seen.length : end + 1);
    const line = this.#take(length);
    const text = line.subarray(0, lineEndBefore(line, line.length));
    this.hit = this.#match(text);
    return this.hit === undefined ? text : undefined;
  }

  /** Puts a line back that turned out to belong to the body. */
  unread(line: Uint8Array): void {
    this.#pull.unread(Buffer.concat([line, Buffer.from('\r\n')]));
    this.#lineStart = true;
  }

  /** How many bytes in front surely belong to the body; 0 where a delimiter was passed or more must be seen. */
  #clear(seen: Buffer): number {
    if (this.#boundaries.length === 0) return seen.length;
    for (let at = this.#firstCandidate(seen); at >= 0; at = nextCandidate(seen, at)) {
      const lineEnd = seen.indexOf(lineFeed, at);
      if (lineEnd < 0 && !this.#pull.ended && seen.length - at < longestDelimiter) return lineEndBefore(seen, at);
      const hit = this.#match(seen.subarray(at, lineEnd < 0 ? seen.length : lineEnd));
      if (hit === undefined) continue;
      const before = lineEndBefore(seen, at);
      if (before > 0) return before;
      this.#take(lineEnd < 0 ? seen.length : lineEnd + 1);
      this.hit = hit;
      return 0;
    }
    if (this.#pull.ended) return seen.length;
    // CR, LF and a dash at the end may begin a delimiter.
    return Math.max(0, seen.length - 4);
  }

  #firstCandidate(seen: Buffer): number {
    if (this.#lineStart && seen[0] === dash && (seen.length < 2 || seen[1] === dash)) return 0;
    return nextCandidate(seen, 0);
  }

  #match(line: Buffer): Hit | undefined {
    if (line.length > longestDelimiter || line[0] !== dash || line[1] !== dash) return undefined;
    const text = line.toString('latin1', 2).trimEnd();
    for (let level = this.#boundaries.length - 1; level >= 0; level -= 1) {
      const boundary = this.#boundaries[level] as string;
      if (text === boundary) return { level, last: false };
      if (text === `${boundary}--`) return { level, last: true };
    }
    return undefined;
  }

  #take(length: number): Buffer {
    const bytes = this.#pull.take(length);
    this.#lineStart = bytes.at(-1) === lineFeed;
    return bytes;
  }
}

function nextCandidate(seen: Buffer, from: number): number {
  const at = seen.indexOf('\n--', from, 'latin1');
  return at < 0 ? -1 : at + 1;
}

/** `at`, less the line end in front of it. */
function lineEndBefore(seen: Buffer, at: number): number {
  if (at < 1 || seen[at - 1] !== lineFeed) return at;
  return at >= 2 && seen[at - 2] === carriageReturn ? at - 2 : at - 1;
}

import type { Pull } from '../archives/pull.ts';
import { separator } from './detect.ts';

const lineFeed = 0x0a;
const quote = 0x3e;
/** Longest separator line. */
const longestSeparator = 1024;

/**
 * The messages of an mbox, one after the other, as bytes in the size they come. `>From ` at the beginning of a line
 * loses one `>` (mboxrd); a separator counts after an empty line only.
 */
export class Mailbox {
  readonly #pull: Pull;
  /** The line ends in front: 0 within a line, 1 at the beginning of one, 2 after an empty line. */
  #ends = 2;

  constructor(pull: Pull) {
    this.#pull = pull;
  }

  /** Passes the separator in front of a message; false at the end. */
  async next(): Promise<boolean> {
    const seen = await this.#line();
    if (seen.length === 0) return false;
    if (isSeparator(seen)) this.#pull.take(lengthOfLine(seen));
    this.#ends = 1;
    return true;
  }

  /** The next bytes of the current message; undefined when it ended. */
  async chunk(): Promise<Buffer | undefined> {
    for (;;) {
      const seen = await this.#line();
      if (seen.length === 0) return undefined;
      if (this.#ends === 2 && isSeparator(seen)) return undefined;
      if (this.#ends > 0 && isQuoted(seen)) {
        this.#pull.take(1);
        this.#ends = 0;
        continue;
      }
      const length = this.#upToNextFrom(seen);
      this.#ends = lineEnds(seen, length, this.#ends);
      return this.#pull.take(length);
    }
  }

  /** What can be seen, at least a line where one begins here. */
  async #line(): Promise<Buffer> {
    let seen = await this.#pull.peek(1);
    while (this.#ends > 0 && !this.#pull.ended && seen.length < longestSeparator && seen.indexOf(lineFeed) < 0) {
      seen = await this.#pull.peek(seen.length + 1);
    }
    return seen;
  }

  /** Bytes up to the next line that begins with `From ` or its quoted form; at least one. */
  #upToNextFrom(seen: Buffer): number {
    for (let hit = seen.indexOf('From ', 0, 'latin1'); hit >= 0; hit = seen.indexOf('From ', hit + 5, 'latin1')) {
      let start = hit;
      while (seen[start - 1] === quote) start -= 1;
      if (start > 0 && seen[start - 1] === lineFeed) return start;
    }
    // A line that begins at the very end is looked at with what follows.
    const last = seen.lastIndexOf(lineFeed) + 1;
    return last > 0 ? last : seen.length;
  }
}

const lengthOfLine = (seen: Buffer): number => {
  const end = seen.indexOf(lineFeed);
  return end < 0 ? seen.length : end + 1;
};

function isSeparator(seen: Buffer): boolean {
  if (seen.toString('latin1', 0, 5) !== 'From ') return false;
  return separator.test(
    seen
      .toString('latin1', 0, Math.min(longestSeparator, lengthOfLine(seen)))
      .trimEnd()
      .replace(/^From$/, 'From '),
  );
}

const isQuoted = (seen: Buffer): boolean => /^>+From /.test(seen.toString('latin1', 0, 100));

/** How many line ends stand behind `length` bytes: 2 means that the last line is empty. */
function lineEnds(seen: Buffer, length: number, before: number): number {
  if (seen[length - 1] !== lineFeed) return 0;
  let at = length - 2;
  if (seen[at] === 0x0d) at -= 1;
  if (at < 0) return before > 0 ? 2 : 1;
  return seen[at] === lineFeed ? 2 : 1;
}

/** What a tokeniser tells. */
export interface Tokens {
  open(): void;
  close(): void;
  /** A control word, or a symbol such as `~`. */
  control(word: string, parameter: number | undefined): void;
  /** A byte written as `\'e9`. */
  byte(value: number): void;
  /** Characters of one byte each. */
  text(text: string): void;
  /** Bytes that stand raw behind `\bin`. */
  binary(bytes: Buffer): void;
}

const run = /[^\\{}\r\n\0]+/y;
const word = /\\([A-Za-z]{1,32})(-?\d{1,10})? ?/y;
/** A control word with its parameter and the byte behind is no longer than this. */
const longest = 64;

/** Reads RTF byte by byte (RTF 1.9.1, "Contents of an RTF file"), portion by portion. */
export class Tokeniser {
  readonly #tokens: Tokens;
  #rest = '';
  #raw = 0;
  #depth = 0;
  #begun = false;

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  /** Whether groups are open, or none was yet. */
  get isOpen(): boolean {
    return !this.#begun || this.#depth > 0;
  }

  /** Reads a portion; returns what comes after the document's end, undefined where that is not reached. */
  push(chunk: Buffer, last: boolean): Buffer | undefined {
    const text = this.#rest + chunk.toString('latin1');
    let at = 0;
    while (at < text.length && this.isOpen) {
      if (this.#raw > 0) {
        const end = Math.min(text.length, at + this.#raw);
        this.#tokens.binary(Buffer.from(text.slice(at, end), 'latin1'));
        this.#raw -= end - at;
        at = end;
      } else if (!last && text.length - at < longest && text.indexOf('\\', at) >= 0) break;
      else at = this.#token(text, at);
    }
    this.#rest = this.isOpen ? text.slice(at) : '';
    return this.isOpen ? undefined : Buffer.from(text.slice(at), 'latin1');
  }

  #token(text: string, at: number): number {
    switch (text[at]) {
      case '{':
        this.#begun = true;
        this.#depth++;
        this.#tokens.open();
        return at + 1;
      case '}':
        this.#depth--;
        this.#tokens.close();
        return at + 1;
      case '\\':
        return this.#control(text, at);
      case '\r':
      case '\n':
      case '\0':
        return at + 1;
      default:
        run.lastIndex = at;
        run.test(text);
        this.#tokens.text(text.slice(at, run.lastIndex));
        return run.lastIndex;
    }
  }

  #control(text: string, at: number): number {
    word.lastIndex = at;
    const found = word.exec(text);
    if (found !== null) {
      const parameter = found[2] === undefined ? undefined : Number(found[2]);
      if (found[1] === 'bin') this.#raw = Math.max(0, parameter ?? 0);
      else this.#tokens.control(found[1] ?? '', parameter);
      return word.lastIndex;
    }
    const symbol = text[at + 1] ?? '';
    if (symbol === "'") {
      const value = Number.parseInt(text.slice(at + 2, at + 4), 16);
      if (!Number.isNaN(value)) this.#tokens.byte(value);
      return at + 4;
    }
    this.#tokens.control(symbol === '\r' || symbol === '\n' ? 'par' : symbol, undefined);
    return at + 2;
  }
}

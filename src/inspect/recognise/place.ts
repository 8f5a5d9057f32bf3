import type { Block, Where } from '../contract.ts';

const notAscii = /[^\0-\x7f]/;

/** Bytes of text [from, to) in UTF-8. Places stand close together: a loop beats slicing for each. */
function utf8Length(text: string, from: number, to: number): number {
  if (to - from > 4096) return Buffer.byteLength(text.slice(from, to));
  let bytes = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    // The halves of a pair count two each; a lone half is written as U+FFFD, three bytes, as Buffer does.
    if (code < 0x80) bytes += 1;
    else if (code < 0x800 || isPaired(text, at, code)) bytes += 2;
    else bytes += 3;
  }
  return bytes;
}

function isPaired(text: string, at: number, code: number): boolean {
  if (code < 0xd800 || code > 0xdfff) return false;
  const other = text.charCodeAt(code < 0xdc00 ? at + 1 : at - 1);
  return code < 0xdc00 ? other >= 0xdc00 && other <= 0xdfff : other >= 0xd800 && other < 0xdc00;
}

/**
 * Turns UTF-16 offsets of a block into byte offsets of the extracted text and into lines and columns. Offsets must
 * come in rising order; each block is gone through once.
 */
export class Placer {
  private readonly text: string;
  private readonly base: number;
  private readonly ascii: boolean;
  private readonly firstLine: number | undefined;
  /** Column at which the text begins: lines longer than a block go on in the next. */
  private readonly firstColumn: number;
  private offset = 0;
  private bytes = 0;
  private lineStart = 0;
  private lines = 0;
  private counted = 0;

  /** `base` is the byte of the extracted text at which the block's character `from` stands. */
  constructor(block: Block, from: number, base: number) {
    this.text = block.text;
    this.base = base - (from === 0 ? 0 : Buffer.byteLength(block.text.slice(0, from)));
    this.ascii = !notAscii.test(block.text);
    this.firstLine = block.where.line;
    this.firstColumn = block.where.column ?? 1;
  }

  /** Bytes of the extracted text before the UTF-16 offset. */
  byteAt(offset: number): number {
    if (this.ascii) return this.base + offset;
    if (offset < this.offset) {
      this.offset = 0;
      this.bytes = 0;
    }
    this.bytes += utf8Length(this.text, this.offset, offset);
    this.offset = offset;
    return this.base + this.bytes;
  }

  /** Line (and `more`) and column of the offset, where the format counts lines. Columns are characters, from 1. */
  lineAt(offset: number, more: number): Where {
    if (this.firstLine === undefined) return {};
    for (;;) {
      const next = this.text.indexOf('\n', this.counted);
      if (next === -1 || next >= offset) break;
      this.lines += 1;
      this.lineStart = next + 1;
      this.counted = next + 1;
    }
    const first = this.lines === 0 ? this.firstColumn : 1;
    return { line: this.firstLine + this.lines + more, column: offset - this.lineStart + first };
  }
}

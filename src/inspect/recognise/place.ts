import type { Block, Where } from '../contract.ts';

const notAscii = /[^\0-\x7f]/;

/**
 * Turns UTF-16 offsets of a block into byte offsets of the extracted text and into lines and columns. Offsets must
 * come in rising order; each block is gone through once.
 */
export class Placer {
  private readonly text: string;
  private readonly base: number;
  private readonly ascii: boolean;
  private readonly firstLine: number | undefined;
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
  }

  /** Bytes of the extracted text before the UTF-16 offset. */
  byteAt(offset: number): number {
    if (this.ascii) return this.base + offset;
    if (offset < this.offset) {
      this.offset = 0;
      this.bytes = 0;
    }
    this.bytes += Buffer.byteLength(this.text.slice(this.offset, offset));
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
    return { line: this.firstLine + this.lines + more, column: offset - this.lineStart + 1 };
  }
}

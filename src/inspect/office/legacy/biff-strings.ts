import { decoderOf, encodingOfPage } from '../../text/code-pages.ts';
import type { BiffRecord } from './biff-records.ts';

const wide = 1;
const phonetic = 4;
const rich = 8;

/** Reads text out of a record and what continues it. Beyond its end it reads nothing. */
export class BiffText {
  readonly #pieces: readonly Buffer[];
  #piece = 0;
  #at: number;

  constructor({ data, more }: Pick<BiffRecord, 'data' | 'more'>, at: number) {
    this.#pieces = [data, ...more];
    this.#at = at;
  }

  get isDone(): boolean {
    return this.#piece >= this.#pieces.length - 1 && this.#at >= (this.#pieces.at(-1)?.length ?? 0);
  }

  /** A string with its length in two bytes, or in one ([MS-XLS] 2.5.240, 2.5.293). */
  string(lengthBytes: 1 | 2 = 2): string {
    return this.characters(lengthBytes === 1 ? this.#byte() : this.#word());
  }

  /** So many characters, after the byte that says how they are written. */
  characters(count: number): string {
    let flags = this.#byte();
    const runs = (flags & rich) === 0 ? 0 : this.#word() * 4;
    const extra = (flags & phonetic) === 0 ? 0 : this.#word() + this.#word() * 0x1_0000;
    let text = '';
    for (let left = count; left > 0; ) {
      if (this.#left() === 0) {
        if (!this.#nextPiece()) break;
        flags = this.#byte();
      }
      const width = (flags & wide) === 0 ? 1 : 2;
      const taken = Math.min(left, Math.floor(this.#left() / width));
      if (taken === 0) break;
      text += this.#take(taken * width).toString(width === 1 ? 'latin1' : 'utf16le');
      left -= taken;
    }
    this.#skip(runs + extra);
    return text;
  }

  #left(): number {
    return (this.#pieces[this.#piece]?.length ?? 0) - this.#at;
  }

  #nextPiece(): boolean {
    if (this.#piece >= this.#pieces.length - 1) return false;
    this.#piece++;
    this.#at = 0;
    return true;
  }

  #take(count: number): Buffer {
    const taken = this.#pieces[this.#piece]?.subarray(this.#at, this.#at + count) ?? Buffer.alloc(0);
    this.#at += taken.length;
    return taken;
  }

  #byte(): number {
    if (this.#left() === 0 && !this.#nextPiece()) return 0;
    return this.#take(1)[0] ?? 0;
  }

  #word(): number {
    return this.#byte() + this.#byte() * 256;
  }

  #skip(count: number): void {
    for (let left = count; left > 0; ) {
      if (this.#left() === 0 && !this.#nextPiece()) return;
      left -= this.#take(Math.min(left, this.#left())).length;
    }
  }
}

/** Strings of BIFF5: bytes of the workbook's code page. */
export function byteString(data: Buffer, at: number, length: number, page: number): string {
  return decoderOf(encodingOfPage(page) ?? 'windows-1252').decode(data.subarray(at, at + length));
}

import { BlockWriter } from '../blocks/block-writer.ts';
import type { Sink } from '../contract.ts';
import type { Attached } from './attached.ts';
import type { Property } from './content-line.ts';
import { ContentLines } from './content-lines.ts';

/** Text in, properties to whoever reads them, and out again what he makes of them: records, and files as members. */
export class Intake {
  readonly writer: BlockWriter;
  readonly #sink: Sink;
  readonly #lines: ContentLines;
  readonly #files: Attached[] = [];
  #count = 0;

  constructor(sink: Sink, property: (property: Property) => void) {
    this.#sink = sink;
    this.writer = new BlockWriter(sink);
    this.#lines = new ContentLines(property, (text) => this.writer.line(text));
  }

  /** Of the next file, from 1. */
  get fileNumber(): number {
    return this.#count + 1;
  }

  file(file: Attached): void {
    this.#count += 1;
    this.#files.push(file);
  }

  async push(text: string): Promise<void> {
    this.#lines.push(text);
    await this.#handOut();
  }

  /** @param close ends what is still open, and says whether something was */
  async end(close: () => boolean): Promise<void> {
    this.#lines.end();
    if (close()) this.#sink.partial('damaged');
    if (this.#lines.cut) this.#sink.partial('limit-memory');
    await this.writer.end();
    await this.#handOut();
  }

  async #handOut(): Promise<void> {
    await this.writer.drain();
    for (const { name, bytes } of this.#files.splice(0)) await this.#sink.member(name, bytes, bytes.length);
  }
}

import { BlockWriter } from '../../blocks/block-writer.ts';
import type { ExtractContext, Sink, Where } from '../../contract.ts';
import { type TableIds, tableIds } from '../flow-tables.ts';

/** A document of before 2007 while it is read. */
export class LegacyReading {
  readonly sink: Sink;
  readonly context: ExtractContext;
  readonly writer: BlockWriter;
  readonly tables: TableIds = tableIds();
  /** What all of the text has in its place: that it is of an object inside. */
  outer: Where = {};
  #place: Where = {};

  constructor(sink: Sink, context: ExtractContext) {
    this.sink = sink;
    this.context = context;
    this.writer = new BlockWriter(sink);
  }

  /** Writes what is no text of the document itself: properties, names. */
  say(part: string, label: string | undefined, text: string): void {
    if (text.trim() === '') return;
    if (this.#place.part !== part) this.#place = { part };
    this.writer.place(this.#place);
    if (label === undefined) this.writer.line(text);
    else this.writer.labelled(label, text);
  }
}

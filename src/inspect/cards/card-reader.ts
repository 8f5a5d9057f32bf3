import { BlockWriter } from '../blocks/block-writer.ts';
import type { Sink } from '../contract.ts';
import { attachedTo, type Attached } from './attached.ts';
import { type Field, fieldsOf } from './card.ts';
import type { Property } from './content-line.ts';
import { ContentLines } from './content-lines.ts';

/** Fields of one card; what comes beyond stands beside it. */
const maxFields = 10_000;

/** Address books in vCard 2.1, 3.0 and 4.0: each card is one record, its pictures and sounds are members. */
export class CardReader {
  readonly #sink: Sink;
  readonly #writer: BlockWriter;
  readonly #lines: ContentLines;
  readonly #files: Attached[] = [];
  /** A card may hold another one, as of an assistant (vCard 2.1, AGENT). */
  readonly #open: Field[][] = [];
  #number = 0;
  #fileNumber = 0;

  constructor(sink: Sink) {
    this.#sink = sink;
    this.#writer = new BlockWriter(sink);
    this.#lines = new ContentLines(
      (property) => this.#property(property),
      (text) => this.#writer.line(text),
    );
  }

  async push(text: string): Promise<void> {
    this.#lines.push(text);
    await this.#handOut();
  }

  async end(): Promise<void> {
    this.#lines.end();
    if (this.#open.length > 0) this.#sink.partial('damaged');
    if (this.#lines.cut) this.#sink.partial('limit-memory');
    while (this.#open.length > 0) this.#close();
    await this.#writer.end();
    await this.#handOut();
  }

  async #handOut(): Promise<void> {
    await this.#writer.drain();
    for (const { name, bytes } of this.#files.splice(0)) await this.#sink.member(name, bytes, bytes.length);
  }

  #property(property: Property): void {
    const { name, value } = property;
    const isCard = value.trim().toUpperCase() === 'VCARD';
    if (name === 'BEGIN' && isCard) this.#open.push([]);
    else if (name === 'END' && isCard) this.#close();
    else this.#inside(property);
  }

  #inside(property: Property): void {
    const file = attachedTo(property, this.#fileNumber + 1);
    if (file !== undefined) {
      this.#fileNumber++;
      this.#files.push(file);
      return;
    }
    const card = this.#open.at(-1);
    for (const field of fieldsOf(property)) {
      if (card !== undefined && card.length < maxFields) card.push(field);
      else this.#writer.labelled(field.label, field.text);
    }
  }

  #close(): void {
    const fields = this.#open.pop();
    if (fields === undefined) return;
    this.#number++;
    this.#writer.record(fields, { row: this.#number });
  }
}

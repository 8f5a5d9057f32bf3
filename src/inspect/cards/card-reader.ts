import type { Sink } from '../contract.ts';
import { attachedTo } from './attached.ts';
import { type Field, fieldsOf } from './card.ts';
import type { Property } from './content-line.ts';
import { Intake } from './intake.ts';

/** Fields of one card; what comes beyond stands beside it. */
const maxFields = 10_000;

/** Address books in vCard 2.1, 3.0 and 4.0: each card is one record, its pictures and sounds are members. */
export class CardReader {
  readonly #intake: Intake;
  /** A card may hold another one, as of an assistant (vCard 2.1, AGENT). */
  readonly #open: Field[][] = [];
  #number = 0;

  constructor(sink: Sink) {
    this.#intake = new Intake(sink, (property) => this.#property(property));
  }

  push(text: string): Promise<void> {
    return this.#intake.push(text);
  }

  end(): Promise<void> {
    return this.#intake.end(() => {
      const isOpen = this.#open.length > 0;
      while (this.#open.length > 0) this.#close();
      return isOpen;
    });
  }

  #property(property: Property): void {
    const { name, value } = property;
    const isCard = value.trim().toUpperCase() === 'VCARD';
    if (name === 'BEGIN' && isCard) this.#open.push([]);
    else if (name === 'END' && isCard) this.#close();
    else this.#inside(property);
  }

  #inside(property: Property): void {
    const file = attachedTo(property, this.#intake.fileNumber);
    if (file !== undefined) {
      this.#intake.file(file);
      return;
    }
    const card = this.#open.at(-1);
    for (const field of fieldsOf(property)) {
      if (card !== undefined && card.length < maxFields) card.push(field);
      else this.#intake.writer.labelled(field.label, field.text);
    }
  }

  #close(): void {
    const fields = this.#open.pop();
    if (fields === undefined) return;
    this.#number++;
    this.#intake.writer.record(fields, { row: this.#number });
  }
}

import type { Where } from '../contract.ts';
import type { BlockWriter } from '../blocks/block-writer.ts';
import { type Attributes, type XmlHandler, attribute } from './xml.ts';

/** What to take out of a part that has no layout worth keeping. */
export interface Wanted {
  /** Elements whose text is taken; all where absent. */
  readonly elements?: ReadonlySet<string>;
  /** Text is taken only inside this element. */
  readonly inside?: string;
  /** Attributes whose values are taken, by element, as a field labelled with the attribute's name. */
  readonly attributes?: ReadonlyMap<string, readonly string[]>;
  /** Elements that are a name and a value: `[element, attribute of the name, attribute of the value]`. */
  readonly pairs?: readonly (readonly [string, string, string])[];
}

/** The texts of a part, one a line. */
export class LooseText implements XmlHandler {
  readonly #writer: BlockWriter;
  readonly #where: Where;
  readonly #wanted: Wanted;
  #inside: number;
  #text = '';

  constructor(writer: BlockWriter, where: Where, wanted: Wanted = {}) {
    this.#writer = writer;
    this.#where = where;
    this.#wanted = wanted;
    this.#inside = wanted.inside === undefined ? 1 : 0;
  }

  open(name: string, attributes: Attributes): void {
    if (name === this.#wanted.inside) this.#inside++;
    this.#text = '';
    for (const key of this.#wanted.attributes?.get(name) ?? []) {
      const value = attribute(attributes, key) ?? '';
      if (value !== '') this.#label(key, value);
    }
    for (const [element, label, value] of this.#wanted.pairs ?? []) {
      const found = name === element ? (attribute(attributes, value) ?? '') : '';
      if (found !== '') this.#label(attribute(attributes, label) ?? '', found);
    }
  }

  text(text: string): void {
    if (this.#inside > 0) this.#text += text;
  }

  close(name: string): void {
    const text = this.#text.trim();
    this.#text = '';
    if (name === this.#wanted.inside) this.#inside--;
    if (text === '' || this.#wanted.elements?.has(name) === false) return;
    this.#writer.place(this.#where);
    this.#writer.line(text);
  }

  #label(label: string, value: string): void {
    this.#writer.place(this.#where);
    this.#writer.labelled(label, value);
  }
}

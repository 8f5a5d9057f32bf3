import type { BlockWriter } from '../../blocks/block-writer.ts';
import { type Attributes, attribute, type XmlHandler } from '../xml.ts';

/** What programs write by themselves. */
const technical = new Set(['generator', 'editing-duration', 'editing-cycles', 'document-statistic', 'meta']);
const where = { part: 'properties' };

/** The properties of a document (ODF 1.3 part 3, 4), one record each. */
export class MetaText implements XmlHandler {
  readonly #writer: BlockWriter;
  #label = '';
  #text = '';

  constructor(writer: BlockWriter) {
    this.#writer = writer;
  }

  open(name: string, attributes: Attributes): void {
    this.#label = name === 'user-defined' ? (attribute(attributes, 'name') ?? '') : name;
    this.#text = '';
    // A template or a page that is loaded anew: its address tells names of machines and people.
    for (const key of ['title', 'href']) {
      const text = attribute(attributes, key);
      if (text !== undefined && text !== '') this.#say(`${name} ${key}`, text);
    }
  }

  text(text: string): void {
    this.#text += text;
  }

  close(name: string): void {
    const text = this.#text.trim();
    this.#text = '';
    if (text !== '' && !technical.has(name)) this.#say(this.#label, text);
  }

  #say(label: string, text: string): void {
    this.#writer.place(where);
    this.#writer.labelled(label, text);
  }
}

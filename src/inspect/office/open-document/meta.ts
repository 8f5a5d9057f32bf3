import type { BlockWriter } from '../../blocks/block-writer.ts';
import { type Attributes, attribute, type XmlHandler } from '../xml.ts';

/** What programs write by themselves. */
const technical = new Set(['generator', 'editing-duration', 'editing-cycles', 'document-statistic', 'meta']);
const where = { part: 'properties' };

/** The properties of a document (ODF 1.3 part 3, 4) or a book (EPUB 3.3, 5.5), one record each. */
export class MetaText implements XmlHandler {
  readonly #writer: BlockWriter;
  #label = '';
  #text = '';

  constructor(writer: BlockWriter) {
    this.#writer = writer;
  }

  open(name: string, attributes: Attributes): void {
    const own = name === 'user-defined' || name === 'meta';
    this.#label = (own ? (attribute(attributes, 'name') ?? attribute(attributes, 'property')) : undefined) ?? name;
    this.#text = '';
    const content = attribute(attributes, 'content') ?? '';
    if (name === 'meta' && content !== '') this.#say(this.#label, content);
    // The address of a template, or of the page that is loaded anew, tells names of machines and people.
    if (name !== 'template' && name !== 'auto-reload') return;
    for (const key of ['title', 'href']) {
      const text = attribute(attributes, key);
      if (text !== undefined && text !== '') this.#say(`${name} ${key}`, text);
    }
  }

  text(text: string): void {
    this.#text += text;
  }

  close(): void {
    const text = this.#text.trim();
    this.#text = '';
    if (text !== '' && !technical.has(this.#label)) this.#say(this.#label, text);
  }

  #say(label: string, text: string): void {
    this.#writer.place(where);
    this.#writer.labelled(label, text);
  }
}

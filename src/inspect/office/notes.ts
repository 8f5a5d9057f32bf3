import type { Where } from '../contract.ts';
import type { BlockWriter } from '../blocks/block-writer.ts';
import { type Attributes, type XmlHandler, attribute } from './xml.ts';

/**
 * Comments, threaded comments, and lists of their authors, in workbooks and presentations: each comment is a piece of
 * text of its own, at the cell it belongs to.
 */
export class Notes implements XmlHandler {
  readonly #writer: BlockWriter;
  readonly #where: Where;
  #cell: string | undefined;
  #text = '';
  #depth = 0;
  #taking = false;

  /** `where` has the sheet or slide, and its own part: 'comment'. */
  constructor(writer: BlockWriter, where: Where) {
    this.#writer = writer;
    this.#where = where;
  }

  open(name: string, attributes: Attributes): void {
    switch (name) {
      case 'comment':
      case 'threadedComment':
      case 'cm':
      case 'reply':
        this.#flush();
        this.#depth++;
        this.#cell = attribute(attributes, 'ref');
        break;
      case 'p':
        if (this.#text !== '') this.#text += '\n';
        break;
      case 't':
        this.#taking = true;
        break;
      case 'text':
        // Holds the text itself in threaded comments and presentations, runs of text in classic ones.
        this.#taking = true;
        break;
      case 'r':
        this.#taking = false;
        break;
      case 'author':
      case 'cmAuthor':
      case 'person':
        this.#person(attributes);
        this.#taking = name === 'author';
        break;
      default:
    }
  }

  text(text: string): void {
    if (this.#taking) this.#text += text;
  }

  close(name: string): void {
    switch (name) {
      case 't':
      case 'text':
        this.#taking = false;
        break;
      case 'author':
        this.#taking = false;
        this.#label('author', this.#text.trim());
        this.#text = '';
        break;
      case 'comment':
      case 'threadedComment':
      case 'cm':
      case 'reply':
        this.#flush();
        this.#depth--;
        break;
      default:
    }
  }

  #flush(): void {
    const text = this.#text.trim();
    this.#text = '';
    if (text === '' || this.#depth === 0) return;
    this.#writer.place(this.#cell === undefined ? { ...this.#where } : { ...this.#where, cell: this.#cell });
    this.#writer.line(text);
  }

  #person(attributes: Attributes): void {
    for (const key of ['name', 'displayName', 'userId']) this.#label('author', attribute(attributes, key) ?? '');
  }

  #label(label: string, value: string): void {
    if (value === '') return;
    const { sheet, slide } = this.#where;
    this.#writer.place({
      ...(sheet === undefined ? {} : { sheet }),
      ...(slide === undefined ? {} : { slide }),
      part: 'comment author',
    });
    this.#writer.labelled(label, value);
  }
}

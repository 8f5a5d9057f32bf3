import { fail } from '#platform/errors';
import type { BlockWriter } from '../blocks/block-writer.ts';
import type { Where } from '../contract.ts';
import type { Destination } from './destinations.ts';
import type { Flow } from './flow.ts';
import { objectFile, type ObjectFile } from '../office/legacy/ole-object.ts';

/** Names of people beside the text: no more of them than this. */
const maxAuthors = 10_000;
/** Properties of drawings that hold what somebody wrote: a description, the letters of a WordArt. */
const spoken = new Set(['wzDescription', 'wzTooltip', 'gtextUNICODE']);
const byAuthor: Where = { part: 'change author' };

/** What groups say that are no text of the document: properties, names of authors, links, files. */
export class Groups {
  /** Files that wait to be handed out. */
  readonly files: ObjectFile[] = [];
  readonly #writer: BlockWriter;
  readonly #maxHeld: number;
  readonly #authors = new Set<string>();
  #object: string[] = [];
  #objectUnits = 0;
  #objects = 0;
  #moment: Record<string, number> = {};
  #name = '';
  #place: Where = { part: 'properties' };

  constructor(writer: BlockWriter, maxHeld: number) {
    this.#writer = writer;
    this.#maxHeld = maxHeld;
  }

  begin(): void {
    this.#moment = {};
    this.#object = [];
    this.#objectUnits = 0;
  }

  /** More of a file, in hexadecimal digits. */
  hex(text: string): void {
    this.#objectUnits += text.length;
    if (this.#objectUnits > this.#maxHeld) fail('limit-memory');
    this.#object.push(text);
  }

  moment(unit: string, value: number): void {
    this.#moment[unit] = value;
  }

  end(destination: Destination, text: string, flow: Flow): void {
    switch (destination.kind) {
      case 'field':
        return this.#say(destination.part, destination.label, text);
      case 'name':
        this.#name = text;
        return;
      case 'named':
        return this.#say('properties', this.#name, text);
      case 'drawn':
        if (spoken.has(this.#name)) flow.aside('alternative text', text);
        return;
      case 'moment':
        return this.#say('properties', destination.label, this.#stated());
      case 'object':
        return this.#file();
      case 'authors':
        for (const name of text.split(';')) this.#author(name.trim());
        return;
      case 'instruction':
        if (/["@]|:\/\//.test(text)) flow.aside('field instruction', text);
        return;
      case 'tag': {
        const link = /href\s*=\s*"?((?:mailto:|https?:)[^">\s]+)/i.exec(text)?.[1];
        if (link !== undefined) flow.aside('link target', link);
        return;
      }
      default:
    }
  }

  writeAuthors(): void {
    for (const author of this.#authors) {
      this.#writer.place(byAuthor);
      this.#writer.labelled('author', author);
    }
  }

  #author(name: string): void {
    if (name !== '' && name !== 'Unknown' && this.#authors.size < maxAuthors) this.#authors.add(name);
  }

  #file(): void {
    const bytes = Buffer.from(this.#object.join('').replace(/[^0-9a-f]/gi, ''), 'hex');
    this.#object = [];
    if (bytes.length > 0) this.files.push(objectFile(bytes, ++this.#objects));
  }

  #say(part: string, label: string | undefined, text: string): void {
    if (text === '') return;
    if (this.#place.part !== part) this.#place = { part };
    this.#writer.place(this.#place);
    if (label === undefined || label === '') this.#writer.line(text);
    else this.#writer.labelled(label, text);
  }

  #stated(): string {
    const { yr = 0, mo = 0, dy = 0, hr = 0, min = 0 } = this.#moment;
    if (yr < 1 || mo < 1 || dy < 1) return '';
    const two = (value: number): string => String(value).padStart(2, '0');
    return `${yr}-${two(mo)}-${two(dy)}T${two(hr)}:${two(min)}`;
  }
}

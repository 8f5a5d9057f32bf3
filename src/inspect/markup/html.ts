import { Parser } from 'htmlparser2';
import { fail } from '#platform/errors';
import type { Where } from '../contract.ts';
import { type Attributes, contactOf, isContact, isHidden, isText } from './attributes.ts';
import { readDataUri } from './data-uri.ts';
import { Definitions } from './definitions.ts';
import { breaksLine, isEntry, keepsSpace } from './elements.ts';
import { Fields } from './fields.ts';
import { Forms } from './forms.ts';
import type { Piece } from './pieces.ts';
import { Spans } from './spans.ts';
import { Table } from './table.ts';
import { Writer } from './writer.ts';

/** The parser keeps open elements in an array that moves as a whole with each: measured 1 s for this many. */
const deepest = 50_000;
/** Text that is kept of an element to serve as a label. */
const longestLabel = 200;

interface Capture {
  text: string;
}

interface Options {
  /** What all blocks have in their place: the part of a mail, say. */
  readonly where: Where;
  /** Characters of one tag or comment that may be held. */
  readonly maxHeld: number;
}

/**
 * Text and records of an HTML document, portion by portion. What a browser would not show (comments, scripts, hidden
 * elements, metadata, attributes) comes in blocks of its own, marked by `where.part`.
 */
export class HtmlReader {
  /** What is ready; the caller empties it between portions. */
  readonly pieces: Piece[] = [];
  readonly #options: Options;
  readonly #parser: Parser;
  readonly #writers = new Map<string, Writer>();
  /** What makes records of the text around the current place, innermost last. */
  readonly #containers: (Table | Definitions)[] = [];
  readonly #captures: Capture[] = [];
  readonly #forms: Forms;
  readonly #metadata: Fields;
  /** Names of the open elements, with what has to be done when they close. */
  readonly #open: { readonly name: string; readonly close?: () => void }[] = [];
  #part = '';
  #written = 0;
  #verbatim = 0;
  #label: Capture | undefined;
  #tableCount = 0;
  #memberCount = 0;

  constructor(options: Options) {
    this.#options = options;
    this.#forms = new Forms(this.#writer('form'));
    this.#metadata = new Fields(this.#writer('metadata'));
    this.#parser = new Parser(
      {
        onopentag: (name, attributes) => this.#onOpen(name, attributes),
        onclosetag: (name) => this.#onClose(name),
        ontext: (text) => this.#onText(text),
        oncomment: (text) => this.#aside('comment', text),
        onprocessinginstruction: () => this.#alive(),
      },
      { decodeEntities: true },
    );
  }

  /** Parses on. Throws `limit-memory` where one tag or comment is longer than may be held, `limit-depth` on endless nesting. */
  write(text: string): void {
    this.#written += text.length;
    this.#parser.write(text);
    if (this.#written > this.#options.maxHeld) fail('limit-memory', 'tag or comment');
  }

  /** Ends the document: everything that is still open is closed and ready. */
  end(): void {
    this.#parser.end();
    this.#forms.end();
    this.#metadata.write();
    for (const writer of this.#writers.values()) writer.end();
  }

  /** The parser got somewhere: what it holds begins anew. */
  #alive(): void {
    this.#written = 0;
  }

  #writer(part = this.#part): Writer {
    let writer = this.#writers.get(part);
    if (writer === undefined) {
      const { where } = this.#options;
      writer = new Writer(part === '' ? where : { ...where, part }, this.pieces);
      this.#writers.set(part, writer);
    }
    return writer;
  }

  #aside(part: string, text: string): void {
    this.#alive();
    if (text.trim() === '') return;
    const writer = this.#writer(part);
    writer.verbatim(text.trim());
    writer.endLine();
  }

  #onText(text: string): void {
    this.#alive();
    for (const capture of this.#captures) {
      if (capture.text.length < longestLabel) capture.text += text.slice(0, longestLabel);
    }
    if (this.#part === 'style') return;
    if (this.#verbatim > 0) this.#writer().verbatim(text);
    else this.#writer().flow(text);
  }

  #onOpen(name: string, attributes: Attributes): void {
    this.#alive();
    if (this.#open.length >= deepest) fail('limit-depth', 'elements');
    this.#readAttributes(name, attributes);
    this.#open.push({ name, close: this.#begin(name, attributes) });
  }

  #onClose(name: string): void {
    this.#alive();
    const open = this.#open.pop();
    open?.close?.();
    if (breaksLine.has(name)) this.#writer().endLine();
  }

  /** Begins an element; returns what ends it. */
  #begin(name: string, attributes: Attributes): (() => void) | undefined {
    switch (name) {
      case 'table':
        this.#tableCount += 1;
        return this.#beginContainer(new Table(this.#writer(), this.#tableCount));
      case 'tr':
        this.#table?.openRow();
        return () => this.#table?.closeRow();
      case 'td':
      case 'th':
        return this.#beginCell(name === 'th', attributes);
      case 'script':
      case 'style':
      case 'title':
      case 'template':
        return this.#enter(name === 'template' ? 'hidden' : name, name === 'script');
      case 'dl':
        return this.#beginContainer(new Definitions(this.#writer()));
      case 'dt':
      case 'dd':
        return this.#beginDefinition(name);
      case 'form':
        this.#forms.end();
        return () => this.#forms.end();
      case 'label':
        return this.#beginLabel(attributes['for']);
      case 'input':
        return this.#input(attributes);
      case 'textarea':
        return this.#beginTextArea(attributes);
      default:
        return this.#beginOther(name, attributes);
    }
  }

  #beginOther(name: string, attributes: Attributes): (() => void) | undefined {
    if (name === 'meta') {
      this.#metadata.add(
        attributes['name'] ?? attributes['property'] ?? attributes['itemprop'] ?? attributes['http-equiv'] ?? '',
        attributes['content'] ?? '',
      );
    }
    if (isHidden(attributes)) return this.#enter('hidden', false);
    if (breaksLine.has(name)) this.#writer().endLine();
    if (name === 'a' && isContact(attributes['href'] ?? '')) return this.#beginLink(attributes['href'] ?? '');
    if (!keepsSpace.has(name)) return undefined;
    this.#verbatim += 1;
    return () => {
      this.#verbatim -= 1;
    };
  }

  /** What is inside goes to another part until the element ends. */
  #enter(part: string, verbatim: boolean): () => void {
    const outer = this.#part;
    this.#part = part;
    if (verbatim) this.#verbatim += 1;
    return () => {
      this.#writer().endLine();
      if (verbatim) this.#verbatim -= 1;
      this.#part = outer;
    };
  }

  get #table(): Table | undefined {
    const innermost = this.#containers.at(-1);
    return innermost instanceof Table ? innermost : undefined;
  }

  #beginContainer(container: Table | Definitions): () => void {
    this.#containers.at(-1)?.interrupt();
    this.#writer().endLine();
    this.#containers.push(container);
    return () => {
      container.close();
      this.#containers.pop();
    };
  }

  #beginCell(head: boolean, attributes: Attributes): () => void {
    const table = this.#table;
    table?.openCell(head, attributes['colspan'], attributes['rowspan']);
    return this.#capture((text) => table?.closeCell(text));
  }

  /** `done` is given what tells the text of the element, or its beginning. */
  #capture(done: (text: () => string) => void): () => void {
    const capture: Capture = { text: '' };
    this.#captures.push(capture);
    return () => {
      this.#captures.splice(this.#captures.lastIndexOf(capture), 1);
      done(() => capture.text.replace(/\s+/g, ' ').trim().slice(0, longestLabel));
    };
  }

  #beginDefinition(name: string): (() => void) | undefined {
    this.#writer().endLine();
    const list = this.#containers.at(-1);
    if (!(list instanceof Definitions)) return undefined;
    if (name === 'dt') return this.#capture((text) => list.term(text()));
    list.openValue();
    return () => list.closeValue();
  }

  #beginLabel(target: string | undefined): () => void {
    const label: Capture = { text: '' };
    this.#label = label;
    this.#captures.push(label);
    return () => {
      this.#captures.splice(this.#captures.indexOf(label), 1);
      this.#label = undefined;
      if (target !== undefined) this.#forms.remember(target, label.text);
    };
  }

  #input(attributes: Attributes): undefined {
    if (isEntry(attributes['type'])) this.#forms.add(attributes, this.#label?.text ?? '');
    else this.#writer().flow(` ${attributes['value'] ?? ''} `);
  }

  #beginTextArea(attributes: Attributes): () => void {
    const label = this.#forms.labelOf(attributes, this.#label?.text ?? '');
    const leave = this.#enter('text area', true);
    const writer = this.#writer();
    const { at, epoch } = writer;
    writer.hold();
    return () => {
      const field = new Spans(writer);
      field.add(at, writer.contentEnd, label, epoch);
      field.commit();
      writer.release();
      leave();
    };
  }

  #beginLink(href: string): () => void {
    const target = contactOf(href);
    return this.#capture((text) => {
      if (!text().includes(target.replace(/\?.*$/s, ''))) this.#aside('link', target);
    });
  }

  #readAttributes(name: string, attributes: Attributes): void {
    for (const [key, value] of Object.entries(attributes)) {
      if (value.length < 4) continue;
      if (/^\s*data:/i.test(value)) {
        const data = readDataUri(value, this.#memberCount + 1);
        if (data === undefined) continue;
        this.#memberCount += 1;
        this.pieces.push({ kind: 'member', ...data });
      } else if (isText(name, key, value)) this.#aside('attribute', value);
    }
  }
}

import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { fail } from '#platform/errors';
import type { Code } from '#platform/errors';
import { type Element, children, isLeaf } from './element.ts';
import type { Piece } from './pieces.ts';
import { RecordKinds } from './record-kinds.ts';
import { RecordWriter } from './record-writer.ts';
import { Writer } from './writer.ts';

/** Held of a document before it is handed out, records or not, in UTF-16 units with the cost of elements. */
const mostHeld = 1024 * 1024;
const elementCost = 64;
/** Elements nested deeper are text of the one at this depth. */
const deepest = 256;
/** Errors of syntax after which reading on makes no sense. */
const mostErrors = 10_000;

interface Open {
  readonly element: Element;
  /** Names from the root: `/customers/customer`. */
  readonly path: string;
  /** What was held when it began. */
  heldBefore: number;
  /** Whether it is a record or within one: then it is handed out whole when that record ends. */
  isRecord: boolean;
}

interface Options {
  /** Characters of one text, comment or tag that may be held. */
  readonly maxHeld: number;
  /** Told of each thing that was left out. */
  readonly onPartial: (reason: Code) => void;
}

/**
 * Text and records of an XML document, portion by portion. Nothing is fetched and no entity that the document declares
 * is expanded: neither external entities nor a billion laughs do anything.
 */
export class XmlReader {
  /** What is ready; the caller empties it between portions. */
  readonly pieces: Piece[] = [];
  readonly #options: Options;
  readonly #parser = new SaxesParser();
  readonly #kinds = new RecordKinds();
  readonly #open: Open[] = [];
  readonly #writer = new Writer({}, this.pieces);
  readonly #records = new RecordWriter(this.#writer);
  readonly #asides = new Map<string, Writer>();
  #tooDeep = 0;
  #held = 0;
  #written = 0;
  #errors = 0;

  constructor(options: Options) {
    this.#options = options;
    const parser = this.#parser;
    parser.on('opentag', (tag) => this.#onOpen(tag));
    parser.on('closetag', () => this.#onClose());
    parser.on('text', (text) => this.#onText(text));
    parser.on('cdata', (text) => this.#onText(text));
    parser.on('comment', (text) => this.#aside('comment', text));
    parser.on('doctype', (text) => this.#aside('doctype', text.includes('[') ? text : ''));
    parser.on('processinginstruction', ({ target, body }) =>
      this.#aside('instruction', target === 'xml-stylesheet' ? '' : body),
    );
    parser.on('error', (error) => this.#onError(error));
  }

  /** Parses on. Throws `limit-memory` where a text, comment or tag is longer than may be held, `damaged` on noise. */
  write(text: string): void {
    this.#written += text.length;
    this.#parser.write(text);
    if (this.#written > this.#options.maxHeld) fail('limit-memory', 'text, comment or tag');
    if (this.#held > mostHeld) this.#settle();
  }

  /** Ends the document: what is held is ready, whether it was complete or not. */
  end(): void {
    try {
      this.#parser.close();
    } finally {
      while (this.#open.length > 0) this.#onClose();
      this.#writer.end();
      for (const writer of this.#asides.values()) writer.end();
    }
  }

  #onOpen(tag: SaxesTagPlain): void {
    this.#written = 0;
    if (this.#open.length >= deepest) {
      this.#tooDeep += 1;
      this.#open.at(-1)?.element.content.push('\n', ...Object.values(tag.attributes).map((value) => `${value}\n`));
      return;
    }
    const outer = this.#open.at(-1);
    const name = local(tag.name);
    const heldBefore = this.#held;
    const attributes: [string, string][] = [];
    for (const [key, value] of Object.entries(tag.attributes)) {
      if (key === 'xmlns' || key.startsWith('xmlns:')) continue;
      attributes.push([local(key), value]);
      this.#held += elementCost + key.length + value.length;
    }
    const element: Element = { name, attributes, content: [] };
    const path = `${outer?.path ?? ''}/${name}`;
    const isRecord = outer?.isRecord === true || this.#kinds.has(path);
    this.#open.push({ element, path, heldBefore, isRecord });
    outer?.element.content.push(element);
    this.#held += elementCost + name.length;
  }

  #onText(text: string): void {
    this.#written = 0;
    const { element } = this.#open.at(-1) ?? {};
    if (element === undefined) return;
    if (text.trim() === '' && element.content.length === 0) return;
    element.content.push(text);
    this.#held += text.length;
  }

  #onClose(): void {
    this.#written = 0;
    if (this.#tooDeep > 0) {
      this.#tooDeep -= 1;
      return;
    }
    const closed = this.#open.pop();
    if (closed === undefined) return;
    const outer = this.#open.at(-1);
    if (outer === undefined) this.#finish(closed);
    else if (closed.isRecord && !outer.isRecord) {
      this.#records.write(closed.element, closed.path, true);
      outer.element.content.pop();
      this.#held = Math.min(this.#held, closed.heldBefore);
    }
  }

  /** The root is complete. A document without repetition is one record, from where it begins to have parts. */
  #finish({ element, path }: Open): void {
    this.#kinds.learn(element, path);
    let record = element;
    let kind = path;
    for (let only = onlyChild(record); only !== undefined; only = onlyChild(record)) {
      record = only;
      kind += `/${only.name}`;
    }
    this.#kinds.split(record, kind, (found, of, repeated) => this.#records.write(found, of, repeated));
    this.#held = 0;
  }

  /** Hands out all that is complete, so that no more is held than the elements that are open. */
  #settle(): void {
    const root = this.#open[0];
    if (root === undefined) return;
    this.#kinds.learn(root.element, root.path);
    this.#held = 0;
    for (const [depth, { element, path, isRecord }] of this.#open.entries()) {
      // The record during which its kind was learned stays whole; one that alone is too long does not.
      if (!isRecord && this.#kinds.has(path)) return this.#keep(depth);
      const inner = this.#open[depth + 1]?.element;
      const complete = element.content.filter((part) => part !== inner);
      const { attributes } = element;
      element.content = inner === undefined ? [] : [inner];
      element.attributes = [];
      this.#kinds.split({ ...element, attributes, content: complete }, path, (found, of, repeated) =>
        this.#records.write(found, of, repeated),
      );
      this.#held += elementCost;
    }
  }

  #keep(depth: number): void {
    for (const open of this.#open.slice(depth)) {
      open.isRecord = true;
      open.heldBefore = this.#held;
    }
  }

  #aside(part: string, text: string): void {
    this.#written = 0;
    if (text.trim() === '') return;
    const writer = this.#asides.get(part) ?? new Writer({ part }, this.pieces);
    this.#asides.set(part, writer);
    writer.verbatim(text.trim());
    writer.endLine();
  }

  #onError(error: Error): void {
    this.#errors += 1;
    this.#options.onPartial(/entity/.test(error.message) ? 'feature-unsupported' : 'damaged');
    if (this.#errors > mostErrors) fail('damaged', 'XML syntax');
  }
}

const local = (name: string): string => (name.includes(':') ? name.slice(name.lastIndexOf(':') + 1) : name);

/** The one child of an element that has nothing else and is a container itself. */
function onlyChild(element: Element): Element | undefined {
  const [child, second] = children(element);
  if (child === undefined || second !== undefined || element.attributes.length > 0 || isLeaf(child)) return undefined;
  return element.content.every((part) => typeof part !== 'string' || part.trim() === '') ? child : undefined;
}

import { drain, lend } from '../archives/lend.ts';
import type { Sink, Where } from '../contract.ts';
import { BlockWriter } from '../blocks/block-writer.ts';
import { Said } from '../mail/said.ts';
import { HtmlReader } from '../markup/html.ts';
import { handOut, type Piece } from '../markup/pieces.ts';
import { LineBlocks } from '../text/lines.ts';
import { base64 } from './base64.ts';
import type { JsonEvent } from './json-events.ts';

type Events = AsyncGenerator<JsonEvent>;

/** What is text as it stands; other text (HTML aside) is read by what is text as well. */
const isBinary = (type: string): boolean => /^(?:image\/(?!svg)|application\/pdf|audio\/|video\/|font\/)/.test(type);
/** Version 3 of the format calls outputs by short names. */
const shortNames: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  pdf: 'application/pdf',
  html: 'text/html',
  svg: 'image/svg+xml',
};
/** Colours and cursors of terminals, in tracebacks. */
const terminal = /\u001B\[[0-9;]*[A-Za-z]/g;

/**
 * Reads a notebook of Jupyter (nbformat 3 and 4): the source of cells, what came out of them, files attached, and what is
 * noted of each. Pictures and files are members. Nothing is held but the end of a line.
 */
export class NotebookReader {
  readonly #events: Events;
  readonly #sink: Sink;
  readonly #maxHeld: number;
  #cell = 0;
  #output = 0;
  /** Words of a page of HTML in this output: the plain text beside it says the same, mostly. */
  #said = new Said();

  constructor(events: Events, sink: Sink, maxHeld: number) {
    this.#events = events;
    this.#sink = sink;
    this.#maxHeld = maxHeld;
  }

  async read(): Promise<void> {
    const first = await this.#next();
    if (first?.kind === 'open') await this.#value(first, []);
  }

  async #next(): Promise<JsonEvent | undefined> {
    const next = await this.#events.next();
    return next.done === true ? undefined : next.value;
  }

  /** A value that begins with `first`, at `path`: keys, and `*` for what is in a list. */
  async #value(first: JsonEvent, path: readonly string[]): Promise<void> {
    if (first.kind === 'close' || first.kind === 'key') return;
    const [key = '', holder] = [path.at(-1), path.at(-3)];
    if (isCell(path)) this.#output = 0;
    if (isCell(path)) this.#cell += 1;
    if (isOutput(path)) {
      this.#output += 1;
      this.#said = new Said();
    }
    const type = typeOf(path);
    if (type !== undefined && isWhole(first)) return this.#content(first, type, path);
    if (first.kind === 'open' && first.isObject) return this.#object(path);
    if (isSource(path)) return this.#lines(first, { cell: String(this.#cell) });
    if (key === 'traceback' || (key === 'text' && holder === 'outputs'))
      return this.#lines(first, this.#where('output'));
    if (first.kind === 'open') return this.#list(path);
    await this.#labelled(first, path);
  }

  async #object(path: readonly string[]): Promise<void> {
    for (let event = await this.#next(); event !== undefined && event.kind !== 'close'; event = await this.#next()) {
      if (event.kind !== 'key') continue;
      const value = await this.#next();
      if (value !== undefined) await this.#value(value, [...path, event.text]);
    }
  }

  async #list(path: readonly string[]): Promise<void> {
    const inside = [...path, '*'];
    for (let event = await this.#next(); event !== undefined && event.kind !== 'close'; event = await this.#next()) {
      await this.#value(event, inside);
    }
  }

  #where(part: string): Where {
    return this.#cell === 0 ? { part } : { cell: String(this.#cell), part };
  }

  /** Something of a type that programs know: a picture, a page of HTML, text. */
  async #content(first: JsonEvent, type: string, path: readonly string[]): Promise<void> {
    if (isBinary(type)) {
      const ending = /\/(?:x-)?([a-z0-9]{1,8})/.exec(type)?.[1] ?? 'bin';
      const attached = path.at(-3) === 'attachments' ? path.at(-2)?.toWellFormed() : undefined;
      const name = attached ?? `cell-${this.#cell}-output-${this.#output}.${ending}`;
      const bytes = base64(this.#texts(first));
      await this.#sink.member(name, lend(bytes));
      await drain(bytes);
      return;
    }
    if (type === 'text/plain') return this.#lines(first, this.#where('output'), this.#said);
    if (type !== 'text/html') return this.#lines(first, this.#where('output'));
    const reader = new HtmlReader({ where: this.#where('output'), maxHeld: this.#maxHeld });
    try {
      for await (const text of this.#texts(first)) {
        reader.write(text);
        await this.#handOut(reader.pieces);
      }
    } finally {
      reader.end();
      await this.#handOut(reader.pieces);
    }
  }

  async #handOut(pieces: Piece[]): Promise<void> {
    for (const piece of pieces) if (piece.kind === 'block') this.#said.add(`${piece.block.text}\n`);
    await handOut(pieces, this.#sink);
  }

  /** A text, or a list of texts that are one: lines of it. */
  async *#texts(first: JsonEvent): AsyncGenerator<string> {
    if (first.kind === 'value') yield first.text;
    if (first.kind === 'text') {
      yield first.text;
      for (let event = first; !event.last; ) {
        const next = await this.#next();
        if (next?.kind !== 'text') return;
        event = next;
        yield next.text;
      }
    }
    if (first.kind !== 'open') return;
    let depth = 1;
    for (let event = await this.#next(); event !== undefined; event = await this.#next()) {
      if (event.kind === 'open') depth += 1;
      if (event.kind === 'close' && --depth === 0) return;
      if (event.kind === 'text' || event.kind === 'value' || event.kind === 'key') yield event.text;
    }
  }

  /** Lines of a text; what was `said` in another form is left out. */
  async #lines(first: JsonEvent, where: Where, said?: Said): Promise<void> {
    const blocks = new LineBlocks({
      ...this.#sink,
      block: async (block) => {
        if (said?.covers(block) !== true) await this.#sink.block({ ...block, where: { ...where, ...block.where } });
      },
    });
    let end = '\n';
    for await (const text of this.#texts(first)) {
      const shown = text.replace(terminal, '');
      if (shown !== '') end = shown;
      await blocks.push(shown);
    }
    if (!end.endsWith('\n')) await blocks.push('\n');
    await blocks.end();
  }

  /** Any other text or number: names of authors, versions, what extensions keep. */
  async #labelled(first: JsonEvent, path: readonly string[]): Promise<void> {
    const parts: string[] = [];
    let length = 0;
    for await (const text of this.#texts(first)) {
      length += text.length;
      if (length <= 1 << 20) parts.push(text);
      else this.#sink.partial('limit-memory');
    }
    const text = parts.join('');
    const names = path.filter((name) => name !== '*' && name !== 'cells' && name !== 'worksheets');
    if (text === '' || /^(?:true|false|null)$/.test(text) || isTechnical(names)) return;
    const writer = new BlockWriter(this.#sink);
    writer.place(this.#where('metadata'));
    writer.labelled(names.join('.'), text);
    await writer.end();
  }
}

const isCell = (path: readonly string[]): boolean => path.at(-1) === '*' && path.at(-2) === 'cells';
const isOutput = (path: readonly string[]): boolean => path.at(-1) === '*' && path.at(-2) === 'outputs';
const isSource = (path: readonly string[]): boolean =>
  path.at(-3) === 'cells' && (path.at(-1) === 'source' || path.at(-1) === 'input');

/** A text or a list of texts; an object is gone through. */
const isWhole = (first: JsonEvent): boolean => first.kind === 'text' || (first.kind === 'open' && !first.isObject);

/** The media type of what stands in an output or an attachment. */
function typeOf(path: readonly string[]): string | undefined {
  const [key = '', holder, list] = [path.at(-1), path.at(-2), path.at(-3)];
  if (list === 'attachments' || (holder === 'data' && key.includes('/'))) return key;
  return holder === '*' && list === 'outputs' ? shortNames[key] : undefined;
}

/** What the format itself keeps. */
const technical = new Set([
  'cell_type',
  'output_type',
  'execution_count',
  'nbformat',
  'nbformat_minor',
  'prompt_number',
  'id',
]);
const isTechnical = (names: readonly string[]): boolean => technical.has(names.at(-1) ?? '') && names.length <= 2;

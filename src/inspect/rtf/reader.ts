import { fail } from '#platform/errors';
import { BlockWriter } from '../blocks/block-writer.ts';
import type { Sink, Where } from '../contract.ts';
import { tableIds } from '../office/flow-tables.ts';
import { Characters, characters } from './characters.ts';
import { type Destination, destinationOf } from './destinations.ts';
import { Flow } from './flow.ts';
import { Groups } from './groups.ts';
import type { Tokens } from './tokens.ts';

const maxGroups = 4096;
/** Characters of one property, instruction or tag that are kept. */
const maxGathered = 1 << 20;

/** What holds within a group and ends with it. */
interface State {
  readonly destination: Destination;
  readonly flow: Flow;
  readonly gathered: { text: string };
  skipped: number;
  font: number | undefined;
  hidden: boolean;
  deleted: boolean;
  inTable: boolean;
  depth: number;
  starred: boolean;
}

const body: Destination = { kind: 'part', part: undefined };

/** Text, tables, notes, properties and objects of a document in Rich Text Format (RTF 1.9.1). */
export class RtfReader implements Tokens {
  readonly #writer: BlockWriter;
  readonly #sink: Sink;
  readonly #ids = tableIds();
  readonly #characters = new Characters();
  readonly #states: State[] = [];
  readonly #groups: Groups;
  #state: State;
  #toSkip = 0;
  #defaultFont: number | undefined;

  constructor(sink: Sink, maxHeld: number, where: Where = {}) {
    this.#sink = sink;
    this.#writer = new BlockWriter(sink);
    this.#groups = new Groups(this.#writer, maxHeld);
    this.#state = this.#beginning(where);
  }

  #beginning(where: Where): State {
    const flow = new Flow(this.#writer, this.#ids, where);
    const marks = { hidden: false, deleted: false, inTable: false, starred: false };
    return { destination: body, flow, gathered: { text: '' }, skipped: 1, font: undefined, depth: 1, ...marks };
  }

  open(): void {
    this.#flush();
    if (this.#states.length >= maxGroups) fail('limit-depth');
    this.#states.push(this.#state);
    this.#state = { ...this.#state, starred: false };
    this.#toSkip = 0;
  }

  close(): void {
    this.#flush();
    const ended = this.#state;
    this.#toSkip = 0;
    const outer = this.#states.pop();
    if (outer === undefined) return;
    this.#state = outer;
    if (ended.gathered !== outer.gathered) this.#groups.end(ended.destination, ended.gathered.text.trim(), ended.flow);
    if (ended.flow !== outer.flow) ended.flow.end();
  }

  text(text: string): void {
    const rest = this.#unskipped(text);
    if (rest === '') return;
    // Bytes beyond ASCII need the code page; ASCII within a character of two bytes as well.
    if (!this.#characters.waits && isAscii(rest)) return this.#add(rest);
    for (let at = 0; at < rest.length; at++) this.#characters.byte(rest.charCodeAt(at), this.#state.font);
  }

  byte(value: number): void {
    if (this.#toSkip > 0) this.#toSkip--;
    else this.#characters.byte(value, this.#state.font);
  }

  binary(bytes: Buffer): void {
    if (this.#state.destination.kind === 'object') this.#groups.hex(bytes.toString('hex'));
  }

  control(word: string, parameter: number | undefined): void {
    const state = this.#state;
    if (word === '*') {
      state.starred = true;
      return;
    }
    if (word === 'u' && parameter !== undefined) return this.#unicode(parameter);
    this.#flush();
    const character = characters[word];
    if (character !== undefined) {
      if (this.#toSkip > 0) this.#toSkip--;
      else this.#add(character);
      return;
    }
    const destination = destinationOf(word, state.starred);
    state.starred = false;
    if (destination !== undefined) return this.#enter(destination, word);
    this.#property(word, parameter);
  }

  /** Hands out what is ready. */
  async drain(): Promise<void> {
    await this.#writer.drain();
    for (const { name, bytes } of this.#groups.files.splice(0)) await this.#sink.member(name, bytes, bytes.length);
  }

  async end(): Promise<void> {
    while (this.#states.length > 0) this.close();
    this.#flush();
    this.#state.flow.end();
    this.#groups.writeAuthors();
    if (this.#characters.uncertain) this.#sink.partial('encoding-uncertain');
    await this.#writer.end();
    await this.drain();
  }

  #enter(destination: Destination, word: string): void {
    if (this.#state.destination.kind === 'pass' && word !== 'ud') return;
    if (destination.kind === 'through') {
      this.#state = { ...this.#state, destination: this.#outer() };
    } else if (destination.kind !== 'part') {
      this.#state = { ...this.#state, destination, gathered: { text: '' } };
      this.#groups.begin();
    } else this.#beginPart(destination.part);
  }

  #beginPart(part: string | undefined, outer: Where = this.#state.flow.where): void {
    const { skipped, font } = this.#state;
    const where =
      part === undefined ? outer : { ...outer, part: outer.part === undefined ? part : `${outer.part}, ${part}` };
    this.#state = { ...this.#beginning(where), skipped, font };
  }

  /** The destination of the group around. */
  #outer(): Destination {
    for (const { destination } of this.#states.toReversed()) {
      if (destination.kind !== 'pass' && destination.kind !== 'quiet') return destination;
    }
    return body;
  }

  #property(word: string, parameter: number | undefined): void {
    const state = this.#state;
    const on = parameter !== 0;
    switch (word) {
      case 'par':
      case 'sect':
      case 'page':
        if (this.#isText()) state.flow.endParagraph(state.inTable ? state.depth : 0);
        else this.#add('\n');
        break;
      case 'cell':
        if (this.#isText()) state.flow.endCell(1);
        break;
      case 'nestcell':
        if (this.#isText()) state.flow.endCell(Math.max(2, state.depth));
        break;
      case 'row':
        if (this.#isText()) state.flow.endRow(1);
        break;
      case 'nestrow':
        if (this.#isText()) state.flow.endRow(Math.max(2, state.depth));
        break;
      case 'intbl':
        state.inTable = on;
        break;
      case 'itap':
        state.depth = Math.max(1, parameter ?? 1);
        state.inTable = (parameter ?? 1) > 0;
        break;
      case 'pard':
        state.inTable = false;
        state.depth = 1;
        break;
      case 'plain':
        state.hidden = false;
        state.deleted = false;
        state.font = this.#defaultFont;
        break;
      case 'v':
        state.hidden = on;
        break;
      case 'deleted':
        state.deleted = on;
        break;
      case 'ftnalt':
        if (state.flow.where.part === 'footnote') this.#beginPart('endnote', this.#states.at(-1)?.flow.where);
        break;
      default:
        this.#encoding(word, parameter ?? 0);
    }
  }

  #encoding(word: string, parameter: number): void {
    const state = this.#state;
    switch (word) {
      case 'ansicpg':
        this.#characters.usePage(parameter);
        break;
      case 'mac':
        this.#characters.usePage(10_000);
        break;
      case 'pc':
        this.#characters.usePage(437);
        break;
      case 'pca':
        this.#characters.usePage(850);
        break;
      case 'deff':
        this.#defaultFont = parameter;
        state.font = parameter;
        break;
      case 'uc':
        state.skipped = Math.max(0, Math.min(parameter, 64));
        break;
      case 'f':
        state.font = parameter;
        break;
      case 'fcharset':
        if (state.destination.kind === 'fonts' && state.font !== undefined)
          this.#characters.font(state.font, parameter);
        break;
      default:
        if (state.destination.kind === 'moment') this.#groups.moment(word, parameter);
    }
  }

  #unicode(parameter: number): void {
    this.#flush();
    this.#add(String.fromCharCode(parameter & 0xffff));
    this.#toSkip = this.#state.skipped;
  }

  /** Without the characters that only programs without Unicode show. */
  #unskipped(text: string): string {
    const skipped = Math.min(this.#toSkip, text.length);
    this.#toSkip -= skipped;
    return text.slice(skipped);
  }

  #flush(): void {
    const text = this.#characters.flush();
    if (text !== '') this.#add(text);
  }

  #isText(): boolean {
    return this.#state.destination.kind === 'part';
  }

  #add(text: string): void {
    const { destination, gathered, flow, hidden, deleted } = this.#state;
    if (destination.kind === 'part') flow.add(text, deleted ? 'deleted' : hidden ? 'hidden' : 'shown');
    else if (destination.kind === 'object') this.#groups.hex(text);
    else if (gathers(destination) && gathered.text.length < maxGathered) gathered.text += text;
  }
}

const gathers = ({ kind }: Destination): boolean => kind !== 'pass' && kind !== 'fonts' && kind !== 'quiet';

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >= 0x80) return false;
  return true;
}

import type { RandomInput } from '../../../bytes/random-input.ts';
import { Flow } from '../../../rtf/flow.ts';
import type { Sight } from '../../paragraph.ts';
import type { Marks } from './marks.ts';
import { isLargePicture } from './pictures.ts';
import type { PropertyPages } from './property-pages.ts';

/** Characters that stand for something ([MS-DOC] 2.4.1 and 2.8.25). */
const mark = {
  picture: 0x01,
  cell: 0x07,
  shape: 0x08,
  tab: 0x09,
  lineBreak: 0x0b,
  pageBreak: 0x0c,
  paragraph: 0x0d,
  columnBreak: 0x0e,
  fieldBegin: 0x13,
  fieldSeparator: 0x14,
  fieldEnd: 0x15,
  hyphen: 0x1e,
} as const;

const maxInstruction = 1 << 16;
const maxFields = 1024;
const none: Marks = {};

/** What a part of the text says about pictures. */
export interface Seen {
  hasText: boolean;
  hasPicture: boolean;
  hasScan: boolean;
}

/** The text of one part of a document: paragraphs, tables, fields. */
export class WordText {
  readonly #flow: Flow;
  readonly #seen: Seen;
  readonly #paragraphs: PropertyPages | undefined;
  readonly #data: RandomInput | undefined;
  readonly #fields: ('instruction' | 'result')[] = [];
  #instruction = '';
  /** The last character was the end of a cell: where no properties tell, a second one ends the row. */
  #afterCell = false;

  constructor(flow: Flow, seen: Seen, paragraphs: PropertyPages | undefined, data: RandomInput | undefined) {
    this.#flow = flow;
    this.#seen = seen;
    this.#paragraphs = paragraphs;
    this.#data = data;
  }

  /** A run of characters that share their marks; `offset` of the first one in the stream. */
  async run(decoded: string, offset: number, width: 1 | 2, marks: Marks, over: Marks = none): Promise<void> {
    const all = { ...marks, ...over };
    const sight = all.deleted === true ? 'deleted' : all.hidden === true ? 'hidden' : 'shown';
    // The symbol of a font stands behind a bracket that is none.
    const text = all.special === true ? decoded.replaceAll('(', '') : decoded;
    let from = 0;
    for (const match of text.matchAll(/[\x00-\x1f]/g)) {
      this.#add(text.slice(from, match.index), sight);
      from = match.index + 1;
      await this.#control(match[0].charCodeAt(0), offset + match.index * width, all, sight, over);
    }
    this.#add(text.slice(from), sight);
  }

  end(): void {
    // Fields that never ended: what looked like an instruction may be anything.
    this.#writeInstruction(this.#fields.length > 0);
    this.#fields.length = 0;
    this.#flow.end();
  }

  #add(text: string, sight: Sight): void {
    if (text === '') return;
    this.#afterCell = false;
    if (!this.#fields.includes('instruction')) {
      this.#flow.add(text, sight);
      this.#seen.hasText ||= text.trim() !== '';
      return;
    }
    this.#instruction += text;
    if (this.#instruction.length > maxInstruction) this.#writeInstruction(true);
  }

  async #control(code: number, offset: number, marks: Marks, sight: Sight, over: Marks): Promise<void> {
    const wasCell = this.#afterCell;
    this.#afterCell = false;
    switch (code) {
      case mark.tab:
        this.#add('\t', sight);
        break;
      case mark.lineBreak:
        this.#add('\n', sight);
        break;
      case mark.hyphen:
        this.#add('-', sight);
        break;
      case mark.cell:
      case mark.paragraph:
      case mark.pageBreak:
      case mark.columnBreak:
        await this.#endParagraph(code, offset, wasCell, over);
        break;
      case mark.fieldBegin:
        if (this.#fields.length < maxFields) this.#fields.push('instruction');
        break;
      case mark.fieldSeparator:
        if (this.#fields.length > 0) this.#fields[this.#fields.length - 1] = 'result';
        break;
      case mark.fieldEnd:
        this.#fields.pop();
        if (!this.#fields.includes('instruction')) this.#writeInstruction(false);
        break;
      case mark.picture:
      case mark.shape:
        if (marks.special === true) await this.#picture(marks.picture);
        break;
      default:
    }
  }

  async #picture(offset: number | undefined): Promise<void> {
    this.#seen.hasPicture = true;
    if (offset !== undefined && this.#data !== undefined) {
      this.#seen.hasScan ||= await isLargePicture(this.#data, offset);
    }
  }

  async #endParagraph(code: number, offset: number, wasCell: boolean, over: Marks): Promise<void> {
    const run = await this.#paragraphs?.at(offset);
    const marks: Marks = { ...run?.marks, ...over };
    const depth = marks.depth ?? (marks.inTable === true ? 1 : 0);
    if (code === mark.cell) {
      const ends = this.#paragraphs === undefined ? wasCell : marks.rowEnd === true;
      if (ends) this.#flow.endRow(1);
      else this.#flow.endCell(1);
      this.#afterCell = !ends;
    } else if (marks.innerRowEnd === true) this.#flow.endRow(Math.max(2, depth));
    else if (marks.cellEnd === true) this.#flow.endCell(Math.max(2, depth));
    else this.#flow.endParagraph(depth);
  }

  #writeInstruction(whole: boolean): void {
    const text = this.#instruction.trim();
    this.#instruction = '';
    if (whole || /["@]|:\/\//.test(text)) this.#flow.aside('field instruction', text);
  }
}

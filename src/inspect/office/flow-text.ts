import type { Where } from '../contract.ts';
import { Labels } from './labels.ts';
import { FlowTables, type TableIds } from './flow-tables.ts';
import { Gathered, type Sight } from './paragraph.ts';
import type { BlockWriter } from '../blocks/block-writer.ts';
import { type Attributes, type XmlHandler, attribute, isOn } from './xml.ts';

/** Half a page of A4 in square centimetres, and what a centimetre is in the units of DrawingML (ECMA-376 part 1, 20.1.10.16). */
const scanArea = (21 * 29.7) / 2;
const unitsOfCentimetre = 360_000;
/** Names of people that a document holds besides its text (authors of changes): no more of them than this. */
const maxAuthors = 10_000;

/**
 * The text of WordprocessingML and DrawingML: paragraphs as lines, tables as rows. Both use the same local names for
 * text (ECMA-376 part 1, clauses 17.3, 17.4, 21.1.2, 21.1.3). Hidden and deleted text follows its paragraph, with the
 * part named, unless it is all that a table cell holds.
 */
export class FlowText implements XmlHandler {
  readonly authors = new Set<string>();
  /** Whether there was any text, and any picture. */
  hasText = false;
  hasPicture = false;
  /** Whether a picture is as large as half a page of A4: a page that was scanned. */
  hasScan = false;
  readonly #writer: BlockWriter;
  #where: Where;
  readonly #path: string[] = [];
  readonly #paragraphs: Gathered[] = [];
  readonly #tables: FlowTables;
  readonly #labels = new Labels();
  /** For each mc:AlternateContent that is open: how much text there was before it, so that its copy can be passed over. */
  readonly #alternatives: number[] = [];
  #seen = 0;
  #passOver = 0;
  #moved = 0;
  #hiddenRun = false;
  #capture: 'text' | 'deleted' | 'instruction' | undefined;
  #instructions = '';

  constructor(writer: BlockWriter, ids: TableIds, where: Where) {
    this.#writer = writer;
    this.#tables = new FlowTables(ids);
    this.#where = where;
  }

  /** What follows is at another place. */
  place(where: Where): void {
    this.#where = where;
  }

  open(name: string, attributes: Attributes): void {
    const parent = this.#path.at(-1) ?? '';
    this.#path.push(name);
    if (this.#passOver > 0) {
      this.#passOver++;
      return;
    }
    switch (name) {
      case 'Fallback':
        if (this.#seen > (this.#alternatives.at(-1) ?? 0)) this.#passOver = 1;
        break;
      case 'AlternateContent':
        this.#alternatives.push(this.#seen);
        break;
      case 'p':
        this.#paragraphs.push(new Gathered());
        break;
      case 'tbl':
        this.#flushCaption();
        this.#tables.open();
        break;
      case 'tr':
        this.#tables.openRow();
        break;
      case 'tc':
        this.#tables.openCell();
        break;
      case 'gridSpan':
        this.#tables.widen(attribute(attributes, 'val'));
        break;
      case 'r':
        this.#hiddenRun = false;
        break;
      case 'vanish':
        if (this.#path.at(-2) === 'rPr' && this.#path.at(-3) === 'r')
          this.#hiddenRun = isOn(attribute(attributes, 'val'));
        break;
      case 'moveFrom':
        this.#moved++;
        break;
      case 't':
        this.#capture = 'text';
        break;
      case 'delText':
        this.#capture = 'deleted';
        break;
      case 'instrText':
      case 'delInstrText':
        this.#capture = 'instruction';
        break;
      case 'fldSimple':
        this.#instructions += ` ${attribute(attributes, 'instr') ?? ''}`;
        break;
      case 'tab':
      case 'ptab':
        if (parent === 'r') this.#add('\t');
        break;
      case 'br':
      case 'cr':
        this.#add('\n');
        break;
      case 'noBreakHyphen':
        this.#add('-');
        break;
      case 'docPr':
      case 'cNvPr':
        this.#describe(attributes);
        break;
      case 'pic':
      case 'imagedata':
        this.hasPicture = true;
        break;
      case 'ext':
        if (this.#path.includes('pic') && areaOf(attributes) >= scanArea) this.hasScan = true;
        break;
      default:
        this.#labels.open(name, attributes, this.#paragraphs.at(-1));
    }
    const author = attributes['w:author'];
    if (author !== undefined && author !== '' && this.authors.size < maxAuthors) this.authors.add(author);
  }

  text(text: string): void {
    if (this.#passOver > 0 || this.#capture === undefined) return;
    if (this.#capture === 'instruction') this.#instructions += text;
    else this.#add(text, this.#capture === 'deleted' ? 'deleted' : undefined);
  }

  close(name: string): void {
    this.#path.pop();
    if (this.#passOver > 0) {
      this.#passOver--;
      return;
    }
    switch (name) {
      case 'AlternateContent':
        this.#alternatives.pop();
        break;
      case 'p':
        this.#closeParagraph();
        break;
      case 'tc':
        this.#tables.closeCell();
        break;
      case 'tr':
        this.#closeRow();
        break;
      case 'tbl':
        this.#tables.close();
        break;
      case 'moveFrom':
        this.#moved--;
        break;
      case 't':
      case 'delText':
      case 'instrText':
      case 'delInstrText':
        this.#capture = undefined;
        break;
      default:
        this.#labels.close(name, this.#paragraphs.at(-1));
    }
  }

  #add(text: string, sight?: Sight): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph === undefined) return;
    const seen = sight ?? (this.#moved > 0 ? 'deleted' : this.#hiddenRun ? 'hidden' : 'shown');
    paragraph.add(text, seen);
    this.#seen += text.length;
    if (text.trim() !== '') this.hasText = true;
  }

  #closeParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    if (paragraph === undefined) return;
    this.#labels.endParagraph(paragraph);
    const cell = this.#tables.cell;
    if (cell !== undefined) cell.append(paragraph);
    else this.#write(paragraph);
    if (/["@]|:\/\//.test(this.#instructions)) {
      this.#aside('field instruction', this.#instructions.trim());
    }
    if (this.#paragraphs.length === 0) this.#instructions = '';
  }

  #write(paragraph: Gathered): void {
    if (paragraph.shown !== '') {
      this.#writer.place(this.#where);
      this.#writer.line(paragraph.shown, paragraph.spans);
    }
    this.#aside('hidden text', paragraph.hidden);
    this.#aside('deleted text', paragraph.deleted);
  }

  /** Text that a reader would not see, under its part's name; inside of a part that has a name, under both. */
  #aside(part: string, text: string): void {
    if (text === '') return;
    const outer = this.#where.part;
    this.#writer.place({ ...this.#where, part: outer === undefined ? part : `${outer}, ${part}` });
    this.#writer.line(text);
  }

  #describe(attributes: Attributes): void {
    for (const name of ['title', 'descr']) this.#aside('alternative text', attribute(attributes, name)?.trim() ?? '');
  }

  #closeRow(): void {
    const row = this.#tables.closeRow();
    if (row === undefined) return;
    if (row.drafts.length > 0) {
      this.#writer.place(this.#where, row.table);
      this.#writer.row(row.drafts, { row: row.row });
    }
    for (const { shown, hidden, deleted } of row.cells) {
      if (shown === '') continue;
      this.#aside('hidden text', hidden);
      this.#aside('deleted text', deleted);
    }
  }

  /** A nested table begins inside a cell: what the cell holds so far stays there, the table's rows come first. */
  #flushCaption(): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph !== undefined && this.#tables.cell === undefined && paragraph.shown !== '') {
      this.#write(paragraph);
      this.#paragraphs[this.#paragraphs.length - 1] = new Gathered();
    }
  }
}

/** Square centimetres of a shape; 0 where no size is told. */
function areaOf(attributes: Attributes): number {
  const [width, height] = ['cx', 'cy'].map((name) => Number(attribute(attributes, name) ?? 0) / unitsOfCentimetre);
  const area = (width ?? 0) * (height ?? 0);
  return Number.isFinite(area) ? area : 0;
}

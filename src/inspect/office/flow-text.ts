import type { Where } from '../contract.ts';
import { Labels } from './labels.ts';
import { Gathered, OpenTable, type Sight } from './paragraph.ts';
import type { BlockWriter, CellDraft } from '../blocks/block-writer.ts';
import { type Attributes, type XmlHandler, attribute, isOn } from './xml.ts';

/** Hands out numbers for tables, unique in a file. */
export interface TableIds {
  next(): number;
}

export function tableIds(): TableIds {
  let last = 0;
  return { next: () => ++last };
}

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
  readonly #writer: BlockWriter;
  readonly #ids: TableIds;
  #where: Where;
  readonly #path: string[] = [];
  readonly #paragraphs: Gathered[] = [];
  readonly #tables: OpenTable[] = [];
  readonly #cells: Gathered[] = [];
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
    this.#ids = ids;
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
        this.#tables.push(new OpenTable(this.#ids.next()));
        break;
      case 'tr':
        this.#openRow();
        break;
      case 'tc':
        this.#openCell(attributes);
        break;
      case 'gridSpan':
        this.#widen(attribute(attributes, 'val'));
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
        this.#cells.pop();
        break;
      case 'tr':
        this.#closeRow();
        break;
      case 'tbl':
        this.#tables.pop();
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
    const cell = this.#cells.at(-1);
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

  /** A nested table begins inside a cell: what the cell holds so far stays there, the table's rows come first. */
  #flushCaption(): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph !== undefined && this.#cells.length === 0 && paragraph.shown !== '') {
      this.#write(paragraph);
      this.#paragraphs[this.#paragraphs.length - 1] = new Gathered();
    }
  }

  #openRow(): void {
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    table.row++;
    table.column = 0;
    table.cells = [];
  }

  #openCell(attributes: Attributes): void {
    const cell = new Gathered();
    this.#cells.push(cell);
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    table.cells.push({ gathered: cell, column: table.column });
    table.column++;
    this.#widen(attribute(attributes, 'gridSpan'), attribute(attributes, 'hMerge'));
  }

  #widen(span: string | undefined, merged?: string): void {
    const table = this.#tables.at(-1);
    // DrawingML writes the covered cells as well, marked hMerge: they count by themselves.
    const own = this.#path.at(-1) === 'gridSpan' && merged === undefined;
    if (table !== undefined && own) table.column += Math.max(0, Math.min(Number(span) || 1, 1000) - 1);
  }

  #closeRow(): void {
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    const drafts: CellDraft[] = [];
    for (const { gathered, column } of table.cells) {
      const draft = this.#draft(gathered, column);
      if (draft !== undefined) drafts.push(draft);
    }
    if (drafts.length > 0) {
      this.#writer.place(this.#where, table.id);
      this.#writer.row(drafts, { row: table.row });
    }
    for (const { gathered } of table.cells) {
      if (gathered.shown === '') continue;
      this.#aside('hidden text', gathered.hidden);
      this.#aside('deleted text', gathered.deleted);
    }
    table.cells = [];
  }

  #draft(gathered: Gathered, column: number): CellDraft | undefined {
    const [span] = gathered.spans;
    const whole = span !== undefined && span.start === 0 && span.end === gathered.shown.length;
    const label = whole ? { label: span.label } : {};
    if (gathered.shown !== '') return { text: gathered.shown, column, ...label };
    if (gathered.hidden !== '') return { text: gathered.hidden, column, where: { part: 'hidden text' } };
    if (gathered.deleted !== '') return { text: gathered.deleted, column, where: { part: 'deleted text' } };
    return undefined;
  }
}

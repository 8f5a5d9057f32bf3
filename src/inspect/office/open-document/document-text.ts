import type { BlockWriter } from '../../blocks/block-writer.ts';
import type { Where } from '../../contract.ts';
import type { TableIds } from '../flow-tables.ts';
import type { Gathered } from '../paragraph.ts';
import { type Attributes, attribute, type XmlHandler } from '../xml.ts';
import { Asides, asideOf } from './asides.ts';
import type { OpenDocumentKind } from './detect.ts';
import { FormFields } from './form-fields.ts';
import { Paragraphs } from './paragraphs.ts';
import { Pictures } from './pictures.ts';
import type { Styles } from './styles.ts';
import { Tables, under } from './tables.ts';

/** What the parts of one document share. */
export interface DocumentState {
  readonly kind: OpenDocumentKind;
  readonly styles: Styles;
  readonly pictures: Pictures;
  readonly authors: Set<string>;
  /** Slides or pages so far. */
  slides: number;
}

type Undo = () => void;

/** Names of people beside the text of a document: no more of them than this. */
const maxAuthors = 10_000;

/**
 * The text of a content or styles part (ODF 1.3 part 3): paragraphs as lines, tables and sheets as rows. What a reader
 * does not see at once (notes, comments, deleted and hidden text, headers) stands under its part's name.
 */
export class DocumentText implements XmlHandler {
  readonly #writer: BlockWriter;
  readonly #state: DocumentState;
  readonly #tables: Tables;
  readonly #fields: FormFields;
  readonly #asides: Asides;
  readonly #paragraphs = new Paragraphs();
  readonly #undo: (Undo | undefined)[] = [];
  /** The cells that are open; undefined where a comment or a drawing stands between. */
  readonly #cells: (Gathered | undefined)[] = [];
  readonly #places: Where[];
  #name: string | undefined;
  #muted = 0;

  constructor(writer: BlockWriter, ids: TableIds, state: DocumentState, where: Where = {}) {
    this.#writer = writer;
    this.#state = state;
    this.#places = [where];
    this.#tables = new Tables(writer, ids);
    this.#fields = new FormFields(writer);
    this.#asides = new Asides(writer);
    state.styles.beginPart();
  }

  open(name: string, attributes: Attributes): void {
    this.#state.styles.open(name, attributes);
    this.#undo.push(this.#begin(name, attributes));
  }

  text(text: string): void {
    if (this.#state.pictures.text(text)) return;
    if (this.#name !== undefined) this.#name += text;
    else if (this.#muted === 0 && this.#paragraphs.isOpen) {
      this.#paragraphs.flow(text);
      this.#state.pictures.seesText(text);
    }
  }

  close(name: string): void {
    this.#state.styles.close(name);
    this.#undo.pop()?.();
  }

  get #here(): Where {
    return this.#places.at(-1) ?? {};
  }

  #begin(name: string, attributes: Attributes): Undo | undefined {
    if (this.#fields.open(name, attributes, this.#here)) return () => this.#fields.close(name);
    this.#asides.open(name, attributes, this.#here);
    switch (name) {
      case 'p':
      case 'h':
        return this.#beginParagraph(this.#state.styles.hides('paragraph', attribute(attributes, 'style-name')));
      case 's':
        this.#paragraphs.exactly(' ', Number(attribute(attributes, 'c') ?? 1));
        return undefined;
      case 'tab':
        this.#paragraphs.exactly('\t');
        return undefined;
      case 'line-break':
        this.#paragraphs.exactly('\n');
        return undefined;
      case 'span':
        return this.#hideIf(this.#state.styles.hides('text', attribute(attributes, 'style-name')));
      case 'section':
        return this.#hideIf(attribute(attributes, 'display') === 'none');
      case 'hidden-text':
        this.#paragraphs.aside(attribute(attributes, 'string-value') ?? '');
        return this.#mute();
      case 'note-citation':
      case 'ruby-text':
        return this.#mute();
      case 'creator':
        return this.#beginName();
      default:
        return this.#beginTable(name, attributes) ?? this.#beginElsewhere(name, attributes);
    }
  }

  #beginTable(name: string, attributes: Attributes): Undo | undefined {
    switch (name) {
      case 'table':
        return this.#openTable(attributes);
      case 'table-column':
        this.#tables.column(attributes);
        return undefined;
      case 'table-row':
        this.#tables.openRow(attributes);
        return () => this.#closeRow();
      case 'table-cell':
      case 'covered-table-cell': {
        this.#cells.push(this.#tables.openCell(attributes));
        this.#paragraphs.stepOut();
        return () => {
          this.#paragraphs.leave();
          this.#cells.pop();
        };
      }
      default:
        return undefined;
    }
  }

  /** What has a place of its own: notes, comments, headers, slides, drawings. */
  #beginElsewhere(name: string, attributes: Attributes): Undo | undefined {
    if (name === 'page') return this.#beginSlide(attributes);
    if (name === 'change-info' || name === 'script') return this.#stepOut();
    if (name === 'frame') this.#state.pictures.frame(attributes);
    if (name === 'image' || name === 'binary-data') return this.#state.pictures.begin(name);
    const part = asideOf(name, attributes, this.#state.kind);
    if (part === undefined) return undefined;
    const leave = this.#enter(part);
    if (name !== 'header-decl' && name !== 'footer-decl' && name !== 'title' && name !== 'desc') return leave;
    // These hold their text themselves, without a paragraph.
    const end = this.#beginParagraph(false);
    return () => {
      end();
      leave();
    };
  }

  #beginParagraph(hidden: boolean): Undo {
    this.#paragraphs.begin();
    const show = this.#hideIf(hidden);
    return () => {
      show?.();
      const gathered = this.#paragraphs.end();
      const cell = this.#cells.at(-1);
      if (gathered === undefined) return;
      if (cell === undefined) this.#write(gathered);
      else cell.append(gathered);
    };
  }

  #stepOut(): Undo {
    this.#paragraphs.stepOut();
    return () => this.#paragraphs.leave();
  }

  #hideIf(hidden: boolean): Undo | undefined {
    if (!hidden) return undefined;
    this.#paragraphs.hide();
    return () => this.#paragraphs.show();
  }

  #mute(): Undo {
    this.#muted++;
    return () => {
      this.#muted--;
    };
  }

  /** Whoever wrote a comment or changed a text. */
  #beginName(): Undo {
    this.#name = '';
    return () => {
      const name = this.#name?.trim() ?? '';
      this.#name = undefined;
      if (name !== '' && this.#state.authors.size < maxAuthors) this.#state.authors.add(name);
    };
  }

  #enter(part: string): Undo {
    const here = this.#here;
    this.#places.push({ ...here, ...this.#tables.place, part: under(here, part) });
    this.#cells.push(undefined);
    this.#paragraphs.stepOut();
    return () => {
      this.#paragraphs.leave();
      this.#cells.pop();
      this.#places.pop();
    };
  }

  #beginSlide(attributes: Attributes): Undo {
    const hidden = this.#state.styles.hides('drawing-page', attribute(attributes, 'style-name'));
    this.#state.slides++;
    this.#state.pictures.beginPage();
    this.#places.push({ ...this.#here, slide: this.#state.slides, ...(hidden ? { part: 'hidden slide' } : {}) });
    return () => {
      this.#places.pop();
      this.#state.pictures.endPage();
    };
  }

  #openTable(attributes: Attributes): Undo {
    const isSheet = this.#state.kind === 'spreadsheet' && this.#places.length === 1;
    let where = this.#here;
    if (isSheet) {
      const hidden = this.#state.styles.hides('table', attribute(attributes, 'style-name'));
      const sheet = attribute(attributes, 'name') ?? '';
      where = { ...where, sheet, ...(hidden ? { part: under(where, 'hidden sheet') } : {}) };
    }
    this.#places.push(where);
    this.#tables.open(where, isSheet);
    return () => {
      this.#tables.close();
      this.#places.pop();
    };
  }

  #closeRow(): void {
    const row = this.#tables.closeRow();
    for (const gathered of row?.cells ?? []) this.#writeAsides(gathered, row?.where ?? {});
  }

  #write(gathered: Gathered): void {
    if (gathered.shown !== '') {
      this.#writer.place(this.#here);
      this.#writer.line(gathered.shown);
    }
    this.#writeAsides(gathered, this.#here);
  }

  #writeAsides({ hidden, deleted }: Gathered, where: Where): void {
    for (const [part, text] of [
      ['hidden text', hidden],
      ['deleted text', deleted],
    ] as const) {
      if (text === '') continue;
      this.#writer.place({ ...where, part: under(where, part) });
      this.#writer.line(text);
    }
  }
}

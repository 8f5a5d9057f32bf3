import type { BlockWriter } from '../../blocks/block-writer.ts';
import type { Where } from '../../contract.ts';
import { type Attributes, attribute } from '../xml.ts';
import type { OpenDocumentKind } from './detect.ts';
import { under } from './tables.ts';

/** Elements whose text a reader does not see at once, and what it is. */
const parts = new Map([
  ['annotation', 'comment'],
  ['deletion', 'deleted text'],
  ['previous', 'deleted text'],
  ['header', 'header'],
  ['header-left', 'header'],
  ['header-first', 'header'],
  ['header-decl', 'header'],
  ['footer', 'footer'],
  ['footer-left', 'footer'],
  ['footer-first', 'footer'],
  ['footer-decl', 'footer'],
  ['notes', 'speaker notes'],
  ['title', 'alternative text'],
  ['desc', 'alternative text'],
  ['help-message', 'data validation'],
  ['error-message', 'data validation'],
  ['shapes', 'drawing'],
]);
const drawings = new Set(['frame', 'custom-shape', 'rect', 'ellipse', 'caption', 'text-box']);

/** The part that what is inside of an element belongs to, where it is another than that around it. */
export function asideOf(name: string, attributes: Attributes, kind: OpenDocumentKind): string | undefined {
  if (name === 'note') return attribute(attributes, 'note-class') === 'endnote' ? 'endnote' : 'footnote';
  if (name === 'master-page') return kind === 'presentation' || kind === 'graphics' ? 'slide master' : undefined;
  if (kind === 'spreadsheet' && drawings.has(name)) return 'drawing';
  return parts.get(name);
}

/** Text in attributes: a value with its name, or a value alone. */
const spoken = new Map<string, readonly [part: string, label: string | undefined, value: string]>([
  ['named-range', ['defined names', 'name', 'cell-range-address']],
  ['named-expression', ['defined names', 'name', 'expression']],
  ['user-field-decl', ['fields', 'name', 'string-value']],
  ['database-source-sql', ['data source', 'database-name', 'sql-statement']],
  ['database-source-query', ['data source', 'database-name', 'query-name']],
  ['database-source-table', ['data source', 'database-name', 'database-table-name']],
  ['cell-range-source', ['external link', undefined, 'href']],
  ['table-source', ['external link', undefined, 'href']],
  ['dde-source', ['external link', 'dde-application', 'dde-topic']],
  ['change-track-table-cell', ['deleted text', undefined, 'value']],
  ['a', ['link target', undefined, 'href']],
]);

/** Writes what elements say in attributes that no page shows. */
export class Asides {
  readonly #writer: BlockWriter;

  constructor(writer: BlockWriter) {
    this.#writer = writer;
  }

  open(name: string, attributes: Attributes, here: Where): void {
    const found = spoken.get(name);
    if (found !== undefined) {
      const [part, label, value] = found;
      const text = attribute(attributes, value) ?? '';
      // A link within the document says nothing but the name of a heading.
      if (text === '' || (name === 'a' && text.startsWith('#'))) return;
      this.#say(part, label === undefined ? undefined : attribute(attributes, label), readable(name, text), here);
    } else if (name === 'content-validation') {
      const condition = attribute(attributes, 'condition') ?? '';
      if (condition.includes('"')) this.#say('data validation', undefined, condition, here);
    } else if (name === 'conditional-text') {
      for (const key of ['string-value-if-true', 'string-value-if-false']) {
        this.#say('hidden text', undefined, attribute(attributes, key) ?? '', here);
      }
    }
  }

  #say(part: string, label: string | undefined, text: string, here: Where): void {
    if (text === '') return;
    this.#writer.place({ ...here, part: under(here, part) });
    if (label === undefined) this.#writer.line(text);
    else this.#writer.labelled(label, text);
  }
}

function readable(name: string, text: string): string {
  if (name !== 'a') return text;
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

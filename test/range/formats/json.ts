import { type Cell, type Column, type Document, type Form, type Table, isItem } from '../document.ts';
import { TextPage, valuesOf } from '../truth/page.ts';
import { encode } from './encoding.ts';
import type { Rendering, Writer } from './format.ts';
import { formsOf } from './txt.ts';

const escapeText = (text: string) => JSON.stringify(text).slice(1, -1);
/** As PHP and Python write it: letters beyond ASCII as \u escapes. */
const escapeAll = (text: string) =>
  escapeText(text).replaceAll(
    /[\u0080-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** One array of objects, in an envelope or not; fields nested by what they are or flat. */
export const json: Writer = {
  extension: 'json',
  render({ document, file, random, words }: Rendering) {
    const page = new TextPage(file);
    const objects = new Objects(
      page,
      random.pick(['  ', '    ', '']),
      random.chance(0.2) ? escapeAll : escapeText,
      random.chance(0.5),
    );
    const envelope = random.pick([undefined, random.pick(words.groups.list)]);
    page.put(envelope === undefined ? '[' : `{${objects.newline}${JSON.stringify(envelope)}: [`);
    const forms = formsIn(document);
    for (const [at, form] of forms.entries()) {
      page.put(`${at === 0 ? '' : ','}${objects.newline}`);
      objects.write(form, file);
    }
    page.put(`${objects.newline}]${envelope === undefined ? '' : `${objects.newline}}`}\n`);
    return encode(page.text(), 'utf-8');
  },
};

/** One object a line. */
export const ndjson: Writer = {
  extension: 'ndjson',
  render({ document, file, random }: Rendering) {
    const page = new TextPage(file);
    const objects = new Objects(page, '', random.chance(0.2) ? escapeAll : escapeText, random.chance(0.4));
    for (const form of formsIn(document)) {
      objects.write(form, file);
      page.put('\n');
    }
    return encode(page.text(), 'utf-8');
  },
};

/** Prose becomes an object with one text field. */
export function formsIn(document: Document): Form[] {
  return document.parts.flatMap((part): Form[] => {
    if (part.kind === 'table') return formsOf(part as Table);
    return part.kind === 'form'
      ? [part]
      : [{ kind: 'form', person: null, fields: [{ column: { header: 'text', group: '' }, value: part.pieces }] }];
  });
}

class Objects {
  readonly #page: TextPage;
  readonly #indent: string;
  readonly #escape: (text: string) => string;
  readonly #nested: boolean;

  constructor(page: TextPage, indent: string, escape: (text: string) => string, nested: boolean) {
    this.#page = page;
    this.#indent = indent;
    this.#escape = escape;
    this.#nested = nested;
  }

  get newline(): string {
    return this.#indent === '' ? '' : '\n';
  }

  write(form: Form, file: Rendering['file']): void {
    const line = this.#page.line;
    const ids: (number | undefined)[] = [];
    const gap = this.#indent === '' ? '' : `\n${this.#indent}`;
    this.#page.put('{');
    for (const [at, [group, fields]] of byGroup(form, this.#nested).entries()) {
      if (at > 0) this.#page.put(',');
      if (group === '') {
        ids.push(...this.#fields(fields, gap));
      } else {
        this.#page.put(`${gap}${JSON.stringify(group)}: {`);
        ids.push(...this.#fields(fields, gap === '' ? '' : gap + this.#indent));
        this.#page.put(`${gap}}`);
      }
    }
    this.#page.put(`${this.newline}}`);
    file.record(form.person, ids, valuesOf(form.fields.map(({ value }) => value)), { line });
  }

  #fields(fields: readonly Field[], gap: string): (number | undefined)[] {
    const ids: (number | undefined)[] = [];
    for (const [at, { column, value }] of fields.entries()) {
      this.#page.put(`${at === 0 ? '' : ','}${gap}${JSON.stringify(column.header)}: `);
      const [first] = value;
      const bare =
        value.length === 1 &&
        first !== undefined &&
        isItem(first) &&
        first.element === null &&
        /^[1-9]\d{0,14}$/.test(first.text);
      if (!bare) this.#page.put('"');
      ids.push(...this.#page.cell(value, this.#escape, { field: column.header }));
      if (!bare) this.#page.put('"');
    }
    return ids;
  }
}

interface Field {
  readonly column: Column;
  readonly value: Cell;
}

/** Fields in order; those of one group together where the program nests. */
export function byGroup(form: Form, nested: boolean): [group: string, fields: Field[]][] {
  const out: [string, Field[]][] = [];
  for (const field of form.fields) {
    const group = nested ? field.column.group : '';
    const open = group === '' ? out.at(-1) : out.find(([name]) => name === group);
    if (open !== undefined && open[0] === group) open[1].push(field);
    else out.push([group, [field]]);
  }
  return out;
}

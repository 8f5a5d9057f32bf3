import { fail } from '#platform/errors';
import type { Where } from '../../../contract.ts';
import type { LegacyReading } from '../reading.ts';
import { type PptRecord, type Records, record } from './records.ts';
import { TableCells } from './table-cells.ts';

const deepest = 64;
const maxText = 1 << 24;

const optionOf = { picture: 0x0104, letters: 0x00c0, description: 0x0381, tableCells: 0x039f } as const;

/** What a reader of strings is told in which container, by the string's instance. */
const strings: Readonly<Record<number, Readonly<Record<number, string>>>> = {
  [record.hyperlink]: { 0: 'link', 1: 'link target', 3: 'link target' },
  [record.headersFooters]: { 0: 'footer', 1: 'header', 2: 'footer' },
  [record.comment]: { 0: 'comment author', 1: 'comment' },
  [record.tag]: { 1: 'settings' },
};

/** Writes the texts of slides, notes and masters, wherever in a container they stand. */
export class SlideTexts {
  hasText = false;
  hasPicture = false;
  readonly #reading: LegacyReading;
  readonly #records: Records;
  /** Lines that were written: what an earlier save says again counts once. */
  readonly #said: Set<string> | undefined;
  readonly #isEarlier: boolean;

  constructor(reading: LegacyReading, records: Records, said: Set<string> | undefined, isEarlier: boolean) {
    this.#reading = reading;
    this.#records = records;
    this.#said = said;
    this.#isEarlier = isEarlier;
  }

  /** All texts in a container, with `where` for those that a reader of the slide would see. */
  async container(found: PptRecord, where: Where, depth = 0): Promise<void> {
    if (depth > deepest) fail('limit-depth', 'presentation');
    for await (const inside of this.#records.inside(found)) {
      if (inside.type === record.slideList) continue;
      if (inside.type === record.group && (await this.#isTable(inside))) await this.#table(inside, where);
      else if (inside.isContainer) await this.container(inside, where, depth + 1);
      else await this.atom(inside, found, where);
    }
    await this.#reading.writer.drain();
  }

  async atom(found: PptRecord, parent: PptRecord, where: Where): Promise<void> {
    switch (found.type) {
      case record.textCharacters:
      case record.textBytes:
        this.#write(await this.text(found), where);
        break;
      case record.string: {
        const part = strings[parent.type]?.[found.instance];
        if (part === undefined) break;
        const text = (await this.#records.body(found, maxText)).toString('utf16le');
        // A link without a name of its own repeats where it leads.
        if (part === 'link' && text.includes(':')) break;
        this.#write(text, named(where, part), part === 'comment author' ? 'author' : undefined);
        break;
      }
      case record.options:
        for (const { id, text } of await this.#options(found)) {
          if (id === optionOf.picture) this.hasPicture = true;
          else if (id === optionOf.letters) this.#write(text, where);
          else if (id === optionOf.description) this.#write(text, named(where, 'alternative text'));
        }
        break;
      default:
    }
  }

  /** Paragraphs on lines of their own. */
  async text(found: PptRecord): Promise<string> {
    const bytes = await this.#records.body(found, maxText);
    return bytes.toString(found.type === record.textBytes ? 'latin1' : 'utf16le').replace(/[\r\x0b]/g, '\n');
  }

  #write(text: string, where: Where, label?: string): void {
    const { writer } = this.#reading;
    for (const line of text.split('\n')) {
      const shown = line.replace(/\0/g, '').trimEnd();
      // An asterisk stands for the number of the slide, or for the date.
      if (['', '*'].includes(shown.trim()) || !this.#isNew(shown)) continue;
      if (where.part === undefined) this.hasText = true;
      writer.place(where);
      if (label === undefined) writer.line(shown);
      else writer.labelled(label, shown);
    }
  }

  #isNew(line: string): boolean {
    if (this.#said === undefined) return true;
    const known = this.#said.has(line);
    if (!known && this.#said.size < 1 << 18) this.#said.add(line);
    return !(known && this.#isEarlier);
  }

  /** A table is a group of shapes with the heights of its rows. */
  async #isTable(group: PptRecord): Promise<boolean> {
    for await (const first of this.#records.inside(group)) {
      if (!first.isContainer) return false;
      for await (const inside of this.#records.inside(first)) {
        if (inside.type !== record.moreOptions) continue;
        if ((await this.#options(inside)).some(({ id }) => id === optionOf.tableCells)) return true;
      }
      return false;
    }
    return false;
  }

  async #table(group: PptRecord, where: Where): Promise<void> {
    const cells = new TableCells();
    for await (const shape of this.#records.inside(group)) {
      const found = { anchor: undefined as Buffer | undefined, text: '' };
      await this.#cell(shape, found, 0);
      if (found.anchor !== undefined) cells.add(found.anchor.readInt32LE(0), found.anchor.readInt32LE(4), found.text);
    }
    const { writer, tables } = this.#reading;
    const table = tables.next();
    for (const [index, row] of cells.rows().entries()) {
      if (!this.#isNew(row.map(({ text }) => text).join('\t'))) continue;
      if (where.part === undefined) this.hasText = true;
      writer.place(where, table);
      writer.row(row, { row: index + 1 });
    }
  }

  async #cell(found: PptRecord, cell: { anchor: Buffer | undefined; text: string }, depth: number): Promise<void> {
    if (depth > deepest || !found.isContainer) return;
    for await (const inside of this.#records.inside(found)) {
      if (inside.type === record.childAnchor && inside.end - inside.start >= 16) {
        cell.anchor = Buffer.from(await this.#records.body(inside, maxText));
      } else if (inside.type === record.textCharacters || inside.type === record.textBytes) {
        cell.text += (cell.text === '' ? '' : '\n') + (await this.text(inside)).trimEnd();
      } else await this.#cell(inside, cell, depth + 1);
    }
  }

  /** Properties of a shape; the texts of those that have one stand behind all of them ([MS-ODRAW] 2.2.9). */
  async #options(found: PptRecord): Promise<{ readonly id: number; readonly text: string }[]> {
    const bytes = await this.#records.body(found, maxText);
    const options: { id: number; text: string }[] = [];
    let behind = found.instance * 6;
    for (let at = 0; at < found.instance * 6 && at + 6 <= bytes.length; at += 6) {
      const head = bytes.readUInt16LE(at);
      const length = (head & 0x8000) === 0 ? 0 : bytes.readUInt32LE(at + 2);
      options.push({
        id: head & 0x3fff,
        text: bytes.toString('utf16le', behind, Math.min(bytes.length, behind + length)),
      });
      behind += length;
    }
    return options;
  }
}

export function named(where: Where, part: string): Where {
  return { ...where, part: where.part === undefined ? part : `${where.part}, ${part}` };
}

import { fail } from '#platform/errors';
import { BlockWriter } from '../../blocks/block-writer.ts';
import { range, type RandomInput, randomAccess } from '../../bytes/random-input.ts';
import type { ExtractContext, Input, Sink, Where } from '../../contract.ts';
import { binaryValue } from '../binary-value.ts';
import { RecordTable } from '../record-table.ts';
import { type Remains, remainsIn, textsIn } from './deleted.ts';
import { freePages } from './free-pages.ts';
import { headerLength, Pages, readHeader } from './pages.ts';
import { decodeRecord, type Value } from './record.ts';
import { shapeOf, type TableShape } from './schema.ts';
import { readTreePage, tableLeaf, type TreePage, type TreeRow, Trees } from './tree.ts';

const mostTables = 100_000;
const mostFormer = 1000;
/** Tables that a page is tried as, whose rows nothing tells the table of. */
const mostTried = 32;
const unknownShape: TableShape = { columns: [], key: undefined, isWithoutRowid: false };
const masterShape: TableShape = {
  columns: ['type', 'name', 'tbl_name', 'rootpage', 'sql'],
  key: undefined,
  isWithoutRowid: false,
};

interface Table {
  readonly id: number;
  readonly name: string;
  readonly root: number;
  readonly shape: TableShape;
}

type Former = Pick<Table, 'id' | 'name' | 'shape'>;

/** Reads a database of SQLite 3 by its format alone: no statement in it, view or trigger is ever run. */
export async function extractSqlite(input: Input, sink: Sink, { limits }: ExtractContext): Promise<void> {
  const random = await randomAccess(input, limits.maxHeldBytes);
  const head = await random.read(0, headerLength);
  const header = readHeader(Buffer.from(head.buffer, head.byteOffset, head.length));
  const pages = new Pages(random, header, limits.maxHeldBytes / 8);
  await new SqliteReader(random, pages, sink, limits.maxHeldBytes / 16).read();
}

class SqliteReader {
  readonly #input: RandomInput;
  readonly #pages: Pages;
  readonly #sink: Sink;
  readonly #writer: BlockWriter;
  readonly #trees: Trees;
  /** Of what was deleted: that parts of it are gone is no damage. */
  readonly #remains: Trees;
  readonly #tables: Table[] = [];
  /** Dropped ones, by what the schema still has of them. */
  readonly #former: Former[] = [];
  readonly #deleted = new Map<number, RecordTable>();
  #isDamaged = false;
  #files: { readonly name: string; readonly bytes: Buffer }[] = [];

  constructor(input: RandomInput, pages: Pages, sink: Sink, longest: number) {
    this.#input = input;
    this.#pages = pages;
    this.#sink = sink;
    this.#writer = new BlockWriter(sink);
    const nothing = (): void => undefined;
    this.#trees = new Trees(pages, longest, this.#damage, () => sink.partial('limit-memory'));
    this.#remains = new Trees(pages, longest, nothing, nothing);
  }

  async read(): Promise<void> {
    const { pageCount, pageSize } = this.#pages.header;
    if (pageCount !== undefined && pageCount * pageSize > this.#input.size) this.#damage();
    await this.#readSchema();
    for (const table of this.#tables) await this.#readTable(table);
    await this.#readFree();
    if (this.#isDamaged) await this.#recover();
    await this.#writer.end();
    await this.#trailing();
    if (this.#isDamaged && this.#writer.written === 0) fail('damaged');
  }

  readonly #damage = (): void => {
    this.#isDamaged = true;
    this.#sink.partial('damaged');
  };

  async #readSchema(): Promise<void> {
    const where = { part: 'schema' };
    const gone = new RecordTable(this.#writer, { part: 'deleted schema' }, 0, masterShape.columns);
    for await (const page of this.#trees.walk(1)) {
      for await (const row of this.#trees.rowsOf(page)) {
        const [type, name, , root, sql] = this.#values(row)?.map(shown) ?? [];
        if (sql !== undefined && sql !== '') {
          this.#writer.place(where);
          this.#writer.line(sql);
        }
        if (type === 'table' && Number(root) > 0 && this.#tables.length < mostTables) {
          const shape = shapeOf(sql ?? '') ?? unknownShape;
          this.#tables.push({ id: this.#tables.length + 1, name: name ?? '', root: Number(root), shape });
        }
        await this.#hand();
      }
      await this.#readGaps(page, masterShape, gone);
    }
    if (this.#tables.length === mostTables) this.#sink.partial('limit-memory');
  }

  async #readTable({ id, name, root, shape }: Table): Promise<void> {
    const out = new RecordTable(this.#writer, { sheet: name }, id, shape.columns);
    let count = 0;
    for await (const page of this.#trees.walk(root)) {
      for await (const row of this.#trees.rowsOf(page)) {
        count += 1;
        const values = this.#values(row);
        if (values === undefined) this.#damage();
        else this.#writeRow(out, name, shape, values, row.rowid === undefined ? undefined : String(row.rowid), count);
        await this.#hand();
      }
      await this.#readGaps(page, shape, this.#deletedOf(id, name, shape));
    }
  }

  #deletedOf(id: number, name: string, shape: TableShape): RecordTable {
    const known = this.#deleted.get(id);
    if (known !== undefined) return known;
    const where = { ...(name === '' ? {} : { sheet: name }), part: 'deleted rows' };
    const made = new RecordTable(this.#writer, where, id, shape.columns);
    this.#deleted.set(id, made);
    return made;
  }

  #values(row: TreeRow): (Value | undefined)[] | undefined {
    const decoded = decodeRecord(row.payload, this.#pages.header.encoding, () =>
      this.#sink.partial('encoding-uncertain'),
    );
    return decoded?.values;
  }

  /** Rows are called by their key where that is a count, else by their order. */
  #writeRow(
    out: RecordTable,
    table: string,
    shape: TableShape,
    values: readonly (Value | undefined)[],
    rowid: string | undefined,
    count: number,
  ): void {
    const width = Math.max(values.length, shape.columns.length);
    const texts: string[] = [];
    for (let column = 0; column < width; column += 1) {
      const value = values[column] ?? (column === shape.key ? rowid : undefined);
      texts.push(
        typeof value === 'object'
          ? this.#binary(value, table, shape.columns[column], rowid ?? String(count))
          : (value ?? ''),
      );
    }
    const key = Number(rowid);
    out.row(texts, { row: Number.isSafeInteger(key) && key > 0 ? key : count });
  }

  #binary(bytes: Buffer, table: string, column: string | undefined, row: string): string {
    const value = binaryValue(bytes);
    if ('text' in value) return value.text;
    this.#files.push({ name: `${table}/${column ?? 'value'}/${row}.${value.file}`, bytes });
    return '';
  }

  /** What is ready goes out. Files in a row follow it. */
  async #hand(): Promise<void> {
    await this.#writer.drain();
    if (this.#files.length === 0) return;
    const files = this.#files;
    this.#files = [];
    for (const { name, bytes } of files) await this.#sink.member(name, bytes, bytes.length);
  }

  async #readGaps(page: TreePage, shape: TableShape, out: RecordTable): Promise<void> {
    if (page.kind !== tableLeaf && !shape.isWithoutRowid) return;
    for (const gap of page.gaps) {
      const { rows, texts } = remainsIn(page.bytes, gap, shape, this.#pages.header.encoding);
      if (shape === masterShape) this.#remember([...rows.map(({ values }) => shown(values[4])), ...texts]);
      for (const { values, rowid } of rows) this.#writeRow(out, 'deleted rows', shape, values, rowid, 1);
      this.#writeTexts(texts);
      await this.#hand();
    }
  }

  #remember(texts: readonly string[]): void {
    for (const text of texts) {
      const name = /CREATE TABLE ["[`']?([\p{L}\p{N}_ ]{1,200})/u.exec(text);
      const shape = name === null ? undefined : shapeOf(text.slice(name.index));
      if (name?.[1] === undefined || shape === undefined || this.#former.length >= mostFormer) continue;
      this.#former.push({ id: mostTables * 2 + this.#former.length, name: name[1], shape });
    }
  }

  #writeTexts(texts: readonly string[]): void {
    if (texts.length === 0) return;
    this.#writer.place(deletedText);
    for (const text of texts) this.#writer.line(text);
  }

  /** Pages that are in no tree any more are as they were when their table was dropped or emptied. */
  async #readFree(): Promise<void> {
    const onTrunk = (rest: Buffer): void => this.#carve(rest);
    for await (const batch of freePages(this.#pages, onTrunk, this.#damage)) {
      const rest: number[] = [];
      for (const number of batch) if (!(await this.#readLeaf(number))) rest.push(number);
      for (const number of rest) await this.#readText(number);
    }
  }

  /** Where something is damaged: leaves that no tree led to. */
  async #recover(): Promise<void> {
    for (let number = 1; number <= this.#pages.count; number += 1) {
      if (!this.#pages.isClaimed(number)) await this.#readLeaf(number);
    }
    const { pageSize } = this.#pages.header;
    const cut = this.#input.size % pageSize;
    const rest = await this.#input.read(this.#input.size - cut, cut);
    this.#carve(Buffer.from(rest.buffer, rest.byteOffset, rest.length));
  }

  /** Rows of a leaf whose table is not known; false where the page is no leaf of a table. */
  async #readLeaf(number: number): Promise<boolean> {
    if (this.#pages.isClaimed(number)) return true;
    const bytes = await this.#pages.look(number);
    const page = bytes?.[0] === tableLeaf ? readTreePage(bytes, 0, this.#pages.header.usable) : undefined;
    if (page === undefined || page.cells.length === 0) return false;
    await this.#pages.claim(number);
    let count = 0;
    let shape = unknownShape;
    for await (const row of this.#remains.rowsOf(page)) {
      const values = this.#values(row);
      if (values === undefined) continue;
      count += 1;
      const table = this.#alike(values);
      shape = table.shape;
      const out = this.#deletedOf(table.id, table.name, shape);
      this.#writeRow(
        out,
        'deleted rows',
        shape,
        values,
        row.rowid === undefined ? undefined : String(row.rowid),
        count,
      );
      await this.#hand();
    }
    if (shape.columns.length > 0) await this.#readGaps(page, shape, this.#deletedOf(0, '', shape));
    return true;
  }

  /** The only table that can have had the row, dropped ones too; else one without names. */
  #alike(values: readonly (Value | undefined)[]): Former {
    const [only, ...others] = [...this.#tables, ...this.#former].filter(
      ({ shape: { columns, key, isWithoutRowid } }) =>
        columns.length === values.length && !isWithoutRowid && (key === undefined || values[key] === undefined),
    );
    return only !== undefined && others.length === 0
      ? only
      : { id: mostTables + values.length, name: '', shape: unknownShape };
  }

  async #readText(number: number): Promise<void> {
    const bytes = await this.#pages.claim(number);
    if (bytes === undefined) return;
    this.#carve(bytes);
    await this.#hand();
  }

  /** Rows of the table, dropped or not, that finds most of its own in bytes that were a page's. */
  #carve(bytes: Buffer): void {
    const { encoding } = this.#pages.header;
    const gap = { start: 0, end: bytes.length, isBlock: false };
    let best: { readonly table: Former; readonly remains: Remains } | undefined;
    for (const table of [...this.#former, ...this.#tables].slice(0, mostTried)) {
      const remains = remainsIn(bytes, gap, table.shape, encoding);
      if (remains.rows.length > (best?.remains.rows.length ?? 0)) best = { table, remains };
    }
    if (best === undefined) return this.#writeTexts(textsIn(bytes));
    const { id, name, shape } = best.table;
    const out = this.#deletedOf(id, name, shape);
    for (const { values, rowid } of best.remains.rows) this.#writeRow(out, 'deleted rows', shape, values, rowid, 1);
    this.#writeTexts(best.remains.texts);
  }

  /** What was put behind the database. */
  async #trailing(): Promise<void> {
    const { pageCount, pageSize } = this.#pages.header;
    const { size } = this.#input;
    const end = (pageCount ?? 0) * pageSize;
    if (pageCount === undefined || size <= end) return;
    await this.#sink.member('(bytes after the end)', range(this.#input, end, size), size - end);
  }
}

const deletedText: Where = { part: 'deleted data' };

const shown = (value: Value | undefined): string => (typeof value === 'string' ? value : '');

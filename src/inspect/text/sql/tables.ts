import type { Where } from '../../contract.ts';

/** A table whose rows a dump states. */
export interface SqlTable {
  /** Unique in the file. */
  readonly id: number;
  readonly columns: readonly SqlColumn[];
}

interface SqlColumn {
  readonly name: string;
  readonly where: Where;
}

/** A name, quoted as MySQL, standard SQL or SQL Server do, with schema and database before it. */
const part = '(?:`[^`]{1,200}`|"[^"]{1,200}"|\\[[^\\]]{1,200}\\]|[\\p{L}\\p{N}_$#]{1,200})';
const name = `${part}(?:\\s?\\.\\s?${part}){0,3}`;

/** Bounded: adjacent optional blanks would take quadratic time on a file of nothing but blanks. */
const blank = '\\s{1,100}';
const blanks = '\\s{0,100}';

const insert = new RegExp(
  `(?:INSERT|REPLACE)(?:${blank}(?:LOW_PRIORITY|DELAYED|HIGH_PRIORITY|IGNORE|OR${blank}\\w{1,20}|INTO)){0,4}${blank}` +
    `(${name})${blanks}(\\([^()']*\\))?${blanks}(?:OVERRIDING${blank}\\w{1,20}${blank}VALUE${blanks})?VALUES?${blanks}(?=\\()`,
  'iuy',
);
const copy = new RegExp(
  `COPY${blank}(${name})${blanks}(\\([^()']*\\))?${blank}FROM${blank}stdin([^;\\n]*);[ \\t]{0,100}\\r?\\n`,
  'iuy',
);
const create = new RegExp(
  `CREATE${blank}(?:(?:GLOBAL|LOCAL|TEMP|TEMPORARY|UNLOGGED)${blank}){0,2}TABLE${blank}(?:IF${blank}NOT${blank}EXISTS${blank})?` +
    `(${name})${blanks}\\(`,
  'iuy',
);

/** Clauses of CREATE TABLE that define no column. */
const constraint = /^(?:PRIMARY|KEY|UNIQUE|CONSTRAINT|INDEX|FOREIGN|CHECK|FULLTEXT|SPATIAL|EXCLUDE|PERIOD|LIKE)\b/i;
const leadingName = new RegExp(`^\\s*(${part})`, 'u');
const mostTables = 10_000;

/** What a statement begins: rows in VALUES, lines of COPY, or the columns of a table. */
export interface Header {
  readonly kind: 'insert' | 'copy' | 'create';
  readonly table: string;
  /** Column list as written, with its parentheses. */
  readonly columns: string | undefined;
  /** Offset behind the header: at the first tuple, the first line, the first column. */
  readonly end: number;
}

/** The header at `at`, where a statement begins; undefined for other statements and for a header that is cut. */
export function headerAt(text: string, at: number): Header | undefined {
  for (const [kind, expression] of [
    ['insert', insert],
    ['copy', copy],
    ['create', create],
  ] as const) {
    expression.lastIndex = at;
    const match = expression.exec(text);
    if (match?.[1] === undefined) continue;
    // Other formats of COPY than the default are read as text.
    if (kind === 'copy' && /csv|binary|delimiter/i.test(match[3] ?? '')) return undefined;
    return { kind, table: bare(match[1]), columns: match[2], end: expression.lastIndex };
  }
  return undefined;
}

/** Names without quotes and schema. */
function bare(written: string): string {
  const parts = written.match(new RegExp(part, 'gu')) ?? [written];
  return (parts.at(-1) ?? written).replace(/^[`"[]|[`"\]]$/g, '');
}

/** Names of the columns that the inside of CREATE TABLE (…) defines. */
export function columnsOfCreate(body: string): string[] {
  const columns: string[] = [];
  for (const clause of body
    .replace(/\/\*[^]*?\*\/|--[^\n]*/g, ' ')
    .match(/(?:\([^()]*(?:\([^()]*\)[^()]*)*\)|'[^']*'|[^,'()])+/g) ?? []) {
    const found = leadingName.exec(clause)?.[1];
    if (found !== undefined && !constraint.test(clause.trim())) columns.push(bare(found));
  }
  return columns;
}

/** The tables of one dump, by name and column list. */
export class SqlTables {
  readonly #created = new Map<string, readonly string[]>();
  readonly #tables = new Map<string, SqlTable>();
  #next = 0;

  create(table: string, columns: readonly string[]): void {
    if (this.#created.size < mostTables) this.#created.set(table.toLowerCase(), columns);
  }

  /** The table of an INSERT or COPY: columns as listed there, else as created before. */
  rowsOf(header: Header): SqlTable {
    const key = `${header.table.toLowerCase()}${header.columns ?? ''}`;
    const known = this.#tables.get(key);
    if (known !== undefined) return known;
    const names =
      header.columns === undefined
        ? (this.#created.get(header.table.toLowerCase()) ?? [])
        : header.columns
            .slice(1, -1)
            .split(',')
            .map((column) => bare(column.trim()));
    const columns = names.map((column) => ({ name: column, where: { field: `${header.table}.${column}` } }));
    const made: SqlTable = { id: this.#next, columns };
    this.#next += 1;
    if (this.#tables.size < mostTables) this.#tables.set(key, made);
    return made;
  }
}

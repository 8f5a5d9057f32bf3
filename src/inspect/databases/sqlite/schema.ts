/** A table as its CREATE TABLE states it. */
export interface TableShape {
  /** Names of the columns that rows hold, in the order in which rows hold them. */
  readonly columns: readonly string[];
  /** Index of the column that is the key of the row, and that rows leave out. */
  readonly key: number | undefined;
  /** Rows are kept in a tree of keys. */
  readonly isWithoutRowid: boolean;
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly isPrimary: boolean;
  readonly isDescending: boolean;
  readonly isComputed: boolean;
}

const token =
  /\s+|--[^\n]*|\/\*[^]*?(?:\*\/|$)|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|'(?:[^']|'')*'|[\p{L}\p{N}_$]+|[^]/gu;
const blank = /^(?:\s|--|\/\*)/;
const constraint = /^(?:PRIMARY|UNIQUE|CONSTRAINT|FOREIGN|CHECK)$/i;
const columnRule = /^(?:CONSTRAINT|PRIMARY|NOT|NULL|UNIQUE|CHECK|DEFAULT|COLLATE|REFERENCES|GENERATED|AS)$/i;

/** The shape of a table; undefined for what is no CREATE TABLE (views, indexes, virtual tables). */
export function shapeOf(sql: string): TableShape | undefined {
  const tokens = (sql.match(token) ?? []).filter((text) => !blank.test(text));
  const open = tokens.indexOf('(');
  if (open < 0 || !/^CREATE$/i.test(tokens[0] ?? '') || !tokens.slice(1, open).some((text) => /^TABLE$/i.test(text))) {
    return undefined;
  }
  if (tokens.slice(1, open).some((text) => /^VIRTUAL$/i.test(text))) return undefined;
  const { clauses, end } = clausesOf(tokens, open + 1);
  const columns: Column[] = [];
  const primary: string[] = [];
  for (const clause of clauses) {
    const [first = ''] = clause;
    if (first === '') continue;
    if (constraint.test(first)) primary.push(...primaryOf(clause));
    else columns.push(columnOf(clause));
  }
  const after = tokens.slice(end);
  const isWithoutRowid = after.some((text, at) => /^WITHOUT$/i.test(text) && /^ROWID$/i.test(after[at + 1] ?? ''));
  const keys = primary.length > 0 ? primary : columns.filter(({ isPrimary }) => isPrimary).map(({ name }) => name);
  return isWithoutRowid ? inKeyOrder(columns, keys) : byRowid(columns, keys);
}

/** Rows of the usual kind: an integer that is the only key is the key of the row itself. */
function byRowid(columns: readonly Column[], keys: readonly string[]): TableShape {
  const stored = columns.filter(({ isComputed }) => !isComputed);
  const [only = ''] = keys;
  const key = stored.findIndex(
    ({ name, type, isDescending }) => same(name, only) && /^INTEGER$/i.test(type) && !isDescending,
  );
  return {
    columns: stored.map(({ name }) => name),
    key: keys.length === 1 && key >= 0 ? key : undefined,
    isWithoutRowid: false,
  };
}

/** Rows of a table without row numbers begin with the columns of its key (2.4). */
function inKeyOrder(columns: readonly Column[], keys: readonly string[]): TableShape {
  const stored = columns.filter(({ isComputed }) => !isComputed);
  const first = [...new Set(keys.map((key) => stored.find(({ name }) => same(name, key))))].filter(
    (column) => column !== undefined,
  );
  const rest = stored.filter((column) => !first.includes(column));
  return { columns: [...first, ...rest].map(({ name }) => name), key: undefined, isWithoutRowid: true };
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** What stands between the commas of the outermost parentheses, and where they close. */
function clausesOf(tokens: readonly string[], from: number): { clauses: string[][]; end: number } {
  const clauses: string[][] = [[]];
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const text = tokens[at] ?? '';
    if (text === '(') depth += 1;
    else if (text === ')') {
      if (depth === 0) return { clauses, end: at + 1 };
      depth -= 1;
    }
    if (text === ',' && depth === 0) clauses.push([]);
    else clauses.at(-1)?.push(text);
  }
  return { clauses, end: tokens.length };
}

function columnOf(clause: readonly string[]): Column {
  const rest = clause.slice(1);
  const ruleAt = rest.findIndex((text) => columnRule.test(text));
  const type = rest.slice(0, ruleAt < 0 ? rest.length : ruleAt).join(' ');
  const rules = ruleAt < 0 ? [] : rest.slice(ruleAt);
  const primary = rules.findIndex((text, at) => /^PRIMARY$/i.test(text) && /^KEY$/i.test(rules[at + 1] ?? ''));
  return {
    name: bare(clause[0] ?? ''),
    type,
    isPrimary: primary >= 0,
    isDescending: primary >= 0 && /^DESC$/i.test(rules[primary + 2] ?? ''),
    isComputed: isVirtual(rules),
  };
}

/** `AS (…)` computes a column; only where it is STORED do rows hold it. */
function isVirtual(rules: readonly string[]): boolean {
  const as = rules.findIndex((text, at) => /^AS$/i.test(text) && rules[at + 1] === '(');
  if (as < 0) return false;
  let depth = 0;
  for (let at = as + 1; at < rules.length; at += 1) {
    if (rules[at] === '(') depth += 1;
    else if (rules[at] === ')') depth -= 1;
    if (depth === 0) return !/^STORED$/i.test(rules[at + 1] ?? '');
  }
  return true;
}

/** Columns of PRIMARY KEY (…). */
function primaryOf(clause: readonly string[]): string[] {
  const at = clause.findIndex((text) => /^PRIMARY$/i.test(text));
  if (at < 0) return [];
  const open = clause.indexOf('(', at);
  const inside = open < 0 ? [] : clausesOf(clause, open + 1).clauses;
  return inside.flatMap(([name]) => (name === undefined ? [] : [bare(name)]));
}

function bare(written: string): string {
  const quote = written.charAt(0);
  if (quote === '[') return written.slice(1, -1);
  if (!'"`\''.includes(quote) || written.length < 2) return written;
  return written.slice(1, -1).replaceAll(quote + quote, quote);
}

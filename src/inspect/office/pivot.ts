import type { Part } from './package.ts';
import type { BlockWriter, CellDraft } from '../blocks/block-writer.ts';
import { type Attributes, attribute, readXml } from './xml.ts';

interface Field {
  readonly label: string;
  readonly values: string[];
}

/** What a column of a pivot cache costs besides its characters. */
const overhead = 48;
const maxFields = 16_384;

const valueNames = new Set(['s', 'n', 'd', 'b']);

/**
 * The definition of a pivot cache: names of the source's columns and their values, which stay in the file after the
 * source sheet was deleted (ECMA-376 part 1, 18.10).
 */
export async function readPivotFields(part: Part, writer: BlockWriter, maxHeld: number): Promise<Field[]> {
  const fields: Field[] = [];
  const where = { part: 'pivot cache' };
  let held = 0;
  const open = (name: string, attributes: Attributes): void => {
    if (name === 'cacheField') {
      if (fields.length < maxFields) fields.push({ label: attribute(attributes, 'name') ?? '', values: [] });
      return;
    }
    const field = fields.at(-1);
    if (field === undefined || !(valueNames.has(name) || name === 'm' || name === 'e')) return;
    const value = attribute(attributes, 'v') ?? '';
    held += value.length * 2 + overhead;
    if (held <= maxHeld) field.values.push(value);
    if (value !== '' && name === 's') {
      writer.place(where);
      writer.row([{ text: value, label: field.label }]);
    }
  };
  await readXml(part.open(), { open, close: () => undefined, text: () => undefined }, () => writer.drain());
  return fields;
}

/** The records of a pivot cache, as rows of a table with the fields as labels. */
export async function readPivotRecords(
  part: Part,
  fields: readonly Field[],
  writer: BlockWriter,
  table: number,
): Promise<void> {
  const where = { part: 'pivot cache' };
  let cells: CellDraft[] = [];
  let column = 0;
  let row = 0;
  const open = (name: string, attributes: Attributes): void => {
    if (name === 'r') {
      cells = [];
      column = 0;
      row++;
      return;
    }
    const raw = attribute(attributes, 'v') ?? '';
    const known = valueNames.has(name) || name === 'm' || name === 'e';
    if (!known && name !== 'x') return;
    const field = fields[column];
    const text = name === 'x' ? (field?.values[Number(raw)] ?? '') : name === 'e' ? '' : raw;
    if (text !== '') cells.push({ text, column, ...(field === undefined ? {} : { label: field.label }) });
    column++;
  };
  const close = (name: string): void => {
    if (name !== 'r' || cells.length === 0) return;
    writer.place(where, table);
    writer.row(cells, { row });
    cells = [];
  };
  await readXml(part.open(), { open, close, text: () => undefined }, () => writer.drain());
}

import type { Where } from '../contract.ts';
import type { BlockWriter } from '../blocks/block-writer.ts';
import type { Part } from './package.ts';
import { type Attributes, attribute, isOn, readXml } from './xml.ts';

export interface SheetEntry {
  readonly name: string;
  /** Of the link to its part. */
  readonly relation: string;
  /** 'hidden sheet', 'very hidden sheet', or undefined where it is shown. */
  readonly part: string | undefined;
}

export interface Workbook {
  readonly sheets: readonly SheetEntry[];
  readonly from1904: boolean;
}

/** Sheets of a workbook are held in memory: no more than this. */
const maxSheets = 100_000;
const namesPlace: Where = { part: 'defined names' };

/** Reads the list of sheets, and writes the names that the workbook defines with their meaning. */
export async function readWorkbook(part: Part, writer: BlockWriter): Promise<Workbook> {
  const sheets: SheetEntry[] = [];
  let from1904 = false;
  let label: string | undefined;
  let meaning = '';
  const open = (name: string, attributes: Attributes): void => {
    if (name === 'sheet' && sheets.length < maxSheets) {
      const state = attribute(attributes, 'state');
      const hidden = state === 'hidden' ? 'hidden sheet' : state === 'veryHidden' ? 'very hidden sheet' : undefined;
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      sheets.push({ name: attribute(attributes, 'name') ?? '', relation, part: hidden });
    } else if (name === 'workbookPr') {
      const date1904 = attribute(attributes, 'date1904');
      from1904 = date1904 !== undefined && isOn(date1904);
    } else if (name === 'definedName') {
      label = attribute(attributes, 'name') ?? '';
      meaning = '';
      const comment = attribute(attributes, 'comment');
      if (comment !== undefined) writeName('comment', comment);
    }
  };
  const writeName = (key: string, value: string): void => {
    writer.place(namesPlace);
    writer.labelled(key, value);
  };
  const text = (value: string): void => {
    if (label !== undefined) meaning += value;
  };
  const close = (name: string): void => {
    if (name !== 'definedName' || label === undefined) return;
    if (meaning !== '') writeName(label, meaning.replace(/^"(.*)"$/s, '$1'));
    label = undefined;
  };
  await readXml(part.open(), { open, close, text }, () => writer.drain());
  return { sheets, from1904 };
}

import type { Part } from './package.ts';
import type { BlockWriter } from '../blocks/block-writer.ts';
import { readXml } from './xml.ts';

/** Bytes that a string costs besides its characters. */
const overhead = 48;

/** The strings that cells of all sheets point at. */
export interface SharedStrings {
  get(index: number): string | undefined;
  /** Whether the table did not fit in memory: what was left out is in the text already, without its place. */
  readonly cut: boolean;
}

export const noStrings: SharedStrings = { get: () => undefined, cut: false };

/**
 * Reads the table, up to `maxHeld` bytes in memory. What is beyond is written at once as lines of the part
 * 'shared strings', so that no value is missed: only its sheet and cell are unknown.
 */
export async function readSharedStrings(part: Part, writer: BlockWriter, maxHeld: number): Promise<SharedStrings> {
  const strings: string[] = [];
  const where = { part: 'shared strings' };
  let held = 0;
  let cut = false;
  let item = '';
  let taking = false;
  let phonetic = 0;
  const open = (name: string): void => {
    if (name === 'si') item = '';
    else if (name === 't') taking = phonetic === 0;
    else if (name === 'rPh') phonetic++;
  };
  const close = (name: string): void => {
    if (name === 't') taking = false;
    else if (name === 'rPh') phonetic--;
    else if (name === 'si') {
      held += item.length * 2 + overhead;
      if (held <= maxHeld) strings.push(item);
      else {
        cut = true;
        writer.place(where);
        writer.line(item);
      }
    }
  };
  const text = (value: string): void => {
    if (taking) item += value;
  };
  await readXml(part.open(), { open, close, text }, () => writer.drain());
  return { get: (index) => strings[index], cut };
}

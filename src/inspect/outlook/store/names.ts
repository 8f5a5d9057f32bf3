import type { PropertyName } from '../properties.ts';
import type { Blocks } from './data.ts';
import type { Names } from './message.ts';
import { readProperties } from './values.ts';
import { hold } from '../../bytes/random-input.ts';

const nameMap = 0x61;
const entries = 3;
const words = 4;
const entryBytes = 8;
const mostBytes = 1 << 24;

/** What properties from 0x8000 on are called in this store ([MS-PST] 2.4.7): by a number of their set or by words. */
export async function readNames(blocks: Blocks, damage: () => void): Promise<Names> {
  const names = new Map<number, PropertyName>();
  const node = await blocks.trees.node(nameMap);
  if (node === undefined) return names;
  const { values } = await readProperties(blocks, node, damage);
  const held = async (id: number): Promise<Buffer> => {
    const value = values.get(id);
    return value === undefined ? Buffer.alloc(0) : Buffer.from(await hold(value.open(), mostBytes));
  };
  const list = await held(entries);
  const text = await held(words);
  for (let at = 0; at + entryBytes <= list.length; at += entryBytes) {
    const value = list.readUInt32LE(at);
    const isText = (list.readUInt16LE(at + 4) & 1) === 1;
    const number = 0x8000 + list.readUInt16LE(at + 6);
    if (!isText) names.set(number, value);
    else if (value + 4 <= text.length) {
      names.set(number, text.toString('utf16le', value + 4, value + 4 + text.readUInt32LE(value)));
    }
  }
  return names;
}

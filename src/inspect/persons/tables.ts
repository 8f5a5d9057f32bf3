import { put32, u16, u32 } from './bytes.ts';
import { stir } from './keys.ts';
import { eachItem, head, tags } from './layout.ts';

/**
 * Encoders tell the tables of one file apart; files get their final numbers only later. This returns a copy of whole
 * records in which the tables of different files differ too, so that lines of two files never look like lines of one table.
 */
export function scopeTables(records: Uint8Array): Uint8Array {
  const scoped = records.slice();
  for (let start = 0; start + head.bytes <= scoped.length; ) {
    const end = start + u16(scoped, start + head.length);
    if (end < start + head.bytes) break;
    const table = u32(scoped, start + head.table);
    if (table !== 0) {
      const own = stir(table ^ stir(u32(scoped, start + head.file) + 1)) || 1;
      put32(scoped, start + head.table, own);
      eachItem(scoped, start + head.bytes, end, (tag, at) => {
        if (tag === tags.localId) put32(scoped, at + 8, own);
      });
    }
    start = end;
  }
  return scoped;
}

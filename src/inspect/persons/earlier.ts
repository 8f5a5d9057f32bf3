import { put16, u16 } from './bytes.ts';
import { head } from './layout.ts';

/** What the head grew by when kinds of data no longer fitted in 16 bits. */
const grown = 2;

/** Records whose head has 16 bits for kinds of data, as they were kept until passports and driving licences came, in today's form. */
export function fromEarlierRecords(records: Uint8Array): Uint8Array {
  let count = 0;
  for (let at = 0; at < records.length; at += Math.max(1, u16(records, at))) count += 1;
  const out = new Uint8Array(records.length + count * grown);
  let to = 0;
  for (let at = 0; at < records.length; ) {
    const length = Math.max(1, u16(records, at));
    const rest = at + head.elements;
    out.set(records.subarray(at, rest), to);
    out.set(records.subarray(rest, at + length), to + head.elements + grown);
    put16(out, to, length + grown);
    at += length;
    to += length + grown;
  }
  return out;
}

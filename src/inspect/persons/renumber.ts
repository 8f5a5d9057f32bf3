import { put32, u16, u32 } from './bytes.ts';
import { head } from './layout.ts';

/** Gives the records of a batch other file numbers, in place: those of one inspection become those of the run. */
export function renumberFiles(records: Uint8Array, numberOf: (file: number) => number): void {
  for (let at = 0; at + head.bytes <= records.byteLength; ) {
    put32(records, at + head.file, numberOf(u32(records, at + head.file)));
    const length = u16(records, at + head.length);
    if (length < head.bytes) return;
    at += length;
  }
}

/** Whether a batch is `count` whole records and nothing else: one cut short would misalign all that come after it. */
export function isAligned(records: Uint8Array, count: number): boolean {
  let at = 0;
  for (let seen = 0; seen < count; seen += 1) {
    const length = u16(records, at + head.length);
    if (length < head.bytes) return false;
    at += length;
  }
  return at === records.byteLength;
}

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

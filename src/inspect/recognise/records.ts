import type { Fact } from '../contract.ts';
import type { Encoder } from '../persons/encode.ts';
import type { Placer } from './place.ts';

/** Encodes person records of one file and batches them; with no encoder it does nothing. */
export class Records {
  private readonly file: number;
  private readonly encoder: Encoder | undefined;
  private batch: Uint8Array[] = [];

  constructor(file: number, encoder: Encoder | undefined) {
    this.file = file;
    this.encoder = encoder;
  }

  /** A record of a person, from UTF-16 offset `from` to `to` of the placer's block. */
  add(facts: readonly Fact[], table: number | undefined, placer: Placer, from: number, to: number): void {
    if (this.encoder === undefined) return;
    const span = { start: placer.byteAt(from), end: placer.byteAt(to) };
    const encoded = this.encoder.encode({ file: this.file, span, table, facts });
    if (encoded !== undefined) this.batch.push(encoded);
  }

  take(): { count: number; bytes: Uint8Array } | undefined {
    if (this.batch.length === 0) return undefined;
    const taken = { count: this.batch.length, bytes: Buffer.concat(this.batch) };
    this.batch = [];
    return taken;
  }
}

import type { Fact, InspectOptions, PersonLabel } from '../contract.ts';
import type { Encoder } from '../persons/encode.ts';
import { personLabel } from './person-label.ts';
import type { Bounds } from './block.ts';
import type { Placer } from './place.ts';

/** Records handed out at once: with their labels they stay far below what an event may hold. */
const mostAtOnce = 4096;

/** Encoded records, with their labels where these were asked for. */
export interface RecordBatch {
  readonly count: number;
  readonly bytes: Uint8Array;
  readonly labels?: readonly PersonLabel[];
}

/** Encodes person records of one file and batches them; with no encoder it does nothing. */
export class Records {
  private readonly file: number;
  private readonly encoder: Encoder | undefined;
  private readonly labelled: InspectOptions['personLabels'];
  private records: Uint8Array[] = [];
  private labels: PersonLabel[] = [];

  constructor(file: number, encoder: Encoder | undefined, labelled?: InspectOptions['personLabels']) {
    this.file = file;
    this.encoder = encoder;
    this.labelled = labelled;
  }

  /** A record of a person, from UTF-16 offset `from` to `to` of the placer's block. */
  add(
    facts: readonly Fact[],
    bounds: Bounds,
    table: number | undefined,
    placer: Placer,
    from: number,
    to: number,
  ): void {
    if (this.encoder === undefined) return;
    const span = { start: placer.byteAt(from), end: placer.byteAt(to) };
    const encoded = this.encoder.encode({ file: this.file, span, table, facts, guessed: bounds === 'guessed' });
    if (encoded === undefined) return;
    this.records.push(encoded);
    if (this.labelled !== undefined) this.labels.push(personLabel(facts, this.labelled));
  }

  take(): RecordBatch[] {
    const { records, labels } = this;
    if (records.length === 0) return [];
    this.records = [];
    this.labels = [];
    const batches: RecordBatch[] = [];
    for (let at = 0; at < records.length; at += mostAtOnce) {
      const some = records.slice(at, at + mostAtOnce);
      const own = this.labelled === undefined ? {} : { labels: labels.slice(at, at + mostAtOnce) };
      batches.push({ count: some.length, bytes: Buffer.concat(some), ...own });
    }
    return batches;
  }
}

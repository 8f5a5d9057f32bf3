import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Where } from '../../../src/inspect/contract.ts';
import type { Item } from '../document.ts';
import { writeDay } from '../people/surface.ts';

/** Where a value stands, in the words of the contract. */
export type Place = Where;

export interface LedgerCounts {
  files: number;
  values: number;
  scored: number;
  near: number;
  records: number;
}

/** Writes the ground truth beside the leak, a file of the leak at a time. */
export class Ledger {
  readonly counts: LedgerCounts = { files: 0, values: 0, scored: 0, near: 0, records: 0 };
  /** People with at least one record in the leak. */
  readonly recorded = new Set<string>();
  readonly #values: WriteStream;
  readonly #records: WriteStream;
  readonly #near: WriteStream;
  #last = 0;

  constructor(folder: string) {
    this.#values = createWriteStream(join(folder, 'truth.ndjson'));
    this.#records = createWriteStream(join(folder, 'truth-records.ndjson'));
    this.#near = createWriteStream(join(folder, 'near.ndjson'));
  }

  /** Opens the account of one file; `path` is below the leak, members joined by `!/`. */
  file(path: string): FileLedger {
    this.counts.files++;
    return new FileLedger(path, this);
  }

  nextId(): number {
    return ++this.#last;
  }

  async write(values: readonly object[], near: readonly object[], records: readonly object[]): Promise<void> {
    await append(this.#values, values);
    await append(this.#near, near);
    await append(this.#records, records);
  }

  async close(): Promise<void> {
    for (const stream of [this.#values, this.#records, this.#near]) {
      stream.end();
      await once(stream, 'close');
    }
  }
}

async function append(stream: WriteStream, lines: readonly object[]): Promise<void> {
  if (lines.length === 0) return;
  if (!stream.write(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`)) await once(stream, 'drain');
}

/** The truth about one file, in the order of its text. */
export class FileLedger {
  readonly path: string;
  readonly #ledger: Ledger;
  readonly #values: object[] = [];
  readonly #near: object[] = [];
  readonly #records: object[] = [];

  constructor(path: string, ledger: Ledger) {
    this.path = path;
    this.#ledger = ledger;
  }

  /** The account of a file inside this one. */
  member(name: string): FileLedger {
    return this.#ledger.file(`${this.path}!/${name}`);
  }

  /**
   * Notes a value at its place and returns its id, or undefined for near misses. `at` is the offset (UTF-16) in the
   * decoded text, where the format is text; `written` how it is encoded there, where that differs.
   */
  item(item: Item, place: Place, at?: number, written?: string): number | undefined {
    const { element, text, person, near, day } = item;
    if (element === null) {
      this.#ledger.counts.near++;
      this.#near.push({ file: this.path, kind: near ?? 'other', value: text, place });
      return undefined;
    }
    const id = this.#ledger.nextId();
    this.#ledger.counts.values++;
    if (item.scored) this.#ledger.counts.scored++;
    const also = day === undefined ? [] : dayForms(day);
    if (written !== undefined && written !== text) also.push(written);
    this.#values.push({
      id,
      file: this.path,
      element,
      value: text,
      person,
      place,
      scored: item.scored,
      ...(at === undefined ? {} : { at }),
      ...(also.length === 0 ? {} : { also }),
    });
    return id;
  }

  /** Notes that these values are one record of the person. */
  record(
    person: string | null,
    items: readonly (number | undefined)[],
    values: readonly string[],
    place: Place,
    scored = true,
  ): void {
    if (person === null) return;
    const ids = items.filter((id) => id !== undefined);
    if (ids.length === 0) return;
    if (scored) {
      this.#ledger.counts.records++;
      this.#ledger.recorded.add(person);
    }
    this.#records.push({ file: this.path, person, values, items: ids, place, scored });
  }

  async done(): Promise<void> {
    await this.#ledger.write(this.#values, this.#near, this.#records);
  }
}

/** How programs show a date cell. */
function dayForms(day: NonNullable<Item['day']>): string[] {
  const { year, month, day: date } = day;
  const short = String(year % 100).padStart(2, '0');
  return [
    ...(['iso', 'dots', 'slashes', 'us', 'dashes', 'shortDots'] as const).map((style) => writeDay(day, style)),
    `${month}/${date}/${short}`,
    `${month}/${date}/${year}`,
    `${date}/${month}/${year}`,
  ];
}

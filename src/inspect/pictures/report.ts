import type { Code } from '#platform/errors';
import type { ExtractContext, Sink } from '../contract.ts';
import { BlockWriter } from '../blocks/block-writer.ts';

/** Characters of one property; more than this is no caption. */
const longestText = 1 << 18;
const where = { part: 'properties' };

/** What a picture says of itself: collects its properties, each text once, and hands out the files inside. */
export class Report {
  readonly sink: Sink;
  readonly context: ExtractContext;
  readonly #writer: BlockWriter;
  readonly #seen = new Set<string>();
  #room: number;

  constructor(sink: Sink, context: ExtractContext) {
    this.sink = sink;
    this.context = context;
    this.#writer = new BlockWriter(sink);
    this.#room = context.limits.maxHeldBytes / 4;
  }

  /** A property; EXIF, IPTC and XMP state most of them three times. */
  property(label: string, value: string): void {
    const text = clean(value);
    if (text === '' || this.#seen.has(text)) return;
    if (text.length > longestText) this.sink.partial('limit-memory');
    if (text.length > this.#room) return this.sink.partial('limit-memory');
    this.#room -= text.length;
    this.#seen.add(text);
    this.#writer.place(where);
    this.#writer.labelled(label, text.slice(0, longestText));
  }

  /** A date as EXIF (`2019:03:04 10:11:12`), IPTC (`20190304`) or XMP write it. */
  date(label: string, value: string, what: 'created' | 'changed'): void {
    const day = /^\s*(\d{4})[:-]?(\d{2})[:-]?(\d{2})(.*)$/s.exec(value);
    if (day === null || day[1] === '0000') return this.property(label, value);
    const iso = `${day[1]}-${day[2]}-${day[3]}`;
    this.sink.stamped(what, iso);
    this.property(label, `${iso}${day[4] ?? ''}`);
  }

  partial(reason: Code): void {
    this.sink.partial(reason);
  }

  /** A file inside, such as a thumbnail. What was written before it stays before it. */
  async member(name: string, bytes: Uint8Array): Promise<void> {
    await this.#writer.end();
    await this.sink.member(name, bytes, bytes.length);
  }

  drain(): Promise<void> {
    return this.#writer.drain();
  }

  end(): Promise<void> {
    return this.#writer.end();
  }
}

/** Zeros fill fields up; other control characters are noise. */
function clean(value: string): string {
  // oxlint-disable-next-line no-control-regex
  return value.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]+/g, ' ').trim();
}

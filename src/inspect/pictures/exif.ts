import { type RandomInput, heldInput } from '../bytes/random-input.ts';
import { Directories, type Entry, isText } from './directory.ts';
import { readIptc } from './iptc.ts';
import { readPhotoshop } from './photoshop.ts';
import { readPosition } from './position.ts';
import type { Report } from './report.ts';
import { codedTags, dates, linkTags, names, silentTags, tag, wideTags } from './tags.ts';
import { textOf, wideText } from './text.ts';
import { readXmp } from './xmp.ts';

/** What is needed to show the picture of a directory. */
export interface Page {
  readonly width: number;
  readonly height: number;
  /** 1 to 8, as EXIF counts them; 1 is upright. */
  readonly orientation: number;
  /** Where its directory is in a file of several. */
  readonly directory?: number;
  /** There are other frames behind it. */
  readonly hasMore?: boolean;
}

/** Directories beyond which none is looked at: pages of a scan. */
const mostDirectories = 1 << 14;

/** EXIF, from its byte order on. */
export function readExif(bytes: Uint8Array, report: Report): Promise<Page[]> {
  return readTiff(heldInput(bytes), report);
}

/** Tells all directories of a TIFF structure; gives the pages of its main chain. */
export async function readTiff(input: RandomInput, report: Report): Promise<Page[]> {
  const directories = new Directories(input, report.context.limits.maxHeldBytes / 2, (reason) =>
    report.partial(reason),
  );
  const reader = new TiffReader(directories, report);
  const first = await directories.begin();
  if (first === undefined) report.partial('damaged');
  else await reader.run(first);
  return reader.pages;
}

interface Link {
  readonly at: number;
  readonly kind: 'page' | 'aside' | 'gps';
}

class TiffReader {
  readonly pages: Page[] = [];
  readonly #directories: Directories;
  readonly #report: Report;
  readonly #queue: Link[] = [];

  constructor(directories: Directories, report: Report) {
    this.#directories = directories;
    this.#report = report;
  }

  async run(first: number): Promise<void> {
    this.#queue.push({ at: first, kind: 'page' });
    for (let read = 0; ; read++) {
      const link = this.#queue.shift();
      if (link === undefined) return;
      if (read >= mostDirectories) return this.#report.partial('limit-members');
      const found = await this.#directories.read(link.at);
      if (found === undefined) continue;
      if (link.kind === 'gps') await readPosition(this.#directories, found.entries, this.#report);
      else await this.#directory(found.entries, link);
      if (found.next !== 0 && link.kind === 'page') this.#queue.push({ at: found.next, kind: 'page' });
      await this.#report.drain();
    }
  }

  async #directory(entries: readonly Entry[], { kind, at: directory }: Link): Promise<void> {
    const numbers = new Map<number, number>();
    for (const entry of entries) {
      if (linkTags.has(entry.tag)) {
        const gps = entry.tag === tag.gps;
        const at = await this.#directories.numbers(entry);
        this.#queue.push(...at.map((at): Link => ({ at, kind: gps ? 'gps' : 'aside' })));
      } else if (isNumber(entry)) {
        const [value] = await this.#directories.numbers(entry, 1);
        if (value !== undefined) numbers.set(entry.tag, value);
      } else await this.#entry(entry);
    }
    const width = numbers.get(tag.width);
    const height = numbers.get(tag.height);
    if (kind === 'page' && (this.pages.length === 0 || (width !== undefined && height !== undefined))) {
      this.pages.push({
        width: width ?? 0,
        height: height ?? 0,
        orientation: numbers.get(tag.orientation) ?? 1,
        directory,
      });
    }
    await this.#thumbnail(numbers.get(tag.thumbnailOffset), numbers.get(tag.thumbnailLength));
  }

  async #entry(entry: Entry): Promise<void> {
    const { tag: number } = entry;
    if (number === tag.iptc || number === tag.photoshop || number === tag.xmp) return this.#packet(entry);
    const isWanted = isText(entry) || wideTags.has(number) || codedTags.has(number);
    if (!isWanted || silentTags.has(number)) return;
    const bytes = await this.#directories.value(entry);
    if (bytes === undefined) return;
    const date = dates[number];
    if (date !== undefined) return this.#report.date(date[0], textOf(bytes), date[1]);
    const label = names[number] ?? `tag 0x${number.toString(16).padStart(4, '0')}`;
    this.#report.property(label, this.#text(number, bytes));
  }

  #text(number: number, bytes: Uint8Array): string {
    if (wideTags.has(number)) return wideText(bytes, true);
    if (!codedTags.has(number)) return textOf(bytes);
    const rest = bytes.subarray(8);
    return textOf(bytes.subarray(0, 7)) === 'UNICODE' ? wideText(rest, this.#directories.isLittle) : textOf(rest);
  }

  async #packet(entry: Entry): Promise<void> {
    const bytes = await this.#directories.value(entry);
    if (bytes === undefined) return;
    if (entry.tag === tag.xmp) await readXmp(bytes, this.#report);
    else if (entry.tag === tag.iptc) readIptc(bytes, this.#report);
    else await readPhotoshop(bytes, this.#report);
  }

  async #thumbnail(at: number | undefined, length: number | undefined): Promise<void> {
    if (at === undefined || length === undefined || length === 0) return;
    const bytes = await this.#directories.slice(at, length);
    if (bytes !== undefined) await this.#report.member('(thumbnail)', bytes);
  }
}

/** One number, as width and offsets are; not the packets that some programs type as numbers. */
function isNumber({ type, count, tag: number }: Entry): boolean {
  return (type === 3 || type === 4) && count === 1 && number !== tag.iptc;
}

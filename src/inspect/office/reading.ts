import { CofferdamError, type Code, fail } from '#platform/errors';
import type { ExtractContext, Sink, Where } from '../contract.ts';
import { type TableIds, tableIds } from './flow-tables.ts';
import { FlowText } from './flow-text.ts';
import { LooseText, type Wanted } from './loose-text.ts';
import type { OfficePackage, Part, Relation } from './package.ts';
import { type PartKind, partKind } from './part-kind.ts';
import { BlockWriter } from '../blocks/block-writer.ts';
import { readXml } from './xml.ts';

/** Reasons for which one part is left out and the others are read all the same. */
const ofOnePart: ReadonlySet<Code> = new Set([
  'damaged',
  'feature-unsupported',
  'protection-unsupported',
  'limit-depth',
  'limit-memory',
]);

/** By name or media type. The others are drawings as printers take them (EMF, WMF), or of one maker. */
const raster = /[./](png|jpe?g|jfif|gif|bmp|tiff?|webp)$/;

/** One package being read: what was read already, and what came of it. */
export class Reading {
  readonly pack: OfficePackage;
  readonly sink: Sink;
  readonly context: ExtractContext;
  readonly writer: BlockWriter;
  readonly tables: TableIds = tableIds();
  readonly authors = new Set<string>();
  #done = new Set<Part>();
  #read = 0;
  #members = 0;
  #failed: Code | undefined;
  /** Whether a page or slide shows pictures in place of text. */
  #isShown = false;
  /** Pictures that were handed out, and those that nothing reads. */
  #pictures = { read: 0, left: 0 };

  constructor(pack: OfficePackage, sink: Sink, context: ExtractContext) {
    this.pack = pack;
    this.sink = sink;
    this.context = context;
    this.writer = new BlockWriter(sink);
  }

  /** Parts of this kind that were not read yet, in order of the package. */
  left(kind: PartKind): Part[] {
    return this.pack.parts.filter((part) => !this.#done.has(part) && partKind(part) === kind);
  }

  isRead(part: Part): boolean {
    return this.#done.has(part);
  }

  /** Reads a part once. What is wrong with it makes the file partial; limits and failures of the sink end it all. */
  async part(part: Part, work: () => Promise<void>): Promise<void> {
    if (this.#done.has(part)) return;
    this.#done.add(part);
    try {
      await work();
      this.#read++;
    } catch (error) {
      if (!(error instanceof CofferdamError) || !ofOnePart.has(error.code)) throw error;
      this.#failed ??= error.code;
      this.sink.partial(error.code);
    }
    await this.writer.end();
  }

  /** Hands out a part as a file of its own. */
  async member(part: Part): Promise<void> {
    await this.writer.end();
    await this.part(part, () => this.sink.member(part.name, part.open()));
    this.#members++;
  }

  /** A picture is a file of its own, whose reader tells what it shows. What stands in a drawing of lines is text as any other. */
  async picture(part: Part): Promise<void> {
    if (part.key.endsWith('.svg')) return this.loose(part, { part: 'drawing' });
    if (raster.test(part.key) || raster.test(part.contentType)) {
      this.#pictures.read++;
      return this.member(part);
    }
    this.#pictures.left++;
    this.pass(part);
  }

  /** A page or slide shows a picture in place of text. */
  showsPicture(): void {
    this.#isShown = true;
  }

  /** Marks a part as of no interest. */
  pass(part: Part): void {
    this.#done.add(part);
  }

  async flow(part: Part, where: Where): Promise<FlowText> {
    const flow = new FlowText(this.writer, this.tables, where);
    await this.part(part, () => readXml(part.open(), flow, () => this.writer.drain()));
    for (const author of flow.authors) this.authors.add(author);
    return flow;
  }

  async loose(part: Part, where: Where, wanted?: Wanted): Promise<void> {
    await this.part(part, () =>
      readXml(part.open(), new LooseText(this.writer, where, wanted), () => this.writer.drain()),
    );
  }

  /** The links of a part; none, and a partial file, where the list is damaged. */
  async relations(key: string): Promise<Relation[]> {
    try {
      return await this.pack.relations(key);
    } catch (error) {
      if (!(error instanceof CofferdamError) || !ofOnePart.has(error.code)) throw error;
      this.sink.partial(error.code);
      return [];
    }
  }

  /** Throws where nothing came out because of what is wrong. */
  conclude(): void {
    const { read, left } = this.#pictures;
    // Where all pictures were handed out, each of them says what could not be read of it.
    if (this.#isShown && (read === 0 || left > 0)) this.sink.partial('no-text-layer');
    const nothing = this.writer.written === 0 && this.#members === 0 && this.#failed !== undefined;
    if (nothing || this.#read === 0) fail(this.#failed ?? 'damaged', 'office package');
  }
}

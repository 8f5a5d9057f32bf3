import type { ExtractContext, Input, Sink, Where } from '../../contract.ts';
import { randomAccess, type RandomInput } from '../../bytes/random-input.ts';
import { OfficePackage, openPackage, type Part } from '../package.ts';
import { Reading } from '../reading.ts';
import { type Attributes, readXml, type XmlHandler } from '../xml.ts';
import type { OpenDocumentKind } from './detect.ts';
import { DocumentText, type DocumentState } from './document-text.ts';
import { MetaText } from './meta.ts';
import { Pictures } from './pictures.ts';
import { unseal } from './protection.ts';
import { Styles } from './styles.ts';

/** What says nothing of its own: what programs keep for themselves, and pictures of what is in the document. */
const passed =
  /^(mimetype|meta-inf\/manifest\.xml|manifest\.rdf|layout-cache|settings\.xml|(thumbnails|objectreplacements|configurations2|fonts)\/.*|.*\/(settings\.xml|meta-inf\/.*))$/;
const picture = /^(.*\/)?pictures\/[^/]+$/;
const content = /^(.*\/)?(styles|content)\.xml$/;

export function extractOpenDocument(kind: OpenDocumentKind) {
  return async (input: Input, sink: Sink, context: ExtractContext): Promise<void> => {
    const random = await randomAccess(input, context.limits.maxHeldBytes);
    const [first, second] = await random.read(0, 2);
    const isPackage = first === 0x50 && second === 0x4b;
    const pack = isPackage ? await unseal(await openPackage(random, sink, context.limits), context) : flat(random);
    const inner = pack.part('encrypted-package');
    if (inner !== undefined) return sink.member(inner.name, inner.open());
    await new DocumentReading(new Reading(pack, sink, context), kind).read();
  };
}

/** A document in one file of XML, as a package with that part alone. */
function flat(input: RandomInput): OfficePackage {
  const part = { name: 'content.xml', key: 'content.xml', contentType: 'text/xml', open: () => input.stream() };
  return new OfficePackage([part]);
}

class DocumentReading {
  readonly #reading: Reading;
  readonly #state: DocumentState;

  constructor(reading: Reading, kind: OpenDocumentKind) {
    this.#reading = reading;
    const { authors } = reading;
    this.#state = { kind, styles: new Styles(), pictures: new Pictures(), authors, slides: 0 };
  }

  /** Headers, footers and masters stand in the styles, which also say what is hidden: they come first. */
  async read(): Promise<void> {
    const { pack, writer, authors } = this.#reading;
    for (const key of ['styles.xml', 'content.xml', 'meta.xml']) await this.#text(pack.part(key), {});
    if (this.#state.pictures.hasScan) this.#reading.showsPicture();
    for (const part of pack.parts) await this.#other(part);
    for (const author of authors) {
      writer.place(byAuthor);
      writer.labelled('author', author);
    }
    await writer.end();
    this.#reading.conclude();
  }

  async #other(part: Part): Promise<void> {
    if (this.#reading.isRead(part)) return;
    if (passed.test(part.key)) this.#reading.pass(part);
    else if (picture.test(part.key)) await this.#reading.picture(part);
    else if (content.test(part.key)) await this.#text(part, { part: 'embedded object' });
    else if (part.key.endsWith('meta.xml')) await this.#text(part, {});
    else if (part.key.startsWith('meta-inf/')) await this.#reading.loose(part, { part: 'signature' }, signature);
    else if (/^(basic|dialogs)\/.*\.xml$/.test(part.key)) await this.#reading.loose(part, { part: 'macro' });
    else await this.#reading.member(part);
  }

  async #text(part: Part | undefined, where: Where): Promise<void> {
    if (part === undefined) return;
    const { writer, tables, sink } = this.#reading;
    // An object inside is a document of its own kind, which nothing in it needs to say: its tables are tables.
    const state = where.part === undefined ? this.#state : { ...this.#state, kind: 'text' as const };
    const isMeta = part.key.endsWith('meta.xml');
    const text = isMeta
      ? new MetaText(writer)
      : new Flat(new DocumentText(writer, tables, state, where), new MetaText(writer));
    await this.#reading.part(part, async () => {
      await readXml(part.open(), text, () => writer.drain());
    });
    for (const [at, bytes] of this.#state.pictures.waiting.splice(0).entries()) {
      await sink.member(`embedded-${at + 1}`, bytes, bytes.length);
    }
  }
}

const byAuthor: Where = { part: 'change author' };
const signature = { elements: new Set(['X509IssuerName', 'date', 'SignatureComments']) };

/** Properties stand inside of a flat document, where names mean other things than in its text. */
class Flat implements XmlHandler {
  readonly #text: XmlHandler;
  readonly #meta: XmlHandler;
  #path: string[] = [];
  #inMeta = false;

  constructor(text: XmlHandler, meta: XmlHandler) {
    this.#text = text;
    this.#meta = meta;
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'meta' && this.#path.length === 1) this.#inMeta = true;
    this.#path.push(name);
    (this.#inMeta ? this.#meta : this.#text).open(name, attributes);
  }

  text(text: string): void {
    (this.#inMeta ? this.#meta : this.#text).text(text);
  }

  close(name: string): void {
    (this.#inMeta ? this.#meta : this.#text).close(name);
    this.#path.pop();
    if (this.#path.length === 1) this.#inMeta = false;
  }
}

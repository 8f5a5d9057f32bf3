import { CofferdamError } from '#platform/errors';
import { type Attributes, readXml, type XmlHandler } from '../office/xml.ts';
import type { Report } from './report.ts';

/** Properties of programs about themselves and of colours; identifiers of documents tie copies together and stay. */
const silent = new Set(['format', 'MetadataDate', 'ColorSpace', 'Orientation', 'XResolution', 'YResolution', 'about']);
const created = new Set(['CreateDate', 'DateCreated', 'DateTimeOriginal', 'DateTimeDigitized']);
const changed = new Set(['ModifyDate']);
/** Elements of RDF that only arrange. */
const frame = new Set(['xmpmeta', 'RDF', 'Description', 'Bag', 'Seq', 'Alt', 'li']);
const encodedPicture = 'image';
/** A preview of a picture, in text. */
const longestPreview = 1 << 22;

/** The properties of an XMP packet (ISO 16684-1), by the names of their elements and attributes. */
export async function readXmp(bytes: Uint8Array, report: Report): Promise<void> {
  const previews: string[] = [];
  const handler = new PropertyHandler(report, previews);
  try {
    await readXml(once(withoutPadding(bytes)), handler, () => report.drain());
  } catch (error) {
    if (!(error instanceof CofferdamError) || error.code !== 'damaged') throw error;
    report.partial('damaged');
  }
  for (const preview of previews) await report.member('(preview)', Buffer.from(preview, 'base64'));
}

class PropertyHandler implements XmlHandler {
  readonly #report: Report;
  readonly #previews: string[];
  readonly #names: string[] = [];
  #text = '';

  constructor(report: Report, previews: string[]) {
    this.#report = report;
    this.#previews = previews;
  }

  open(name: string, attributes: Attributes): void {
    this.#names.push(name);
    this.#text = '';
    for (const [key, value] of Object.entries(attributes)) {
      const plain = key.slice(key.indexOf(':') + 1);
      const isFrame = key.startsWith('xml') || key.startsWith('rdf:') || key.startsWith('x:');
      if (!isFrame) this.#tell(plain, value);
    }
  }

  text(text: string): void {
    if (this.#text.length + text.length > longestPreview) this.#report.partial('limit-memory');
    else this.#text += text;
  }

  close(): void {
    const name = this.#names.findLast((name) => !frame.has(name));
    if (name !== undefined) this.#tell(name, this.#text);
    this.#text = '';
    this.#names.pop();
  }

  #tell(name: string, value: string): void {
    if (value.trim() === '' || silent.has(name)) return;
    if (name === encodedPicture && /^[A-Za-z0-9+/=\s]{64,}$/.test(value)) this.#previews.push(value);
    else if (created.has(name)) this.#report.date('taken', value, 'created');
    else if (changed.has(name)) this.#report.date('changed', value, 'changed');
    else this.#report.property(worded(name), value);
  }
}

/** `AuthorsPosition` as `authors position`, as labels are written. */
function worded(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Zeros may stand behind a packet. */
function withoutPadding(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, bytes.findLastIndex((byte) => byte !== 0) + 1);
}

import type { OfficePackage, Part } from '../office/package.ts';
import { type Attributes, attribute, readXml } from '../office/xml.ts';

interface Item {
  readonly key: string;
  readonly mediaType: string;
}

/** What the package document of a book says (EPUB 3.3, 5). */
export interface Publication {
  readonly document: Part;
  /** Keys of the parts in order of reading. */
  readonly spine: readonly string[];
  readonly items: ReadonlyMap<string, Item>;
}

/** Files of a book are listed in memory: no more than this. */
const maxItems = 100_000;

/** Reads the package documents that the container names; a book may have several renditions. */
export async function readPublications(pack: OfficePackage): Promise<Publication[]> {
  const container = pack.part('meta-inf/container.xml');
  const named = container === undefined ? [] : await readContainer(container);
  const documents = named.flatMap((key) => pack.part(key) ?? []);
  const found = documents.length > 0 ? documents : pack.parts.filter(({ key }) => key.endsWith('.opf'));
  const publications: Publication[] = [];
  for (const document of found) publications.push(await readPublication(document));
  return publications;
}

async function readContainer(part: Part): Promise<string[]> {
  const keys: string[] = [];
  const open = (name: string, attributes: Attributes): void => {
    if (name === 'rootfile' && keys.length < 16) keys.push((attribute(attributes, 'full-path') ?? '').toLowerCase());
  };
  await readXml(part.open(), { open, close: nothing, text: nothing });
  return keys;
}

async function readPublication(document: Part): Promise<Publication> {
  const items = new Map<string, Item>();
  const order: string[] = [];
  const open = (name: string, attributes: Attributes): void => {
    if (name === 'item' && items.size < maxItems) {
      const href = attribute(attributes, 'href') ?? '';
      const mediaType = (attribute(attributes, 'media-type') ?? '').toLowerCase();
      items.set(attribute(attributes, 'id') ?? href, { key: resolve(document.key, href), mediaType });
    } else if (name === 'itemref' && order.length < maxItems) order.push(attribute(attributes, 'idref') ?? '');
  };
  await readXml(document.open(), { open, close: nothing, text: nothing });
  return { document, spine: order.flatMap((id) => items.get(id)?.key ?? []), items };
}

/** Parts that are encrypted, by the list of EPUB OCF 3.3, 4.2.6.3.2. */
export async function encryptedParts(pack: OfficePackage): Promise<Set<string>> {
  const keys = new Set<string>();
  const list = pack.part('meta-inf/encryption.xml');
  if (list === undefined) return keys;
  const open = (name: string, attributes: Attributes): void => {
    if (name === 'CipherReference' && keys.size < maxItems) keys.add(resolve('', attribute(attributes, 'URI') ?? ''));
  };
  await readXml(list.open(), { open, close: nothing, text: nothing });
  return keys;
}

function resolve(owner: string, href: string): string {
  const steps = owner.split('/').slice(0, -1);
  for (const step of href.replace(/[#?].*$/s, '').split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  const path = steps.join('/');
  try {
    return decodeURIComponent(path).toLowerCase();
  } catch {
    return path.toLowerCase();
  }
}

function nothing(): void {
  // Lists say all they say in attributes.
}

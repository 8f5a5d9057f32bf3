import type { Item } from '../document.ts';
import type { FileLedger } from '../truth/ledger.ts';
import { markup } from './xml.ts';
import { type Entry, zip } from './zip.ts';

export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
export const officeRelations = relations;

export interface Part {
  readonly path: string;
  readonly type: string;
  readonly xml: string;
}
export interface Relation {
  readonly id: string;
  /** Last word of the relationship type. */
  readonly type: string;
  readonly target: string;
}

/** The `.rels` file of a part. */
export function relsOf(path: string, links: readonly Relation[]): Entry {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const body = links
    .map(({ id, type, target }) => `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`)
    .join('');
  return {
    name: `${folder}_rels/${path.slice(folder.length)}.rels`,
    bytes: Buffer.from(
      `${xmlHead}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${body}</Relationships>`,
    ),
  };
}

/** An Open Packaging container: content types, relations, parts, core properties. */
export function office(
  main: string,
  parts: readonly Part[],
  rels: readonly Entry[],
  properties: { title: string; author?: Item },
  file: FileLedger,
): Uint8Array {
  const types = [...parts, core(properties)]
    .map(({ path, type }) => `<Override PartName="/${path}" ContentType="${type}"/>`)
    .join('');
  const contentTypes = `${xmlHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${types}</Types>`;
  const root = `${xmlHead}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="${main}"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`;
  if (properties.author !== undefined) file.item(properties.author, { part: 'properties' });
  return zip([
    { name: '[Content_Types].xml', bytes: Buffer.from(contentTypes) },
    { name: '_rels/.rels', bytes: Buffer.from(root) },
    ...[...parts, core(properties)].map(({ path, xml }) => ({ name: path, bytes: Buffer.from(xml) })),
    ...rels,
  ]);
}

function core({ title, author }: { title: string; author?: Item }): Part {
  const creator = author === undefined ? '' : `<dc:creator>${markup(author.text)}</dc:creator>`;
  return {
    path: 'docProps/core.xml',
    type: 'application/vnd.openxmlformats-package.core-properties+xml',
    xml: `${xmlHead}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${markup(title)}</dc:title>${creator}<dcterms:created xsi:type="dcterms:W3CDTF">2024-03-05T09:30:00Z</dcterms:created></cp:coreProperties>`,
  };
}

import { statedMediaType } from '../../archives/zip/mimetype.ts';
import type { Head } from '../../contract.ts';
import { prologEnd } from '../../markup/prolog.ts';
import { packageNames } from '../detect.ts';

export type OpenDocumentKind = 'text' | 'spreadsheet' | 'presentation' | 'graphics';

/** Types of OpenDocument and of the OpenOffice.org format before it; templates and masters are of the same kind. */
const kinds: readonly (readonly [OpenDocumentKind, RegExp])[] = [
  ['text', /^application\/vnd\.(oasis\.opendocument\.text|sun\.xml\.writer)/],
  ['spreadsheet', /^application\/vnd\.(oasis\.opendocument\.spreadsheet|sun\.xml\.calc)/],
  ['presentation', /^application\/vnd\.(oasis\.opendocument\.presentation|sun\.xml\.impress)/],
  ['graphics', /^application\/vnd\.(oasis\.opendocument\.(graphics|chart|formula|image)|sun\.xml\.(draw|math))/],
];

/**
 * How surely the head is that of an OpenDocument of this kind, as a package or as one flat file of XML. A package that
 * does not state its type in front is known by the parts that all have, and is taken for text.
 */
export function detectOpenDocument(head: Head, kind: OpenDocumentKind): number {
  const stated = statedMediaType(head.bytes) ?? flatMediaType(head);
  if (stated !== undefined) return kindOf(stated) === kind ? 0.95 : 0;
  if (kind !== 'text') return 0;
  const { names } = packageNames(head);
  return names.includes('content.xml') && names.includes('meta-inf/manifest.xml') ? 0.7 : 0;
}

function kindOf(mediaType: string): OpenDocumentKind | undefined {
  return kinds.find(([, types]) => types.test(mediaType))?.[0];
}

/** Of a flat document (ODF 1.3 part 3, 3.1.2), whose root states it. */
function flatMediaType({ text }: Head): string | undefined {
  if (text === undefined || !/^\uFEFF?\s*</.test(text)) return undefined;
  const root = /^<office:document\s[^>]*>/.exec(text.slice(prologEnd(text)))?.[0];
  return root === undefined ? undefined : (/\soffice:mimetype="([^"]*)"/.exec(root)?.[1] ?? '');
}

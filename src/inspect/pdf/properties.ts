import { z } from 'zod';
import type { Sink } from '../contract.ts';
import type { BlockWriter } from '../blocks/block-writer.ts';

/** What programs write about themselves. */
const technical = new Set([
  'PDFFormatVersion',
  'Language',
  'EncryptFilterName',
  'Creator',
  'Producer',
  'Trapped',
  'CreationDate',
  'ModDate',
  'pdf:producer',
  'xmp:creatortool',
  'xmpmm:documentid',
  'xmpmm:instanceid',
  'dc:format',
]);

const stamps = [
  ['CreationDate', 'created'],
  ['ModDate', 'changed'],
] as const;

const where = { part: 'properties' };
const entries = z.record(z.string(), z.unknown());
const listed = z.union([z.string(), z.array(z.string())]);

export interface Traits {
  /** The form is XFA: what its fields hold is not in the pages. */
  readonly xfa: boolean;
}

/** Writes the document information and the XMP properties, one record each; equal values once. */
export function writeProperties(
  writer: BlockWriter,
  info: unknown,
  xmp: Iterable<unknown> | null,
  stamped: Sink['stamped'],
): Traits {
  const seen = new Set<string>();
  const write = (label: string, value: unknown): void => {
    const parsed = listed.safeParse(value);
    if (!parsed.success || technical.has(label)) return;
    for (const text of typeof parsed.data === 'string' ? [parsed.data] : parsed.data) {
      if (text.trim() === '' || seen.has(text)) continue;
      seen.add(text);
      writer.place(where);
      writer.labelled(label.slice(label.indexOf(':') + 1), text);
    }
  };
  const known = entries.safeParse(info);
  const plain = known.success ? known.data : {};
  for (const [label, value] of Object.entries(plain)) write(label, value);
  for (const [label, what] of stamps) {
    const at = plain[label];
    if (typeof at === 'string') stamped(what, at);
  }
  const custom = entries.safeParse(plain['Custom']);
  for (const [label, value] of Object.entries(custom.success ? custom.data : {})) write(label, value);
  for (const pair of xmp ?? []) if (Array.isArray(pair)) write(String(pair[0]), pair[1]);
  return { xfa: plain['IsXFAPresent'] === true };
}

import type { Head } from '../../contract.ts';
import { isCompoundFile, namesEntry } from '../compound-file.ts';

/** Streams that a document is known by. */
const documents = ['WordDocument', 'Workbook', 'Book', 'PowerPoint Document'];

/**
 * How surely the head is that of a compound file with one of these streams. A document may hold others as objects: the one
 * that is named first is the outer one, as programs write it before what it holds. A directory in the middle of a large
 * file is out of sight: `encrypted-office` reads it then.
 */
export function detectLegacy({ bytes, tail }: Head, names: readonly string[]): number {
  if (!isCompoundFile(bytes)) return 0;
  for (const part of [bytes, tail]) {
    if (namesEntry(part, 'EncryptedPackage') !== undefined) return 0;
    const found = documents.flatMap((name) => {
      const at = namesEntry(part, name);
      return at === undefined ? [] : [{ name, at }];
    });
    const [first] = found.sort((one, other) => one.at - other.at);
    if (first !== undefined) return names.includes(first.name) ? 0.95 : 0;
  }
  return 0;
}

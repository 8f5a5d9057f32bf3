import type { Part } from '../package.ts';
import { type Attributes, attribute, readXml } from '../xml.ts';

/** How one file of a package is encrypted (ODF 1.3 part 2, 4.8), as it is written. */
export interface Encryption {
  /** Bytes of the file before it was packed. */
  readonly size: number | undefined;
  readonly data: Attributes;
  readonly algorithm: Attributes;
  readonly derivation: Attributes;
  readonly startKey: Attributes | undefined;
}

/** Files of a package are listed in memory: no more than this. */
const maxListed = 100_000;

/** Keys of the encrypted files of a package, by key of the part. */
export async function readManifest(part: Part): Promise<Map<string, Encryption>> {
  const found = new Map<string, Encryption>();
  let entry: Attributes = {};
  let inside = new Map<string, Attributes>();
  const open = (name: string, attributes: Attributes): void => {
    if (name === 'file-entry') {
      entry = attributes;
      inside = new Map();
    } else inside.set(name, attributes);
  };
  const close = (name: string): void => {
    if (name !== 'file-entry' || found.size >= maxListed) return;
    const algorithm = inside.get('algorithm');
    const derivation = inside.get('key-derivation');
    if (algorithm === undefined || derivation === undefined) return;
    const size = Number(attribute(entry, 'size') ?? Number.NaN);
    found.set((attribute(entry, 'full-path') ?? '').toLowerCase(), {
      size: Number.isInteger(size) ? size : undefined,
      data: inside.get('encryption-data') ?? {},
      algorithm,
      derivation,
      startKey: inside.get('start-key-generation'),
    });
  };
  await readXml(part.open(), { open, close, text: () => undefined });
  return found;
}

import type { Seal5 } from './sealed.ts';

/** How the content of a file is sealed: RAR 5 with its own key, RAR 3 and 4 with a salt that may be missing. */
export type Seal =
  | ({ readonly version: 5; readonly vector: Buffer; readonly hidesSums: boolean } & Seal5)
  | { readonly version: 4; readonly salt: Buffer };

/** A file in an archive of RAR, or what belongs to one. */
export interface RarEntry {
  readonly name: string;
  readonly version: 4 | 5;
  /** A file, or a comment, a stream and the like, which is packed by itself. */
  readonly isService: boolean;
  /** Has no content of its own: a folder, or a link to another file. */
  readonly isEmpty: boolean;
  /** Where the packed bytes are. */
  readonly from: number;
  readonly to: number;
  readonly size: number;
  readonly crc: number | undefined;
  readonly isStored: boolean;
  readonly isSolid: boolean;
  /** Packed in a way that is older, or newer, than what is read. */
  readonly isForeign: boolean;
  /** Distances may be longer than four gigabytes (RAR 7). */
  readonly isWide: boolean;
  readonly window: number;
  readonly seal: Seal | undefined;
  /** Parts of it are in another volume. */
  readonly split: 'none' | 'before' | 'after' | 'both';
  readonly changed: string | undefined;
}

/** What stands in an archive beside files. */
export type RarItem =
  | { readonly kind: 'entry'; readonly entry: RarEntry }
  | { readonly kind: 'volume' }
  | { readonly kind: 'end'; readonly to: number };

export function splitOf(before: boolean, after: boolean): RarEntry['split'] {
  if (before) return after ? 'both' : 'before';
  return after ? 'after' : 'none';
}

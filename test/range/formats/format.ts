import type { Document } from '../document.ts';
import type { Random } from '../random.ts';
import type { FileLedger } from '../truth/ledger.ts';
import type { Vocabulary } from '../words/index.ts';

export interface Rendering {
  readonly document: Document;
  readonly file: FileLedger;
  readonly random: Random;
  readonly words: Vocabulary;
}

/** Writes a document in one format and notes the truth about it. */
export interface Writer {
  /** Without the dot. */
  readonly extension: string;
  render(rendering: Rendering): Promise<Uint8Array> | Uint8Array;
}

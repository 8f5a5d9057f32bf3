import type { SpillStore } from '../contract.ts';
import { Rows } from './batch.ts';
import { put40, u40 } from './bytes.ts';
import { createRowSeal } from './row-seal.ts';

/** A person's name and contact, masked or as they are; empty where no record states one. */
export interface LabelledPerson {
  readonly person: number;
  readonly name: string;
  readonly contact: string;
}

/** Texts that are put in any order and come out by person. */
export interface LabelTexts {
  /**
   * `part` is 0 for the name and 1 for the contact; each at most once for a person, 10,000 bytes at most. One call at a
   * time.
   */
  put(person: number, part: number, text: string): Promise<void>;
  flush(): Promise<void>;
  byPerson(): AsyncGenerator<LabelledPerson>;
  close(): Promise<void>;
}

const mostBytes = 10_000;
/** Person 5, part 1, piece 1, bytes used 1, bytes. No two rows are alike in the first seven. */
const headBytes = 8;
const keyBytes = headBytes - 1;
const pieceBytes = 40;
const rowBytes = headBytes + pieceBytes;

/**
 * Texts are of any length and rows of one: a text is cut into pieces that lie side by side once they are sorted. Rows are
 * sealed many at a time: sealed one by one, each text cost as much as all the sorting of it.
 */
export function createLabelTexts(spill: SpillStore): LabelTexts {
  const sorter = spill.sorter(rowBytes, keyBytes);
  const seal = createRowSeal({ rowBytes, keyBytes, headBytes });
  const sealing = {
    ...sorter,
    push(bytes: Uint8Array): Promise<void> {
      seal.apply(bytes);
      return sorter.push(bytes);
    },
  };
  const rows = new Rows(sealing, rowBytes);
  const encoded = Buffer.alloc(mostBytes);
  return {
    async put(person, part, text) {
      const length = encoded.write(text);
      // An empty text is a row too: its person has a label.
      for (let piece = 0; piece === 0 || piece * pieceBytes < length; piece += 1) {
        if (rows.full(1)) await rows.flush();
        const at = rows.room();
        const from = piece * pieceBytes;
        const end = Math.min(length, from + pieceBytes);
        put40(rows.bytes, at, person);
        rows.bytes[at + 5] = part;
        rows.bytes[at + 6] = piece;
        rows.bytes[at + 7] = end - from;
        rows.bytes.fill(0, at + headBytes, at + rowBytes);
        encoded.copy(rows.bytes, at + headBytes, from, end);
      }
    },
    flush: () => rows.flush(),
    async *byPerson() {
      let open = -1;
      const texts = [Buffer.alloc(mostBytes), Buffer.alloc(mostBytes)] as const;
      const lengths: [number, number] = [0, 0];
      const labelled = (): LabelledPerson => ({
        person: open,
        name: texts[0].toString('utf8', 0, lengths[0]),
        contact: texts[1].toString('utf8', 0, lengths[1]),
      });
      for await (const sealed of sorter.sorted()) {
        const batch = seal.opened(sealed);
        for (let at = 0; at < batch.length; at += rowBytes) {
          const person = u40(batch, at);
          if (person !== open) {
            if (open >= 0) yield labelled();
            open = person;
            lengths.fill(0);
          }
          const part = batch[at + 5] === 0 ? 0 : 1;
          const from = at + headBytes;
          lengths[part] += batch.copy(texts[part], lengths[part], from, from + (batch[at + 7] ?? 0));
        }
      }
      if (open >= 0) yield labelled();
    },
    close: () => sorter.close(),
  };
}

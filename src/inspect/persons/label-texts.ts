import type { SpillStore } from '../contract.ts';
import { Rows } from './batch.ts';
import { put40, u40 } from './bytes.ts';
import { createSeal } from './seal.ts';

/** A person's name and contact, masked or as they are; empty where no record states one. */
export interface LabelledPerson {
  readonly person: number;
  readonly name: string;
  readonly contact: string;
}

/** Texts that are put in any order and come out by person. */
export interface LabelTexts {
  /** `part` is 0 for the name and 1 for the contact; each at most once for a person, 10,000 bytes at most. */
  put(person: number, part: number, text: string): Promise<void>;
  flush(): Promise<void>;
  byPerson(): AsyncGenerator<LabelledPerson>;
  close(): Promise<void>;
}

/** Person 5, part 1, piece 1, bytes used 1, bytes. */
const headBytes = 8;
const pieceBytes = 40;
const rowBytes = headBytes + pieceBytes;

/** Texts are of any length and rows of one: a text is cut into pieces that lie side by side once they are sorted. */
export function createLabelTexts(spill: SpillStore): LabelTexts {
  const sorter = spill.sorter(rowBytes, headBytes - 1);
  const rows = new Rows(sorter, rowBytes);
  const seal = createSeal();
  return {
    async put(person, part, text) {
      const sealed = seal.seal(person * 2 + part, Buffer.from(text));
      for (let piece = 0; piece * pieceBytes < sealed.length; piece += 1) {
        const bytes = sealed.subarray(piece * pieceBytes, (piece + 1) * pieceBytes);
        const at = rows.room();
        rows.bytes.fill(0, at, at + rowBytes);
        put40(rows.bytes, at, person);
        rows.bytes[at + 5] = part;
        rows.bytes[at + 6] = piece;
        rows.bytes[at + 7] = bytes.length;
        rows.bytes.set(bytes, at + headBytes);
      }
      if (rows.full()) await rows.flush();
    },
    flush: () => rows.flush(),
    async *byPerson() {
      let open = -1;
      let pieces: [Buffer[], Buffer[]] = [[], []];
      const text = (part: 0 | 1): string =>
        pieces[part].length === 0 ? '' : seal.open(open * 2 + part, Buffer.concat(pieces[part])).toString();
      for await (const batch of sorter.sorted()) {
        for (let at = 0; at < batch.length; at += rowBytes) {
          const person = u40(batch, at);
          if (person !== open && open >= 0) yield { person: open, name: text(0), contact: text(1) };
          if (person !== open) pieces = [[], []];
          open = person;
          const bytes = batch.subarray(at + headBytes, at + headBytes + (batch[at + 7] ?? 0));
          pieces[batch[at + 5] === 0 ? 0 : 1].push(Buffer.from(bytes));
        }
      }
      if (open >= 0) yield { person: open, name: text(0), contact: text(1) };
    },
    close: () => sorter.close(),
  };
}

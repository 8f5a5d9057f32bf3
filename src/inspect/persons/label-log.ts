import type { PersonLabel } from '../contract.ts';
import { createSeal } from './seal.ts';
import type { SpillLog } from './spill.ts';

/** Bytes of labels that wait in memory to be sealed at once. */
const batchBytes = 64 * 1024;
/** Record 6, ranks 1 and 1, lengths 2 and 2. */
const headBytes = 12;

/** A label and the number of its record. */
export interface NumberedLabel extends PersonLabel {
  readonly record: number;
}

/** Labels on disk in order of records. Sealed in batches, masked or not: what is on disk says nothing of anybody. */
export interface LabelLog {
  /** Labels of records `first`, `first + 1` … Numbers must grow from call to call. */
  add(first: number, labels: readonly PersonLabel[]): Promise<void>;
  /** From the start in batches, as often as needed; nothing may be added afterwards. */
  read(): AsyncGenerator<readonly NumberedLabel[]>;
  close(): Promise<void>;
}

export function createLabelLog(log: SpillLog): LabelLog {
  const seal = createSeal();
  let waiting: Buffer[] = [];
  let bytes = 0;
  let batches = 0;
  // One append at a time, in the order of the calls.
  let last: Promise<void> = Promise.resolve();
  const flush = (): Promise<void> => {
    if (bytes === 0) return last;
    const sealed = seal.seal(batches, Buffer.concat(waiting));
    batches += 1;
    waiting = [];
    bytes = 0;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(sealed.length);
    last = last.then(() => log.append(Buffer.concat([length, sealed])));
    return last;
  };
  return {
    async add(first, labels) {
      for (const [index, label] of labels.entries()) {
        if (label.nameRank === 0 && label.contactRank === 0) continue;
        const entry = encode(first + index, label);
        waiting.push(entry);
        bytes += entry.length;
      }
      if (bytes >= batchBytes) await flush();
    },
    async *read() {
      await flush();
      let batch = 0;
      for await (const sealed of framesOf(log.read())) {
        yield [...decode(seal.open(batch, sealed))];
        batch += 1;
      }
    },
    async close() {
      waiting = [];
      bytes = 0;
      await last.catch(() => undefined);
      await log.close();
    },
  };
}

function encode(record: number, { name, nameRank, contact, contactRank }: PersonLabel): Buffer {
  const nameBytes = Buffer.from(name);
  const contactBytes = Buffer.from(contact);
  const head = Buffer.alloc(headBytes);
  head.writeUIntBE(record, 0, 6);
  head[6] = nameRank;
  head[7] = contactRank;
  head.writeUInt16BE(nameBytes.length, 8);
  head.writeUInt16BE(contactBytes.length, 10);
  return Buffer.concat([head, nameBytes, contactBytes]);
}

function* decode(batch: Buffer): Generator<NumberedLabel> {
  for (let at = 0; at < batch.length; ) {
    const name = at + headBytes;
    const contact = name + batch.readUInt16BE(at + 8);
    const end = contact + batch.readUInt16BE(at + 10);
    yield {
      record: batch.readUIntBE(at, 6),
      name: batch.toString('utf8', name, contact),
      nameRank: batch[at + 6] ?? 0,
      contact: batch.toString('utf8', contact, end),
      contactRank: batch[at + 7] ?? 0,
    };
    at = end;
  }
}

async function* framesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const piece of pieces) {
    rest = Buffer.concat([rest, piece]);
    let at = 0;
    while (rest.length - at >= 4) {
      const end = at + 4 + rest.readUInt32BE(at);
      if (end > rest.length) break;
      yield rest.subarray(at + 4, end);
      at = end;
    }
    rest = rest.subarray(at);
  }
}

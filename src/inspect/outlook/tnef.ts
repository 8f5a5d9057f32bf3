import { CofferdamError, fail } from '#platform/errors';
import { type RandomInput, hold, randomAccess, range } from '../bytes/random-input.ts';
import type { ExtractContext, Input, Sink } from '../contract.ts';
import { id } from './ids.ts';
import { type Attachment, writeMessage } from './message.ts';
import { once, Properties, type PropertyName, type RawValue, valueType } from './properties.ts';
import { attribute } from './tnef-attributes.ts';
import { readTable, type StoredValues } from './tnef-values.ts';

const headerBytes = 6;
/** Level, number and length of an attribute in front, a sum of its bytes behind. */
const attributeBytes = 9;
const sumBytes = 2;
const maxAttributes = 100_000;

interface Stretch {
  readonly offset: number;
  readonly length: number;
}

interface Draft {
  values: Map<number, RawValue>;
  names: Map<number, PropertyName>;
}

/**
 * Reads what Outlook wraps a message in for others of its kind ([MS-OXTNEF]): `winmail.dat`. Attachments are handed out from
 * where they lie. Throws `damaged`, `limit-memory`.
 */
export async function readTnef(input: Input, sink: Sink, context: ExtractContext): Promise<void> {
  const { maxHeldBytes } = context.limits;
  const stream = await randomAccess(input, maxHeldBytes);
  const reader = new TnefReader(stream, maxHeldBytes / 4);
  try {
    await reader.read();
  } catch (error) {
    if (!(error instanceof CofferdamError) || error.code !== 'damaged' || !reader.hasAny) throw error;
    sink.partial('damaged');
  }
  reader.complete();
  const { page } = reader;
  const made = ({ values, names }: Draft): Properties => new Properties(values, names, page);
  const message = made(reader.message);
  const attachments = reader.attachments.map((draft): Attachment => {
    const properties = made(draft);
    const data = properties.values.get(id.attachmentData);
    // An object begins with the number of what it is; a message inside is wrapped in the same way.
    const skipped = data?.type === valueType.object ? 16 : 0;
    const open: Attachment['open'] = () =>
      Promise.resolve(
        data === undefined || data.size === 0
          ? undefined
          : { bytes: after(data.open(), skipped), size: data.size - skipped },
      );
    return { properties, open };
  });
  await writeMessage({ message, recipients: reader.recipients.map(made), attachments }, sink, context);
}

class TnefReader {
  readonly message: Draft = { values: new Map(), names: new Map() };
  readonly attachments: Draft[] = [];
  recipients: Draft[] = [];
  page = 1252;
  hasAny = false;
  readonly #older = new Map<number, RawValue>();
  readonly #stream: RandomInput;
  readonly #maxHeld: number;

  constructor(stream: RandomInput, maxHeld: number) {
    this.#stream = stream;
    this.#maxHeld = maxHeld;
  }

  async read(): Promise<void> {
    const { size } = this.#stream;
    let count = 0;
    let at = headerBytes;
    while (at + attributeBytes <= size) {
      const head = Buffer.from(await this.#stream.read(at, attributeBytes));
      const length = head.readUInt32LE(5);
      const offset = at + attributeBytes;
      if (head.readUInt8(0) > 2 || head.readUInt8(0) === 0 || ++count > maxAttributes) fail('damaged', 'attribute');
      if (offset + length > size) fail('damaged', 'attribute');
      await this.#attribute(head.readUInt16LE(1), { offset, length });
      this.hasAny = true;
      at = offset + length + sumBytes;
    }
    if (at !== size) fail('damaged', 'attribute');
  }

  /** What older programs wrote counts where nothing newer says it. */
  complete(): void {
    for (const [number, value] of this.#older) {
      if (!this.message.values.has(number)) this.message.values.set(number, value);
    }
  }

  async #attribute(number: number, stretch: Stretch): Promise<void> {
    const older = this.#older;
    switch (number) {
      case attribute.codePage: {
        const bytes = await this.#held(stretch);
        if (bytes.length >= 4) this.page = bytes.readUInt32LE(0);
        break;
      }
      case attribute.subject:
        older.set(id.subject, this.#value(stretch, valueType.bytes));
        break;
      case attribute.messageId:
        older.set(id.messageId, this.#value(stretch, valueType.bytes));
        break;
      case attribute.body:
        older.set(id.body, this.#value(stretch, valueType.bytes));
        break;
      case attribute.from:
        for (const [key, value] of senderOf(await this.#held(stretch))) older.set(key, value);
        break;
      case attribute.sent:
        setMoment(older, await this.#held(stretch));
        break;
      case attribute.properties:
        Object.assign(this.message, readTable(await this.#held(stretch), 1)[0]);
        break;
      case attribute.recipients: {
        const bytes = await this.#held(stretch);
        if (bytes.length >= 4) this.recipients = readTable(bytes.subarray(4), bytes.readUInt32LE(0)).map(draftOf);
        break;
      }
      case attribute.attachmentBegin:
        this.attachments.push({ values: new Map(), names: new Map() });
        break;
      case attribute.attachmentData:
        this.#attachment().values.set(id.attachmentData, this.#value(stretch, valueType.binary));
        break;
      case attribute.attachmentTitle:
        this.#attachment().values.set(id.attachmentName, this.#value(stretch, valueType.bytes));
        break;
      case attribute.attachmentProperties:
        await this.#attachmentProperties(stretch);
        break;
      default:
    }
  }

  async #attachmentProperties(stretch: Stretch): Promise<void> {
    const attachment = this.#attachment();
    const [found] = readTable(await this.#held(stretch), 1);
    for (const [key, value] of found?.values ?? []) {
      // The data of a plain file stands before, and stays where it lies.
      if (key !== id.attachmentData || value.size > 0) attachment.values.set(key, value);
    }
    for (const [key, name] of found?.names ?? []) attachment.names.set(key, name);
  }

  #attachment(): Draft {
    if (this.attachments.length === 0) this.attachments.push({ values: new Map(), names: new Map() });
    return this.attachments.at(-1) as Draft;
  }

  #value({ offset, length }: Stretch, type: number): RawValue {
    return { type, size: length, open: () => range(this.#stream, offset, offset + length) };
  }

  async #held({ offset, length }: Stretch): Promise<Buffer> {
    if (length > this.#maxHeld) fail('limit-memory', 'attribute');
    return Buffer.from(await hold(range(this.#stream, offset, offset + length), this.#maxHeld));
  }
}

const draftOf = ({ values, names }: StoredValues): Draft => ({ values, names });

/** Name and address one behind the other, each with its length ([MS-OXTNEF] 2.1.3.3.1). */
function senderOf(bytes: Buffer): [number, RawValue][] {
  if (bytes.length < 8) return [];
  const nameEnd = 8 + bytes.readUInt16LE(4);
  const name = bytes.subarray(8, nameEnd);
  const address = bytes.subarray(nameEnd, nameEnd + bytes.readUInt16LE(6));
  const text = (part: Buffer): RawValue => ({ type: valueType.bytes, size: part.length, open: () => once(part) });
  const stripped = Buffer.from(address.toString('latin1').replace(/^[A-Z]+:/i, ''), 'latin1');
  return [
    [id.senderName, text(name)],
    [id.senderAddress, text(stripped)],
  ];
}

/** Year, month, day, hour, minute and second in words of two bytes. */
function setMoment(values: Map<number, RawValue>, bytes: Buffer): void {
  if (bytes.length < 12) return;
  const [year, month, day, hour, minute, second] = [0, 2, 4, 6, 8, 10].map((at) => bytes.readUInt16LE(at)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const milliseconds = Date.UTC(year, month - 1, day, hour, minute, second);
  if (!Number.isFinite(milliseconds) || year < 1601) return;
  const ticks = Buffer.alloc(8);
  ticks.writeBigUInt64LE(BigInt(milliseconds + 11_644_473_600_000) * 10_000n);
  values.set(id.sent, { type: valueType.moment, size: 8, open: () => once(ticks) });
}

async function* after(source: AsyncIterable<Uint8Array>, skipped: number): AsyncGenerator<Uint8Array> {
  let left = skipped;
  for await (const bytes of source) {
    const from = Math.min(left, bytes.length);
    left -= from;
    if (from < bytes.length) yield bytes.subarray(from);
  }
}

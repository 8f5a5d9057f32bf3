import { CofferdamError, type Code, fail } from '#platform/errors';
import { id } from '../ids.ts';
import { hold } from '../../bytes/random-input.ts';
import { once, type PropertyName, Properties, type RawValue, valueType } from '../properties.ts';
import type { Blocks, InnerNode } from './data.ts';
import { readRows } from './table.ts';
import { readProperties } from './values.ts';

/** Kinds of nodes, by the lowest five bits of their number ([MS-PST] 2.2.2.1). */
export const nodeKind = { folder: 0x02, search: 0x03, message: 0x04, attachment: 0x05, hidden: 0x08 } as const;
const recipientTable = 0x692;
const mostRecipients = 100_000;
const methodMessage = 5;
const deepest = 16;
const mostSubject = 1 << 16;

export interface StoredAttachment {
  readonly values: ReadonlyMap<number, RawValue>;
  readonly data: RawValue | undefined;
  readonly message: StoredMessage | undefined;
  /** Why its content cannot be read. */
  readonly reason?: Code;
}

export interface StoredMessage {
  readonly values: ReadonlyMap<number, RawValue>;
  readonly recipients: readonly ReadonlyMap<number, RawValue>[];
  readonly attachments: readonly StoredAttachment[];
}

export type Names = ReadonlyMap<number, PropertyName>;

/** Reads messages with what is attached to them ([MS-PST] 2.4.5). */
export class MessageReader {
  readonly #blocks: Blocks;
  readonly #damage: () => void;
  /** Messages and attachments that one message may still have inside: some that hold each other would never end. */
  #left: number;

  constructor(blocks: Blocks, damage: () => void, most = 10_000) {
    this.#blocks = blocks;
    this.#damage = damage;
    this.#left = most;
  }

  async read(node: InnerNode, depth = 0): Promise<StoredMessage> {
    const { values, inside } = await readProperties(this.#blocks, node, this.#damage);
    await trimSubject(values);
    const recipients = inside.get(recipientTable);
    const attachments: StoredAttachment[] = [];
    for (const [number, attached] of inside) {
      if ((number & 0x1f) !== nodeKind.attachment) continue;
      if (this.#left-- <= 0) fail('limit-members', 'attachments');
      attachments.push(await this.#attachment(attached, depth));
    }
    return {
      values,
      recipients: recipients === undefined ? [] : await this.#recipients(recipients),
      attachments,
    };
  }

  async #recipients(table: InnerNode): Promise<Map<number, RawValue>[]> {
    try {
      return await readRows(this.#blocks, table, mostRecipients, this.#damage);
    } catch (error) {
      if (!(error instanceof CofferdamError) || error.code !== 'damaged') throw error;
      this.#damage();
      return [];
    }
  }

  async #attachment(node: InnerNode, depth: number): Promise<StoredAttachment> {
    try {
      const { values, objects } = await readProperties(this.#blocks, node, this.#damage);
      const method = await new Properties(values, new Map(), 1252).number(id.attachmentMethod);
      const data = values.get(id.attachmentData);
      values.delete(id.attachmentData);
      const object = objects.get(id.attachmentData);
      if (object === undefined) return { values, data, message: undefined };
      if (method === methodMessage) {
        if (depth >= deepest) return { values, data: undefined, message: undefined, reason: 'limit-depth' };
        return { values, data: undefined, message: await this.read(object, depth + 1) };
      }
      const content = await this.#blocks.data(object.data);
      return {
        values,
        data: { type: 0x102, size: content.size, open: () => content.stream() },
        message: undefined,
      };
    } catch (error) {
      if (!(error instanceof CofferdamError) || error.code !== 'damaged') throw error;
      return { values: new Map(), data: undefined, message: undefined, reason: 'damaged' };
    }
  }
}

/** A subject begins with where its prefix (`RE: `) ends, in two characters of which the first is 1. */
async function trimSubject(values: Map<number, RawValue>): Promise<void> {
  const subject = values.get(id.subject);
  if (subject === undefined || subject.size > mostSubject) return;
  const bytes = Buffer.from(await hold(subject.open(), mostSubject));
  const width = subject.type === valueType.text ? 2 : 1;
  if (bytes.length < 2 * width || bytes[0] !== 1) return;
  const rest = bytes.subarray(2 * width);
  values.set(id.subject, { type: subject.type, size: rest.length, open: () => once(rest) });
}

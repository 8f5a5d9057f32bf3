import { type Code, codeOf, fail } from '#platform/errors';
import { asBuffer } from '../../archives/window.ts';
import { BlockWriter } from '../../blocks/block-writer.ts';
import { randomAccess } from '../../bytes/random-input.ts';
import type { ExtractContext, Input, Sink } from '../../contract.ts';
import { id } from '../ids.ts';
import { Properties } from '../properties.ts';
import { StoreBytes } from './bytes.ts';
import { Blocks } from './data.ts';
import { Folders } from './folders.ts';
import { headerBytes, readHeader } from './layout.ts';
import { MessageReader, type Names, nodeKind, type StoredAttachment, type StoredMessage } from './message.ts';
import { readNames } from './names.ts';
import { type StoreNode, Trees } from './trees.ts';
import { wrapMessage } from './wrap.ts';

/** Failures of one message, after which the others are read. */
const ofOneMessage: ReadonlySet<Code> = new Set(['damaged', 'limit-memory', 'limit-members', 'limit-depth']);

/**
 * Reads what Outlook keeps (PST, OST; [MS-PST]): each message, contact, appointment or task a member of its own, in whatever
 * folder it lies, and in none. A password on it only asks: nothing is encrypted with it.
 */
export async function extractStore(input: Input, sink: Sink, { limits }: ExtractContext): Promise<void> {
  const random = await randomAccess(input, limits.maxHeldBytes);
  const header = readHeader(asBuffer(await random.read(0, headerBytes)));
  const damage = (): void => sink.partial('damaged');
  const bytes = new StoreBytes(random);
  const trees = new Trees(bytes, header, damage);
  const blocks = new Blocks(trees, bytes, header.cipher, limits.maxHeldBytes / 256, damage);
  await new StoreReader(blocks, sink, limits.maxHeldBytes, damage).read();
}

class StoreReader {
  readonly #blocks: Blocks;
  readonly #sink: Sink;
  readonly #maxHeld: number;
  readonly #damage: () => void;
  readonly #folders: Folders;
  #names: Names = new Map();

  constructor(blocks: Blocks, sink: Sink, maxHeld: number, damage: () => void) {
    this.#blocks = blocks;
    this.#sink = sink;
    this.#maxHeld = maxHeld;
    this.#damage = damage;
    this.#folders = new Folders(blocks, damage);
  }

  async read(): Promise<void> {
    let count = 0;
    for await (const node of this.#blocks.trees.nodes()) {
      count += 1;
      await this.#folders.add(node);
    }
    if (count === 0) fail('damaged', 'nodes');
    const names = await this.#tried(() => readNames(this.#blocks, this.#damage));
    if (typeof names === 'string') this.#sink.partial(names);
    else this.#names = names;
    const writer = new BlockWriter(this.#sink);
    writer.place({ part: 'folders' });
    for (const line of this.#folders.lines()) {
      writer.line(line);
      await writer.drain();
    }
    await writer.end();
    for await (const node of this.#blocks.trees.nodes()) {
      const kind = node.id & 0x1f;
      if (kind === nodeKind.message || kind === nodeKind.hidden) await this.#message(node);
    }
  }

  async #message(node: StoreNode): Promise<void> {
    const folder = this.#folders.path(node.parent);
    const place = folder === '' ? '' : `${folder}/`;
    const message = await this.#tried(() => new MessageReader(this.#blocks, this.#damage).read(node));
    if (typeof message === 'string') return this.#sink.unreadableMember(`${place}message-${node.id}`, message);
    const isHidden = (node.id & 0x1f) === nodeKind.hidden;
    const name = `${place}${isHidden ? 'hidden' : await kindOf(message)}-${node.id}`;
    const { attachments } = message;
    const apart = attachments.filter(({ data }) => (data?.size ?? 0) > this.#maxHeld / 16);
    const rest = attachments.map((each) => (apart.includes(each) ? { ...each, data: undefined } : each));
    const wrapped = await wrapMessage({ ...message, attachments: rest }, this.#names);
    await this.#sink.member(name, wrapped.open(), wrapped.size);
    for (const [index, each] of attachments.entries()) await this.#apart(each, apart.includes(each), `${name}/`, index);
  }

  /** An attachment that is too large to be held goes out by itself; one that is broken is told of. */
  async #apart({ values, data, reason }: StoredAttachment, isApart: boolean, place: string, at: number): Promise<void> {
    if (!isApart && reason === undefined) return;
    const properties = new Properties(values, new Map(), 1252);
    const stated = (await properties.text(id.attachmentLongName)) || (await properties.text(id.attachmentName));
    const name = `${place}${stated === '' ? `part-${at + 1}` : stated.toWellFormed()}`;
    if (reason !== undefined) await this.#sink.unreadableMember(name, reason);
    else if (data !== undefined) await this.#sink.member(name, data.open(), data.size);
  }

  async #tried<T>(work: () => Promise<T>): Promise<T | Code> {
    try {
      return await work();
    } catch (error) {
      const code = codeOf(error);
      if (!ofOneMessage.has(code)) throw error;
      return code;
    }
  }
}

const kinds: readonly (readonly [string, string])[] = [
  ['ipm.contact', 'contact'],
  ['ipm.distlist', 'list'],
  ['ipm.appointment', 'appointment'],
  ['ipm.task', 'task'],
  ['ipm.stickynote', 'note'],
  ['ipm.activity', 'journal'],
];

async function kindOf({ values }: StoredMessage): Promise<string> {
  const stated = (await new Properties(values, new Map(), 1252).text(id.messageClass)).toLowerCase();
  return kinds.find(([begin]) => stated.startsWith(begin))?.[1] ?? 'message';
}

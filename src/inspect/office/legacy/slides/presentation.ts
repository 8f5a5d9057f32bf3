import { CofferdamError, fail } from '#platform/errors';
import { decompress } from '../../../archives/decompress.ts';
import type { RandomInput } from '../../../bytes/random-input.ts';
import type { Where } from '../../../contract.ts';
import type { CompoundEntry, CompoundFile } from '../../compound-file.ts';
import { rc4Keys, Rc4Stream, type BlockKey } from '../rc4.ts';
import type { LegacyReading } from '../reading.ts';
import { type Edits, type Persisted, readEdits } from './edits.ts';
import { type PptRecord, Records, record } from './records.ts';
import { named, SlideTexts } from './texts.ts';

const maxKeyBytes = 4096;
/** In front of compressed data: its length in clear, and two bytes of zlib. */
const compressedHeader = 6;
/** Lists of slides by instance ([MS-PPT] 2.4.14). */
const listOf = { slides: 0, notes: 2 } as const;

/** Reads a presentation of PowerPoint 97 to 2003: slides in order, each with its notes, then what is beside them. */
export async function readPresentationStream(
  reading: LegacyReading,
  file: CompoundFile,
  entry: CompoundEntry,
): Promise<void> {
  const stream = file.random(entry);
  const edits = await readEdits(file, entry, stream);
  const open = await opener(stream, edits, reading.context.passwords);
  await new PresentationReader(reading, edits, open).read();
  // LibreOffice names everybody so.
  if (edits.author !== '' && edits.author !== 'Current User') reading.say('saved by', 'author', edits.author);
}

/** Gives the records of one object: each is encrypted by itself. */
type Open = (object: Persisted) => { readonly records: Records; readonly offset: number };

async function opener(stream: RandomInput, edits: Edits, passwords: readonly string[]): Promise<Open> {
  const plain = new Records(stream);
  const cryptAt = edits.encryptionId === 0 ? undefined : edits.now.get(edits.encryptionId);
  if (cryptAt === undefined) return ({ offset }) => ({ records: plain, offset });
  const header = await plain.body(await plain.at(cryptAt), maxKeyBytes);
  const keys = rc4Keys(Buffer.from(header), passwords);
  if (keys === undefined) fail('wrong-password');
  return ({ id, offset }) => ({ records: new Records(decrypted(stream, keys, id, offset)), offset: 0 });
}

function decrypted(stream: RandomInput, keys: BlockKey, id: number, from: number): RandomInput {
  const cipher = new Rc4Stream(() => keys(id), Infinity);
  const self: RandomInput = {
    size: Math.max(0, stream.size - from),
    read: async (offset, length) => cipher.decrypt(Buffer.from(await stream.read(from + offset, length)), offset),
    stream: async function* () {
      yield await self.read(0, self.size);
    },
  };
  return self;
}

interface Listed {
  readonly persistId: number;
  readonly slideId: number;
  readonly texts: readonly PptRecord[];
}

class PresentationReader {
  readonly #reading: LegacyReading;
  readonly #edits: Edits;
  readonly #open: Open;
  readonly #done = new Set<number>();
  readonly #said: Set<string> | undefined;
  #objects = 0;

  constructor(reading: LegacyReading, edits: Edits, open: Open) {
    this.#reading = reading;
    this.#edits = edits;
    this.#open = open;
    this.#said = edits.earlier.length === 0 ? undefined : new Set();
  }

  async read(): Promise<void> {
    const { documentId, now, earlier } = this.#edits;
    const offset = now.get(documentId);
    if (offset === undefined) fail('damaged', 'presentation');
    const { records, offset: at } = this.#open({ id: documentId, offset });
    const document = await records.at(at);
    if (document.type !== record.document) fail('damaged', 'presentation');
    this.#done.add(documentId);
    const slides = await listed(records, document, listOf.slides);
    const notes = await this.#notesOf(await listed(records, document, listOf.notes));
    for (const [index, slide] of slides.entries()) {
      await this.#part(() => this.#slide(records, slide, { slide: index + 1 }, notes));
    }
    await this.#part(() =>
      new SlideTexts(this.#reading, records, this.#said, false).container(document, this.#outer(undefined)),
    );
    for (const [id, from] of now) {
      if (!this.#done.has(id)) await this.#part(() => this.#other({ id, offset: from }, false));
    }
    for (const object of earlier) await this.#part(() => this.#other(object, true));
  }

  /** Which notes belong to which slide. */
  async #notesOf(found: readonly Listed[]): Promise<Map<number, Listed>> {
    const notes = new Map<number, Listed>();
    for (const one of found) {
      await this.#part(async () => {
        const object = this.#object(one.persistId);
        if (object === undefined) return;
        const { records, offset } = this.#open(object);
        for await (const inside of records.inside(await records.at(offset))) {
          if (inside.type !== record.notesAtom) continue;
          const atom = await records.body(inside, maxKeyBytes);
          if (atom.length >= 4) notes.set(atom.readUInt32LE(0), one);
          return;
        }
      });
    }
    return notes;
  }

  async #slide(document: Records, slide: Listed, place: Where, notes: ReadonlyMap<number, Listed>): Promise<void> {
    const object = this.#object(slide.persistId);
    const { sink } = this.#reading;
    if (object === undefined) return sink.partial('damaged');
    const { records, offset } = this.#open(object);
    const found = await records.at(offset);
    const where = (await isHidden(records, found))
      ? named(this.#outer(undefined, place), 'hidden slide')
      : this.#outer(undefined, place);
    const outline = new SlideTexts(this.#reading, document, this.#said, false);
    for (const text of slide.texts) await outline.atom(text, text, where);
    const texts = new SlideTexts(this.#reading, records, this.#said, false);
    await texts.container(found, where);
    this.#done.add(slide.persistId);
    const hasText = outline.hasText || texts.hasText;
    if (texts.hasPicture && !hasText && where.part === undefined) sink.partial('no-text-layer');
    const note = notes.get(slide.slideId);
    const notesObject = note === undefined ? undefined : this.#object(note.persistId);
    if (note === undefined || notesObject === undefined) return;
    const opened = this.#open(notesObject);
    const spoken = named(where, 'speaker notes');
    for (const text of note.texts) await outline.atom(text, text, spoken);
    await new SlideTexts(this.#reading, opened.records, this.#said, false).container(
      await opened.records.at(opened.offset),
      spoken,
    );
    this.#done.add(note.persistId);
  }

  /** What no list of slides leads to: masters, objects, and what an earlier save left behind. */
  async #other(object: Persisted, isEarlier: boolean): Promise<void> {
    const { records, offset } = this.#open(object);
    if (object.id === this.#edits.encryptionId && !isEarlier) return;
    const found = await records.at(offset);
    const kinds: Readonly<Record<number, string>> = {
      [record.master]: 'slide master',
      [record.handout]: 'slide master',
      [record.notes]: 'speaker notes',
      [record.slide]: 'slide outside of the presentation',
      [record.document]: 'settings',
    };
    if (found.type === record.objectStorage) return this.#storage(records, found);
    const part = isEarlier ? 'earlier version' : kinds[found.type];
    if (part === undefined || !found.isContainer) return;
    const texts = new SlideTexts(this.#reading, records, this.#said, isEarlier);
    await texts.container(found, this.#outer(part));
    if (found.type !== record.document) return;
    for (const { texts: outline } of await listed(records, found, undefined)) {
      for (const text of outline) await texts.atom(text, text, this.#outer(part));
    }
  }

  /** An object inside, as the program that made it stored it ([MS-PPT] 2.10.34). */
  async #storage(records: Records, { instance, start, end }: PptRecord): Promise<void> {
    const name = `object-${++this.#objects}`;
    const { sink, writer } = this.#reading;
    await writer.end();
    if (instance !== 1) return sink.member(name, records.stream(start, end), end - start);
    if (end - start < compressedHeader) fail('damaged', 'object');
    const size = (await records.read(start, 4)).readUInt32LE(0);
    await sink.member(name, inflated(records.stream(start + compressedHeader, end), size), size);
  }

  #object(id: number): Persisted | undefined {
    const offset = this.#edits.now.get(id);
    return offset === undefined ? undefined : { id, offset };
  }

  #outer(part: string | undefined, place: Where = {}): Where {
    const where = { ...this.#reading.outer, ...place };
    return part === undefined ? where : named(where, part);
  }

  /** What is wrong with one slide leaves the others readable. */
  async #part(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof CofferdamError) || !['damaged', 'limit-memory'].includes(error.code)) throw error;
      this.#reading.sink.partial(error.code);
    }
    await this.#reading.writer.drain();
  }
}

/** Throws `damaged` where less comes out than was stated. */
async function* inflated(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const bytes of decompress('deflate', source)) {
    length += bytes.length;
    yield bytes;
  }
  if (length < size) fail('damaged', 'object');
}

/** What a list has of each slide: where it is, and the texts of its outline. */
async function listed(records: Records, document: PptRecord, instance: number | undefined): Promise<Listed[]> {
  const found: { persistId: number; slideId: number; texts: PptRecord[] }[] = [];
  for await (const list of records.inside(document)) {
    if (list.type !== record.slideList || (instance !== undefined && list.instance !== instance)) continue;
    for await (const inside of records.inside(list)) {
      if (inside.type === record.slidePersist) {
        const atom = await records.body(inside, maxKeyBytes);
        if (atom.length < 16) fail('damaged', 'list of slides');
        found.push({ persistId: atom.readUInt32LE(0), slideId: atom.readUInt32LE(12), texts: [] });
      } else if (inside.type === record.textCharacters || inside.type === record.textBytes)
        found.at(-1)?.texts.push(inside);
    }
  }
  return found;
}

async function isHidden(records: Records, slide: PptRecord): Promise<boolean> {
  for await (const inside of records.inside(slide)) {
    if (inside.type !== record.showInfo) continue;
    const atom = await records.body(inside, maxKeyBytes);
    return atom.length >= 12 && (atom.readUInt16LE(10) & 4) !== 0;
  }
  return false;
}

import { type Code, CofferdamError, fail } from '#platform/errors';
import { asBuffer } from '../archives/window.ts';
import { BlockWriter } from '../blocks/block-writer.ts';
import { randomAccess } from '../bytes/random-input.ts';
import type { ExtractContext, Input, Sink } from '../contract.ts';
import { strings } from '../databases/binary-value.ts';
import { BinaryXml, type EventField } from './binary-xml.ts';
import { moment } from './values.ts';

export const logSignature = Buffer.from('ElfFile\0', 'latin1');
const chunkSignature = Buffer.from('ElfChnk\0', 'latin1');
const headerBytes = 4096;
const chunkBytes = 65_536;
const firstRecord = 512;
const recordMark = 0x2a2a;
const recordHead = 24;
const ofOneEvent: ReadonlySet<Code> = new Set(['damaged', 'limit-depth', 'limit-ratio']);
const events = {};
const deletedEvents = { part: 'deleted events' };
const damagedEvents = { part: 'damaged events' };

/** Reads an event log of Windows, chunk by chunk: each value of an event is a labelled field of its own. */
export async function extractEventLog(input: Input, sink: Sink, { limits }: ExtractContext): Promise<void> {
  const random = await randomAccess(input, limits.maxHeldBytes);
  const reader = new EventLogReader(sink);
  const header = asBuffer(await random.read(0, headerBytes));
  const stated = header.length < headerBytes ? fail('damaged', 'header') : header.readUInt16LE(42);
  for (let at = headerBytes, index = 0; at < random.size; at += chunkBytes, index++) {
    const chunk = asBuffer(await random.read(at, chunkBytes));
    // Room that is kept for later events is zeros.
    if (chunk.every((byte) => byte === 0)) continue;
    await reader.chunk(chunk, index < stated);
  }
  await reader.end();
}

class EventLogReader {
  readonly #sink: Sink;
  readonly #writer: BlockWriter;

  constructor(sink: Sink) {
    this.#sink = sink;
    this.#writer = new BlockWriter(sink);
  }

  async chunk(chunk: Buffer, isStated: boolean): Promise<void> {
    const isChunk = chunk.length > firstRecord && chunk.subarray(0, 8).equals(chunkSignature);
    if (isStated && (!isChunk || chunk.length < chunkBytes)) this.#sink.partial('damaged');
    // Behind the last event of a chunk lies what is left of older ones, whose templates may be gone.
    const free = isChunk ? chunk.readUInt32LE(48) : isStated ? chunk.length : 0;
    // Of what is no chunk any more the records are tried all the same: they have a mark of their own.
    for (let at = isChunk ? firstRecord : 0; at + recordHead < chunk.length; ) {
      const size = recordSize(chunk, at);
      if (size === 0) {
        const next = nextRecord(chunk, at + 1);
        if (next < 0) break;
        at = next;
        continue;
      }
      this.#record(chunk, at, size, at >= free);
      at += size;
      await this.#writer.drain();
    }
  }

  async end(): Promise<void> {
    await this.#writer.end();
  }

  #record(chunk: Buffer, at: number, size: number, isOld: boolean): void {
    const number = Number(chunk.readBigUInt64LE(at + 8));
    const fields: EventField[] = [];
    try {
      new BinaryXml(chunk, (field) => fields.push(field)).read(at + recordHead, at + size - 4);
    } catch (error) {
      if (!(error instanceof CofferdamError) || !ofOneEvent.has(error.code)) throw error;
      if (!isOld) this.#sink.partial(error.code);
      this.#remains(chunk.subarray(at + recordHead, at + size - 4));
    }
    const where = Number.isSafeInteger(number) && number > 0 ? { row: number } : {};
    this.#writer.place(isOld ? deletedEvents : events);
    const stamp = moment(chunk.readBigUInt64LE(at + 16));
    if (stamp !== '' && !fields.some(({ label }) => label === 'TimeCreated SystemTime')) {
      this.#writer.record([{ label: 'TimeCreated SystemTime', text: stamp }], where);
    }
    for (const field of fields) this.#writer.record([field], where);
  }

  #remains(bytes: Buffer): void {
    this.#writer.place(damagedEvents);
    for (const text of strings(bytes)) this.#writer.line(text);
  }
}

/** Bytes of the record that begins here; 0 where none does. */
function recordSize(chunk: Buffer, at: number): number {
  if (at + recordHead > chunk.length || chunk.readUInt32LE(at) !== recordMark) return 0;
  const size = chunk.readUInt32LE(at + 4);
  return size > recordHead + 4 && at + size <= chunk.length && chunk.readUInt32LE(at + size - 4) === size ? size : 0;
}

function nextRecord(chunk: Buffer, from: number): number {
  const mark = Buffer.of(0x2a, 0x2a, 0, 0);
  for (let at = chunk.indexOf(mark, from); at >= 0; at = chunk.indexOf(mark, at + 1))
    if (recordSize(chunk, at) > 0) return at;
  return -1;
}

import { CofferdamError, type Code } from '#platform/errors';
import { BlockWriter } from '../blocks/block-writer.ts';
import type { ExtractContext, Sink } from '../contract.ts';
import { writeHeaders } from '../mail/header-text.ts';
import { handOut, type Piece } from '../markup/pieces.ts';
import { Writer } from '../markup/writer.ts';
import { writeBody } from './body.ts';
import { writeFields } from './fields.ts';
import { type Envelope, headersOf } from './header-lines.ts';
import { id } from './ids.ts';
import type { Properties } from './properties.ts';

/** A file beside a message. */
export interface Attachment {
  readonly properties: Properties;
  /** Its bytes; those of a message or an object inside as a file of their own. Undefined where there are none. */
  open(): Promise<{ readonly bytes: AsyncIterable<Uint8Array>; readonly size: number | undefined } | undefined>;
  /** The ending of a file that has none, as a message inside another one. */
  readonly ending?: string;
}

export interface OutlookMessage extends Envelope {
  readonly attachments: readonly Attachment[];
}

const ofOnePart: ReadonlySet<Code> = new Set(['damaged', 'feature-unsupported', 'limit-memory']);

/** Hands out a message as one of the internet is: headers, text, what else it says, and its attachments as members. */
export async function writeMessage(found: OutlookMessage, sink: Sink, context: ExtractContext): Promise<void> {
  const { message, recipients, attachments } = found;
  const headers = await headersOf(found);
  const pieces: Piece[] = [];
  const writer = new Writer({ part: 'header' }, pieces);
  writeHeaders(headers, writer);
  writer.end();
  await handOut(pieces, sink);
  await unlessBroken(sink, () => writeBody(message, sink, context.limits.maxHeldBytes / 4));
  const said = new Set(headers.map(({ value }) => value.toLowerCase()));
  for (const properties of [message, ...recipients]) {
    for (const known of Object.values(id)) said.add((await properties.text(known)).toLowerCase());
  }
  const fields = new BlockWriter(sink);
  await writeFields(message, fields, said);
  await fields.end();
  const all = [message, ...recipients, ...attachments.map(({ properties }) => properties)];
  if (all.some((properties) => properties.isCut([id.body, id.html, id.rtf]))) sink.partial('limit-memory');
  const isSealed = (await message.text(id.messageClass)).toLowerCase() === 'ipm.note.smime';
  for (const [index, attachment] of attachments.entries()) {
    await unlessBroken(sink, () => writeAttachment(attachment, index + 1, sink, isSealed));
  }
}

async function writeAttachment(attachment: Attachment, number: number, sink: Sink, isSealed: boolean): Promise<void> {
  const { properties } = attachment;
  const stated =
    (await properties.text(id.attachmentLongName)) ||
    (await properties.text(id.attachmentName)) ||
    (await properties.text(id.displayName)) ||
    `part-${number}`;
  const ending = attachment.ending ?? '';
  const name = (stated.toLowerCase().endsWith(ending) ? stated : `${stated}${ending}`).toWellFormed();
  if (isSealed) return sink.unreadableMember(name, 'protection-unsupported');
  const found = await attachment.open();
  if (found !== undefined) return sink.member(name, found.bytes, found.size);
  // Only told of: a file on a server or in the cloud.
  const writer = new BlockWriter(sink);
  writer.place({ part: 'attachment elsewhere' });
  const path = (await properties.text(id.attachmentLongPath)) || (await properties.text(id.attachmentPath));
  writer.line(path === '' ? stated : `${stated} ${path}`);
  await writer.end();
}

async function unlessBroken(sink: Sink, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof CofferdamError) || !ofOnePart.has(error.code)) throw error;
    sink.partial(error.code);
  }
}

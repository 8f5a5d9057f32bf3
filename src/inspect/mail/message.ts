import { drain, lend } from '../archives/lend.ts';
import type { Pull } from '../archives/pull.ts';
import type { Sink } from '../contract.ts';
import { HtmlReader } from '../markup/html.ts';
import { handOut, type Piece } from '../markup/pieces.ts';
import { Writer } from '../markup/writer.ts';
import { writeHeaders } from './header-text.ts';
import { type Header, readHeaders, readStructured, type Structured, valueOf } from './headers.ts';
import { Parts } from './parts.ts';
import { Said } from './said.ts';
import { decodeBody } from './text-body.ts';
import { decodeTransfer, isKnownTransfer } from './transfer.ts';

/** Multiparts in multiparts; no mail program makes a tenth of it. */
const deepest = 64;
/** HTML that is compared with the plain text beside it; longer documents are handed out as they are. */
const longestCompared = 1024 * 1024;

interface Entity {
  readonly type: Structured;
  readonly disposition: Structured;
  readonly encoding: string;
  readonly name: string | undefined;
}

/** Reads one message: its headers, its text, and its attachments as members. Memory does not grow with the message. */
export class MessageReader {
  readonly #parts: Parts;
  readonly #sink: Sink;
  readonly #maxHeld: number;
  #number = 0;

  constructor(pull: Pull, sink: Sink, maxHeld: number) {
    this.#parts = new Parts(pull);
    this.#sink = sink;
    this.#maxHeld = maxHeld;
  }

  async read(): Promise<void> {
    const headers = await readHeaders(this.#parts);
    const pieces: Piece[] = [];
    const writer = new Writer({ part: 'header' }, pieces);
    writeHeaders(headers, writer);
    writer.end();
    await handOut(pieces, this.#sink);
    await this.#entity(entityOf(headers), 0, new Said());
  }

  async #entity(entity: Entity, depth: number, said: Said): Promise<void> {
    const { type } = entity;
    const boundary = type.parameters.get('boundary') ?? '';
    if (!type.value.startsWith('multipart/')) return this.#leaf(entity, said);
    if (boundary === '' || depth >= deepest) {
      this.#sink.partial(boundary === '' ? 'damaged' : 'limit-depth');
      return this.#text(this.#body(entity), undefined, said, 'undivided');
    }
    if (type.value === 'multipart/encrypted') return this.#encrypted(entity, boundary);
    await this.#multipart(boundary, async () => {
      const inner = entityOf(await readHeaders(this.#parts));
      await this.#entity(
        inner,
        depth + 1,
        type.value === 'multipart/alternative' || type.value === 'multipart/related' ? said : new Said(),
      );
    });
  }

  /** Goes through the parts of a multipart; text around them is read too, since nothing else shows it. */
  async #multipart(boundary: string, part: () => Promise<void>): Promise<void> {
    const parts = this.#parts;
    const level = parts.enter(boundary);
    const around = new Said();
    await this.#text(this.#raw(), undefined, around, 'preamble');
    while (parts.hit !== undefined && parts.hit.level === level && !parts.hit.last) {
      parts.next();
      await part();
      await drain(this.#raw());
    }
    const complete = parts.hit !== undefined;
    const own = parts.hit?.level === level;
    parts.leave();
    if (!complete) this.#sink.partial('damaged');
    if (!own) return;
    parts.next();
    await this.#text(this.#raw(), undefined, around, 'epilogue');
  }

  /** RFC 3156: a part with the version, and one that only the recipients can open. */
  async #encrypted(entity: Entity, boundary: string): Promise<void> {
    await this.#multipart(boundary, async () => {
      const inner = entityOf(await readHeaders(this.#parts));
      if (inner.type.value === 'application/pgp-encrypted') return;
      await this.#sink.unreadableMember(inner.name ?? entity.name ?? 'encrypted', 'protection-unsupported');
    });
  }

  async #leaf(entity: Entity, said: Said): Promise<void> {
    const { type, disposition, encoding } = entity;
    this.#number += 1;
    if (!isKnownTransfer(encoding)) this.#sink.partial('feature-unsupported');
    const attached = disposition.value === 'attachment' || entity.name !== undefined;
    const charset = type.parameters.get('charset');
    if (isSignature(type.value)) return drain(this.#raw());
    if (/^application\/(?:x-)?pkcs7-mime$/.test(type.value)) {
      await this.#sink.unreadableMember(entity.name ?? 'smime.p7m', 'protection-unsupported');
      return drain(this.#raw());
    }
    if (!attached && isProse(type.value)) return this.#text(this.#body(entity), charset, said);
    if (!attached && type.value === 'text/html') return this.#html(this.#body(entity), charset, said);
    const body = this.#body(entity)[Symbol.asyncIterator]();
    await this.#sink.member(entity.name ?? `part-${this.#number}.${extension(type.value)}`, lend(body));
    await drain(body);
  }

  async #text(body: AsyncIterable<Buffer>, charset: string | undefined, said: Said, part?: string): Promise<void> {
    const pieces: Piece[] = [];
    const writer = new Writer(part === undefined ? {} : { part }, pieces);
    let blank = true;
    for await (const text of decodeBody(body, charset, () => this.#sink.partial('encoding-uncertain'))) {
      if (/^-----BEGIN PGP MESSAGE-----/m.test(text))
        await this.#sink.unreadableMember('message.asc', 'protection-unsupported');
      blank &&= text.trim() === '';
      if (part !== undefined && blank) continue;
      writer.verbatim(text);
      said.add(text);
      await handOut(pieces, this.#sink);
    }
    writer.end();
    await handOut(pieces, this.#sink);
  }

  /** HTML beside a plain text that says the same is left out, block by block. */
  async #html(body: AsyncIterable<Buffer>, charset: string | undefined, said: Said): Promise<void> {
    const reader = new HtmlReader({ where: {}, maxHeld: this.#maxHeld });
    let compared = 0;
    const compare = async (): Promise<void> => {
      const different = reader.pieces.splice(0).filter((piece) => {
        if (piece.kind === 'member') return true;
        compared += piece.block.text.length;
        return compared > longestCompared || !said.covers(piece.block);
      });
      await handOut(different, this.#sink);
    };
    try {
      for await (const text of decodeBody(body, charset, () => this.#sink.partial('encoding-uncertain'))) {
        reader.write(text);
        await compare();
      }
    } finally {
      reader.end();
      await compare();
    }
  }

  async *#raw(): AsyncGenerator<Buffer> {
    for (let chunk = await this.#parts.chunk(); chunk !== undefined; chunk = await this.#parts.chunk()) yield chunk;
  }

  #body(entity: Entity): AsyncIterable<Buffer> {
    return decodeTransfer(entity.encoding, this.#raw());
  }
}

function entityOf(headers: readonly Header[]): Entity {
  const stated = readStructured(valueOf(headers, 'content-type'));
  const type = stated.value.includes('/') ? stated : { ...stated, value: 'text/plain' };
  const disposition = readStructured(valueOf(headers, 'content-disposition'));
  const name = disposition.parameters.get('filename') ?? type.parameters.get('name');
  const encoding = readStructured(valueOf(headers, 'content-transfer-encoding')).value.replace(/\s.*$/s, '');
  return { type, disposition, encoding, name: name === '' ? undefined : name };
}

/** Signatures hold a hash and the certificate of the sender, whose name and address are in the headers. */
const isSignature = (type: string): boolean => /^application\/(?:(?:x-)?pkcs7-signature|pgp-signature)$/.test(type);

/** Text that is read where it stands; other text (calendar, CSV, vCard …) has a format of its own. */
const isProse = (type: string): boolean =>
  [
    'text/plain',
    'text/enriched',
    'text/rfc822-headers',
    'message/delivery-status',
    'message/disposition-notification',
    'message/external-body',
  ].includes(type);

function extension(type: string): string {
  if (type === 'message/rfc822' || type === 'message/global') return 'eml';
  return /\/(?:x-|vnd\.)?([a-z0-9]{1,10})/.exec(type)?.[1] ?? 'bin';
}

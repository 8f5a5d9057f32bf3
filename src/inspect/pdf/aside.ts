import type { PDFPageProxy } from 'pdfjs-dist';
import type { Sink } from '../contract.ts';
import type { BlockWriter } from '../blocks/block-writer.ts';
import { lastName, sortAnnotations } from './annotations.ts';
import type { OpenDocument } from './open.ts';
import { writeProperties } from './properties.ts';

/** What a document says besides the text of its pages. */
export class Aside {
  readonly #writer: BlockWriter;
  readonly #sink: Sink;
  readonly #fields = new Set<string>();

  constructor(writer: BlockWriter, sink: Sink) {
    this.#writer = writer;
    this.#sink = sink;
  }

  /** Form fields, notes, links and files of a page; true where fields or notes show text on it. */
  async annotations({ document, during }: OpenDocument, page: PDFPageProxy, number: number): Promise<boolean> {
    const raw: readonly unknown[] = await during(page.getAnnotations({ intent: 'any' }));
    const { fields, notes, links, files } = sortAnnotations(raw);
    for (const { name } of fields) this.#fields.add(name);
    this.#writer.place({ page: number, part: 'form field' });
    this.#writer.record(fields);
    for (const { author, text } of notes) {
      this.#writer.place({ page: number, part: 'annotation' });
      this.#writer.line(text);
      if (author !== '') this.#writer.labelled('author', author);
    }
    for (const link of links) {
      this.#writer.place({ page: number, part: 'link target' });
      this.#writer.line(link);
    }
    for (const { id, name } of files) {
      await this.#writer.end();
      await this.#attachment(await during(document.getAttachmentContent(id)), name);
    }
    return fields.length + notes.length > 0;
  }

  /** Fields that no page shows. */
  async otherFields({ document, during }: OpenDocument): Promise<void> {
    const all = await during(document.getFieldObjects());
    const left: { label: string; text: string }[] = [];
    for (const [name, objects] of all ?? []) {
      if (this.#fields.has(name)) continue;
      const { fields } = sortAnnotations(
        objects.map((field) => ({ ...field, subtype: 'Widget', fieldName: name, fieldValue: valueOf(field) })),
      );
      for (const { text } of fields.slice(0, 1)) left.push({ label: lastName(name), text });
    }
    this.#writer.place({ part: 'form field' });
    this.#writer.record(left);
  }

  /** Bookmarks, level by level. */
  async outline({ document, during }: OpenDocument): Promise<void> {
    const where = { part: 'bookmark' };
    let level = (await during(document.getOutline())) ?? [];
    while (level.length > 0) {
      for (const { title } of level) {
        this.#writer.place(where);
        if (title.trim() !== '') this.#writer.line(title);
      }
      level = level.flatMap(({ items }) => items);
    }
  }

  /** Document properties. A form in XFA is told as left out. */
  async properties({ document, during }: OpenDocument): Promise<void> {
    const { info, metadata } = await during(document.getMetadata());
    const { xfa } = writeProperties(this.#writer, info, metadata, (what, at) => this.#sink.stamped(what, at));
    if (xfa) this.#sink.partial('feature-unsupported');
  }

  /** Files attached to the document. */
  async attachments({ document, during }: OpenDocument): Promise<void> {
    for (const [id, file] of (await during(document.getAttachments())) ?? []) {
      const content: unknown = await during(document.getAttachmentContent(id));
      const name = 'filename' in file && typeof file.filename === 'string' ? file.filename : id;
      await this.#attachment(content, name);
    }
  }

  async #attachment(content: unknown, name: string): Promise<void> {
    const bytes = content instanceof Uint8Array ? content : undefined;
    if (bytes === undefined) await this.#sink.unreadableMember(name, 'damaged');
    else await this.#sink.member(name, bytes, bytes.length);
  }
}

function valueOf(field: object): unknown {
  return 'value' in field ? field.value : undefined;
}

import { type Attributes, attribute } from '../xml.ts';

/** Half a page of A4 in square centimetres. */
const scanArea = (21 * 29.7) / 2;
const centimetres: Readonly<Record<string, number>> = {
  cm: 1,
  mm: 0.1,
  in: 2.54,
  pt: 2.54 / 72,
  pc: 2.54 / 6,
  px: 2.54 / 96,
};

/** Files that a flat document holds in base64, and whether pages show pictures instead of text. */
export class Pictures {
  /** Embedded files that wait to be handed out. */
  readonly waiting: Uint8Array[] = [];
  /** Whether a page holds a picture and no text, or a picture as large as half a page. */
  hasScan = false;
  #area = 0;
  #page = { text: false, picture: false };
  #onSlide = false;
  #data: string[] | undefined;

  frame(attributes: Attributes): void {
    this.#area = lengthOf(attribute(attributes, 'width')) * lengthOf(attribute(attributes, 'height'));
  }

  begin(name: string): () => void {
    if (name === 'image') {
      this.#page.picture = true;
      if (!this.#onSlide && this.#area >= scanArea) this.hasScan = true;
      return () => undefined;
    }
    this.#data = [];
    return () => {
      const bytes = Buffer.from((this.#data ?? []).join(''), 'base64');
      this.#data = undefined;
      if (bytes.length > 0) this.waiting.push(bytes);
    };
  }

  /** Whether the text is that of a file. */
  text(text: string): boolean {
    this.#data?.push(text);
    return this.#data !== undefined;
  }

  seesText(text: string): void {
    if (!this.#page.text && text.trim() !== '') this.#page.text = true;
  }

  beginPage(): void {
    this.#page = { text: false, picture: false };
    this.#onSlide = true;
  }

  endPage(): void {
    this.#onSlide = false;
    if (this.#page.picture && !this.#page.text) this.hasScan = true;
  }
}

function lengthOf(written: string | undefined): number {
  const found = /^([\d.]+)([a-z]{2})$/.exec(written ?? '');
  return found === null ? 0 : Number(found[1]) * (centimetres[found[2] ?? ''] ?? 0);
}

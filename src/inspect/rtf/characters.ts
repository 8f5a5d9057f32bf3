import { decoderOf, encodingOfPage, pageOfCharset } from '../text/code-pages.ts';

/** Characters that RTF writes as words or symbols. */
export const characters: Readonly<Record<string, string>> = {
  tab: '\t',
  line: '\n',
  lquote: '\u2018',
  rquote: '\u2019',
  ldblquote: '\u201C',
  rdblquote: '\u201D',
  emdash: '\u2014',
  endash: '\u2013',
  bullet: '\u2022',
  emspace: '\u2003',
  enspace: '\u2002',
  qmspace: '\u2005',
  zwj: '\u200D',
  zwnj: '\u200C',
  '~': '\u00A0',
  _: '\u2011',
  '\\': '\\',
  '{': '{',
  '}': '}',
};

/** Fonts are held by number: no more than this. */
const maxFonts = 10_000;

/** The encodings of a document: that of its whole, and those of its fonts. */
export class Characters {
  /** Text was in a code page that cannot be read. */
  uncertain = false;
  #page = 1252;
  readonly #fonts = new Map<number, number>();
  #bytes: number[] = [];
  #encoding = '';

  usePage(page: number): void {
    this.#page = page === 0 ? 1252 : page;
  }

  font(number: number, charset: number): void {
    const page = pageOfCharset(charset);
    if (page !== undefined && this.#fonts.size < maxFonts) this.#fonts.set(number, page);
  }

  /** Takes bytes in the encoding of a font; `flush` gives them as text, once all bytes of a character are there. */
  byte(value: number, font: number | undefined): void {
    const page = (font === undefined ? undefined : this.#fonts.get(font)) ?? this.#page;
    const encoding = encodingOfPage(page);
    if (encoding === undefined && value >= 0x80) this.uncertain = true;
    this.#encoding = encoding ?? 'windows-1252';
    this.#bytes.push(value);
  }

  /** Whether text of this font can be taken as it is, when it is ASCII. */
  get waits(): boolean {
    return this.#bytes.length > 0;
  }

  flush(): string {
    if (this.#bytes.length === 0) return '';
    const text = decoderOf(this.#encoding).decode(Uint8Array.from(this.#bytes));
    this.#bytes = [];
    return text;
  }
}

import { isBase64, isQuotedPrintable, type Property, readProperty } from './content-line.ts';

/** Characters of one property, a picture say; what goes on beyond is passed over. */
const maxLine = 1 << 26;

/** Joins lines and their continuations into properties, portion by portion. */
export class ContentLines {
  /** A property was longer than what is held. */
  cut = false;
  readonly #onProperty: (property: Property) => void;
  readonly #onOther: (text: string) => void;
  #rest = '';
  #pieces: string[] = [];
  #length = 0;
  /** How the property that is open goes on: it ends with `=`, or its base64 may go on without white space in front. */
  #goesOn: 'folded' | 'quoted' | 'base64' = 'folded';

  /** `onOther` is given lines that are no properties. */
  constructor(onProperty: (property: Property) => void, onOther: (text: string) => void) {
    this.#onProperty = onProperty;
    this.#onOther = onOther;
  }

  push(text: string): void {
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#line(line);
    if (this.#rest.length <= maxLine) return;
    this.cut = true;
    this.#line(this.#rest);
    this.#rest = '';
  }

  end(): void {
    if (this.#rest !== '') this.#line(this.#rest.replace(/\r$/, ''));
    this.#rest = '';
    this.#close();
  }

  #line(line: string): void {
    if (this.#pieces.length > 0 && this.#continues(line)) return;
    this.#close();
    if (line.trim() === '') return;
    this.#pieces = [line];
    this.#length = line.length;
    const parameters = readProperty(line.slice(0, 1024))?.parameters ?? new Map<string, string>();
    const quoted = isQuotedPrintable(parameters);
    this.#goesOn = quoted && line.endsWith('=') ? 'quoted' : isBase64(parameters) ? 'base64' : 'folded';
  }

  #continues(line: string): boolean {
    if (this.#goesOn === 'quoted') {
      this.#add(`\n${line}`);
      if (!line.endsWith('=')) this.#goesOn = 'folded';
      return true;
    }
    const folded = line.startsWith(' ') || line.startsWith('\t');
    if (folded && line.trim() !== '') {
      this.#add(line.slice(1));
      return true;
    }
    if (this.#goesOn !== 'base64' || !/^[A-Za-z0-9+/]{16,}={0,2}$/.test(line)) return false;
    this.#add(line);
    return true;
  }

  #add(piece: string): void {
    this.#length += piece.length;
    if (this.#length > maxLine) this.cut = true;
    else this.#pieces.push(piece);
  }

  #close(): void {
    if (this.#pieces.length === 0) return;
    const line = this.#pieces.join('');
    this.#pieces = [];
    this.#goesOn = 'folded';
    const property = readProperty(line.trimStart());
    if (property === undefined) this.#onOther(line);
    else this.#onProperty(property);
  }
}

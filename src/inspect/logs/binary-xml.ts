import { fail } from '#platform/errors';
import { type Substitution, substitutionsAt, valueText } from './values.ts';

/** Kinds of tokens; one bit more says that attributes or more of the value follow. */
const token = {
  end: 0x00,
  open: 0x01,
  closeStart: 0x02,
  closeEmpty: 0x03,
  close: 0x04,
  value: 0x05,
  attribute: 0x06,
  cdata: 0x07,
  character: 0x08,
  entity: 0x09,
  target: 0x0a,
  data: 0x0b,
  template: 0x0c,
  substitution: 0x0d,
  optional: 0x0e,
  fragment: 0x0f,
} as const;
const follows = 0x40;
const nestedXml = 0x21;
/** Templates in values of templates, and elements in elements; events have three or four. */
const deepest = 64;
/** Tokens and characters of one event: templates that use a value that uses them again and again would never end. */
const mostTokens = 1 << 18;
const mostText = 1 << 22;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** A value of an event: the attribute `Name` of its element, or what the element is called; with the attribute behind. */
export interface EventField {
  readonly label: string;
  readonly text: string;
}

interface Element {
  readonly name: string;
  /** Its attribute `Name`: what the value in it is. */
  stated: string;
  text: string;
}

/** Reads the binary XML of an event, which shares names and templates with others of its chunk. Throws `damaged`, `limit-depth`, `limit-ratio`. */
export class BinaryXml {
  readonly #chunk: Buffer;
  readonly #emit: (field: EventField) => void;
  readonly #open: Element[] = [];
  /** The attribute whose value is being read. */
  #attribute: { readonly name: string; text: string } | undefined;
  #depth = 0;
  #tokens = 0;
  #written = 0;

  constructor(chunk: Buffer, emit: (field: EventField) => void) {
    this.#chunk = chunk;
    this.#emit = emit;
  }

  /** Reads what stands from `at` to `end`; returns where it ended. */
  read(at: number, end: number, values: readonly Substitution[] = []): number {
    this.#depth += 1;
    if (this.#depth > deepest) fail('limit-depth', 'event');
    let next = at;
    while (next < end) {
      const kind = this.#byte(next) & ~follows;
      if (kind === token.end) {
        next += 1;
        break;
      }
      next = this.#token(kind, next, values);
    }
    this.#depth -= 1;
    return next;
  }

  #token(kind: number, at: number, values: readonly Substitution[]): number {
    this.#tokens += 1;
    if (this.#tokens > mostTokens) fail('limit-ratio', 'event');
    switch (kind) {
      case token.fragment:
        return at + 4;
      case token.open:
        return this.#element(at);
      case token.attribute: {
        this.#endAttribute();
        const { text, end } = this.#name(at + 1);
        this.#attribute = { name: text, text: '' };
        return end;
      }
      case token.closeStart:
        this.#endAttribute();
        return at + 1;
      case token.closeEmpty:
      case token.close:
        this.#endAttribute();
        this.#close();
        return at + 1;
      case token.value: {
        if (this.#byte(at + 1) !== 1) fail('damaged', 'event');
        return this.#characters(at + 2);
      }
      case token.cdata:
      case token.data:
        return this.#characters(at + 1);
      case token.character:
        this.#say(String.fromCharCode(this.#short(at + 1)));
        return at + 3;
      case token.entity: {
        const { text, end } = this.#name(at + 1);
        this.#say(entities[text] ?? '');
        return end;
      }
      case token.target:
        return this.#name(at + 1).end;
      case token.template:
        return this.#template(at);
      case token.substitution:
      case token.optional: {
        const value = values[this.#short(at + 1)];
        if (value !== undefined) this.#substitute(value);
        return at + 4;
      }
      default:
        return fail('damaged', 'event');
    }
  }

  /** Two bytes before the length of an element are missing where no template is around it. */
  #element(at: number): number {
    const hasAttributes = (this.#byte(at) & follows) !== 0;
    const isWhole = this.#long(at + 7) < this.#chunk.length && this.#long(at + 3) < this.#chunk.length;
    const { text, end } = this.#name(at + (isWhole ? 7 : 5));
    if (this.#open.length >= deepest) fail('limit-depth', 'event');
    this.#open.push({ name: text, stated: '', text: '' });
    return hasAttributes ? end + 4 : end;
  }

  #template(at: number): number {
    const place = this.#long(at + 6);
    const isHere = place === at + 10;
    if (place + 24 > this.#chunk.length) fail('damaged', 'event');
    const length = this.#long(place + 20);
    const behind = isHere ? place + 24 + length : at + 10;
    const { values, end } = substitutionsAt(this.#chunk, behind);
    this.read(place + 24, Math.min(this.#chunk.length, place + 24 + length), values);
    return end;
  }

  #substitute(value: Substitution): void {
    if (value.type !== nestedXml) return this.#say(valueText(this.#chunk, value));
    const depth = this.#open.length;
    this.read(value.at, value.at + value.size);
    if (this.#open.length !== depth) fail('damaged', 'event');
  }

  #say(text: string): void {
    this.#written += text.length;
    if (this.#written > mostText) fail('limit-ratio', 'event');
    if (this.#attribute !== undefined) this.#attribute.text += text;
    else {
      const top = this.#open.at(-1);
      if (top !== undefined) top.text += text;
    }
  }

  #endAttribute(): void {
    const attribute = this.#attribute;
    const top = this.#open.at(-1);
    this.#attribute = undefined;
    if (attribute === undefined || top === undefined || attribute.text === '') return;
    if (attribute.name === 'Name' && this.#open.length > 1) top.stated = attribute.text;
    if (attribute.name === 'xmlns' || (attribute.name === 'Name' && top.name === 'Data')) return;
    this.#emit({ label: `${top.name} ${attribute.name}`, text: attribute.text });
  }

  #close(): void {
    const element = this.#open.pop() ?? fail('damaged', 'event');
    const text = element.text.trim();
    if (text !== '') this.#emit({ label: element.stated === '' ? element.name : element.stated, text });
  }

  #characters(at: number): number {
    const end = at + 2 + this.#short(at) * 2;
    if (end > this.#chunk.length) fail('damaged', 'event');
    this.#say(this.#chunk.toString('utf16le', at + 2, end));
    return end;
  }

  /** A name, which stands here or elsewhere in the chunk. */
  #name(at: number): { readonly text: string; readonly end: number } {
    const place = this.#long(at);
    const length = this.#short(place + 6);
    const end = place + 8 + length * 2;
    if (end > this.#chunk.length) fail('damaged', 'event');
    return { text: this.#chunk.toString('utf16le', place + 8, end), end: place === at + 4 ? end + 2 : at + 4 };
  }

  #byte(at: number): number {
    return this.#chunk[at] ?? fail('damaged', 'event');
  }

  #short(at: number): number {
    return at + 2 > this.#chunk.length ? fail('damaged', 'event') : this.#chunk.readUInt16LE(at);
  }

  #long(at: number): number {
    return at + 4 > this.#chunk.length ? fail('damaged', 'event') : this.#chunk.readUInt32LE(at);
  }
}

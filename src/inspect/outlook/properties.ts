import { hold } from '../bytes/random-input.ts';
import { decoderOf, encodingOfPage } from '../text/code-pages.ts';

/** Types of values ([MS-OXCDATA] 2.11.1). */
export const valueType = {
  short: 0x02,
  long: 0x03,
  double: 0x05,
  boolean: 0x0b,
  object: 0x0d,
  long64: 0x14,
  bytes: 0x1e,
  text: 0x1f,
  moment: 0x40,
  identifier: 0x48,
  binary: 0x102,
} as const;
const several = 0x1000;

/** The value of a property as it is stored. */
export interface RawValue {
  readonly type: number;
  readonly size: number;
  open(): AsyncIterable<Uint8Array>;
  /** The values of a property that has several. */
  readonly items?: readonly RawValue[];
}

/** What a property is called that has no number of its own: by its set's number or by words. */
export type PropertyName = number | string;

/** Characters of one value that are held. */
const maxText = 1 << 20;

/** A value that is in memory. */
export async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

/** The properties of a message, a recipient or an attachment, by number. */
export class Properties {
  readonly values: ReadonlyMap<number, RawValue>;
  readonly #names: ReadonlyMap<number, PropertyName>;
  readonly #page: number;
  readonly #ids = new Map<PropertyName, number>();

  constructor(values: ReadonlyMap<number, RawValue>, names: ReadonlyMap<number, PropertyName>, page: number) {
    this.values = values;
    this.#names = names;
    this.#page = page;
    for (const [id, name] of names) if (values.has(id)) this.#ids.set(name, id);
  }

  /** What a property from 0x8000 on is called. */
  nameOf(id: number): PropertyName | undefined {
    return this.#names.get(id);
  }

  has(id: number): boolean {
    return (this.values.get(id)?.size ?? 0) > 0;
  }

  /** Whether it has a text that is too long to be held, and is left out where it is shown; bodies are read as streams. */
  isCut(bodies: readonly number[]): boolean {
    return [...this.values].some(
      ([id, { type, size, items }]) =>
        !bodies.includes(id) && isText(type) && (items ?? [{ size }]).some((item) => item.size > maxText),
    );
  }

  /** The property of this name, by its number in this message. */
  named(name: PropertyName): number {
    return this.#ids.get(name) ?? -1;
  }

  /** A value as text: several ones joined by semicolons; empty for bytes and what is not there. */
  async text(id: number): Promise<string> {
    const value = this.values.get(id);
    if (value === undefined) return '';
    const texts: string[] = [];
    for (const item of value.items ?? [value]) texts.push(await this.#shown(item));
    return texts.filter((text) => text !== '').join('; ');
  }

  async number(id: number): Promise<number | undefined> {
    const value = this.values.get(id);
    if (value === undefined || value.type !== valueType.long) return undefined;
    const bytes = Buffer.from(await hold(value.open(), 16));
    return bytes.length < 4 ? undefined : bytes.readInt32LE(0);
  }

  /** All bytes of a value, up to `most`. Throws `limit-memory`. */
  async bytes(id: number, most: number): Promise<Buffer> {
    const value = this.values.get(id);
    return value === undefined ? Buffer.alloc(0) : Buffer.from(await hold(value.open(), most));
  }

  /** The bytes of a text, and the encoding that they are in. */
  encodingOf(id: number): string {
    return this.values.get(id)?.type === valueType.text ? 'utf-16le' : (encodingOfPage(this.#page) ?? 'windows-1252');
  }

  async #shown(value: RawValue): Promise<string> {
    if (value.size > maxText) return '';
    const bytes = Buffer.from(await hold(value.open(), maxText));
    switch (value.type & ~several) {
      case valueType.text:
        return bytes.toString('utf16le').replace(/\0+$/, '').trim();
      case valueType.bytes:
        return decoderOf(encodingOfPage(this.#page) ?? 'windows-1252')
          .decode(bytes)
          .replace(/\0+$/, '')
          .trim();
      case valueType.moment:
        return bytes.length < 8 ? '' : momentOf(bytes.readBigUInt64LE(0));
      case valueType.short:
        return bytes.length < 2 ? '' : String(bytes.readInt16LE(0));
      case valueType.long:
        return bytes.length < 4 ? '' : String(bytes.readInt32LE(0));
      case valueType.double:
        return bytes.length < 8 ? '' : String(bytes.readDoubleLE(0));
      case valueType.boolean:
        return bytes.length > 0 && bytes[0] !== 0 ? 'true' : 'false';
      default:
        return '';
    }
  }
}

function isText(type: number): boolean {
  const single = type & ~several;
  return single === valueType.text || single === valueType.bytes;
}

/** 100 nanoseconds since 1601 as ISO 8601; empty for what stands for no moment. */
function momentOf(ticks: bigint): string {
  const milliseconds = Number(ticks / 10_000n) - 11_644_473_600_000;
  const year = new Date(milliseconds).getUTCFullYear();
  return ticks > 0n && year >= 1700 && year < 4000 ? new Date(milliseconds).toISOString().slice(0, 19) : '';
}

/** A value of an event: text, a count, a moment, or binary XML of its own. */
type EventValue = string | number | Date | Buffer;

interface LoggedEvent {
  readonly id: number;
  readonly user: EventValue;
  readonly address: EventValue;
}

const recordsAt = 512;
const chunkBytes = 65_536;

/** An event log of Windows of one chunk: the first event brings the template, the others refer to it. */
export function eventLog(events: readonly LoggedEvent[], old: readonly LoggedEvent[] = []): Buffer {
  const header = Buffer.alloc(4096);
  header.write('ElfFile\0', 'latin1');
  header.writeUInt16LE(1, 42);
  return Buffer.concat([header, new Chunk().bytes(events, old)]);
}

class Chunk {
  readonly #bytes = Buffer.alloc(chunkBytes);
  readonly #names = new Map<string, number>();
  #at = recordsAt;
  #template = 0;

  bytes(events: readonly LoggedEvent[], old: readonly LoggedEvent[]): Buffer {
    this.#bytes.write('ElfChnk\0', 'latin1');
    events.forEach((event, index) => this.#record(event, index + 1));
    this.#bytes.writeUInt32LE(this.#at, 48);
    old.forEach((event, index) => this.#record(event, index + 1));
    return this.#bytes;
  }

  #record({ id, user, address }: LoggedEvent, number: number): void {
    const begin = this.#at;
    this.#at += 24;
    this.#put(0x0f, 1, 1, 0, 0x0c, 1);
    this.#long(1);
    if (this.#template === 0) {
      this.#template = this.#at + 4;
      this.#long(this.#template);
      this.#define();
    } else this.#long(this.#template);
    this.#values([id, new Date('2026-03-02T09:00:00Z'), user, address]);
    this.#put(0);
    const size = this.#at - begin + 4;
    this.#long(size);
    this.#bytes.writeUInt32LE(0x2a2a, begin);
    this.#bytes.writeUInt32LE(size, begin + 4);
    this.#bytes.writeBigUInt64LE(BigInt(number), begin + 8);
    this.#bytes.writeBigUInt64LE(ticks(new Date('2026-03-02T09:00:00Z')), begin + 16);
  }

  #define(): void {
    const begin = this.#at;
    this.#at += 24;
    this.#put(0x0f, 1, 1, 0);
    this.#open('Event');
    this.#put(2);
    this.#element('EventID', 0);
    this.#open('TimeCreated', 'SystemTime', () => this.#put(0x0e, 1, 0, 0x11));
    this.#put(3);
    this.#open('EventData');
    this.#put(2);
    this.#element('Data', 2, 'TargetUserName');
    this.#element('Data', 3, 'IpAddress');
    this.#put(4, 4, 0);
    this.#bytes.writeUInt32LE(this.#at - begin - 24, begin + 20);
  }

  #element(name: string, value: number, stated?: string): void {
    if (stated === undefined) this.#open(name);
    else this.#open(name, 'Name', () => this.#text(stated));
    this.#put(2, 0x0d, value, 0, 1, 4);
  }

  #open(name: string, attribute?: string, value?: () => void): void {
    this.#put(attribute === undefined ? 0x01 : 0x41, 0xff, 0xff, 0, 0, 0, 0);
    this.#name(name);
    if (attribute === undefined) return;
    this.#long(0);
    this.#put(0x06);
    this.#name(attribute);
    value?.();
  }

  #text(text: string): void {
    this.#put(0x05, 1, text.length & 255, text.length >> 8, ...Buffer.from(text, 'utf16le'));
  }

  #name(name: string): void {
    const known = this.#names.get(name);
    if (known !== undefined) return this.#long(known);
    this.#names.set(name, this.#at + 4);
    this.#long(this.#at + 4);
    this.#put(0, 0, 0, 0, 0, 0, name.length, 0, ...Buffer.from(`${name}\0`, 'utf16le'));
  }

  #values(values: readonly EventValue[]): void {
    const encoded = values.map(encode);
    this.#long(encoded.length);
    for (const { type, bytes } of encoded) this.#put(bytes.length & 255, bytes.length >> 8, type, 0);
    for (const { bytes } of encoded) this.#put(...bytes);
  }

  #put(...bytes: number[]): void {
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  #long(value: number): void {
    this.#at = this.#bytes.writeUInt32LE(value, this.#at);
  }
}

const ticks = (date: Date): bigint => BigInt(date.getTime() + 11_644_473_600_000) * 10_000n;

function encode(value: EventValue): { type: number; bytes: Buffer } {
  if (typeof value === 'string') return { type: 0x01, bytes: Buffer.from(value, 'utf16le') };
  if (Buffer.isBuffer(value)) return { type: 0x21, bytes: value };
  const bytes = Buffer.alloc(typeof value === 'number' ? 2 : 8);
  if (typeof value === 'number') bytes.writeUInt16LE(value);
  else bytes.writeBigUInt64LE(ticks(value));
  return { type: typeof value === 'number' ? 0x06 : 0x11, bytes };
}

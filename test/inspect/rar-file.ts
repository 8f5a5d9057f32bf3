import { createCipheriv, pbkdf2Sync } from 'node:crypto';
import { crc32 } from 'node:zlib';

export interface RarMember {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Packed as one stream with the members before. */
  readonly solid?: boolean;
  readonly stored?: boolean;
  readonly password?: string;
  /** Header flags of version 5 for members in several volumes. */
  readonly volume?: number;
  /** A filter over all of it, which was put on `bytes` before. */
  readonly filter?: { readonly kind: number; readonly channels?: number };
  readonly service?: boolean;
}

const sizes5 = { main: 306, distance: 64, low: 16, repeat: 44 };
const sizes4 = { main: 299, distance: 60, low: 17, repeat: 28 };
const nearest = 4;

/** An archive of RAR 5: headers, members stored or packed with codes of one length, AES where they have a password. */
export function rar5(members: readonly RarMember[], archiveFlags = 0): Buffer {
  const parts = [Buffer.from('526172211a070100', 'hex'), header(1, 0, [number5(archiveFlags)])];
  const before: Buffer[] = [];
  for (const member of members) {
    const { name, bytes, solid = false, stored = false, password, volume = 0, service = false } = member;
    const history = solid ? Buffer.concat(before) : Buffer.alloc(0);
    const packed = stored ? Buffer.from(bytes) : packed5(Buffer.from(bytes), history, member);
    if (!stored) before.push(Buffer.from(bytes));
    const seal = password === undefined ? undefined : sealed(packed, password);
    const data = seal?.data ?? packed;
    const extra = seal?.record ?? Buffer.alloc(0);
    const sum = Buffer.alloc(4);
    sum.writeUInt32LE(member.filter === undefined ? crc32(bytes) : 0);
    const fields = [
      number5(member.filter === undefined ? 4 : 0),
      number5(bytes.length),
      number5(0),
      member.filter === undefined ? sum : Buffer.alloc(0),
      number5((solid ? 64 : 0) | (stored ? 0 : 3 << 7) | (3 << 10)),
      number5(1),
      number5(Buffer.byteLength(name)),
      Buffer.from(name),
    ];
    parts.push(header(service ? 3 : 2, volume, fields, extra, data.length), data);
  }
  return Buffer.concat([...parts, header(5, 0, [number5(0)])]);
}

/** An archive of RAR 4. */
export function rar4(members: readonly RarMember[]): Buffer {
  const parts = [Buffer.from('526172211a0700', 'hex'), block4(0x73, 0, Buffer.alloc(6))];
  const before: Buffer[] = [];
  for (const { name, bytes, solid = false, stored = false } of members) {
    const history = solid ? Buffer.concat(before) : Buffer.alloc(0);
    const data = stored ? Buffer.from(bytes) : packed4(Buffer.from(bytes), history, before.length > 0 && solid);
    if (!stored) before.push(Buffer.from(bytes));
    const fields = Buffer.alloc(25);
    fields.writeUInt32LE(data.length);
    fields.writeUInt32LE(bytes.length, 4);
    fields.writeUInt8(3, 8);
    fields.writeUInt32LE(crc32(bytes), 9);
    fields.writeUInt32LE(0x5c62_5000, 13);
    fields.writeUInt8(29, 17);
    fields.writeUInt8(stored ? 0x30 : 0x33, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 19);
    parts.push(block4(0x74, 0x8000 | (6 << 5) | (solid ? 0x10 : 0), Buffer.concat([fields, Buffer.from(name)])), data);
  }
  return Buffer.concat([...parts, block4(0x7b, 0x4000, Buffer.alloc(0))]);
}

function block4(type: number, flags: number, fields: Buffer): Buffer {
  const head = Buffer.alloc(7);
  head.writeUInt8(type, 2);
  head.writeUInt16LE(flags, 3);
  head.writeUInt16LE(7 + fields.length, 5);
  const whole = Buffer.concat([head, fields]);
  whole.writeUInt16LE(crc32(whole.subarray(2)) & 0xffff);
  return whole;
}

function header(
  type: number,
  flags: number,
  fields: readonly Buffer[],
  extra: Buffer = Buffer.alloc(0),
  data?: number,
): Buffer {
  const all = flags | (extra.length > 0 ? 1 : 0) | (data === undefined ? 0 : 2);
  const body = Buffer.concat([
    number5(type),
    number5(all),
    extra.length > 0 ? number5(extra.length) : Buffer.alloc(0),
    data === undefined ? Buffer.alloc(0) : number5(data),
    ...fields,
    extra,
  ]);
  const sized = Buffer.concat([number5(body.length), body]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(sized));
  return Buffer.concat([sum, sized]);
}

function number5(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    bytes.push((rest % 128) | (rest >= 128 ? 128 : 0));
    if (rest < 128) return Buffer.from(bytes);
  }
}

function sealed(packed: Buffer, password: string): { data: Buffer; record: Buffer } {
  const [salt, vector, rounds] = [Buffer.alloc(16, 7), Buffer.alloc(16, 9), 4];
  const derived = (count: number): Buffer => pbkdf2Sync(password, salt, count, 32, 'sha256');
  const cipher = createCipheriv('aes-256-cbc', derived(2 ** rounds), vector).setAutoPadding(false);
  const data = cipher.update(Buffer.concat([packed, Buffer.alloc((16 - (packed.length % 16)) % 16)]));
  const check = Buffer.alloc(8);
  for (const [at, byte] of derived(2 ** rounds + 32).entries()) check[at % 8] = (check[at % 8] as number) ^ byte;
  const fields = Buffer.concat([Buffer.of(1, 0, 1, rounds), salt, vector, check, Buffer.alloc(4)]);
  return { data, record: Buffer.concat([number5(fields.length), fields]) };
}

class Bits {
  readonly #bits: number[] = [];

  write(value: number, count: number): void {
    for (let bit = count - 1; bit >= 0; bit--) this.#bits.push(Math.floor(value / 2 ** bit) % 2);
  }

  /** Whole bytes, and how many bits of the last one count. */
  end(): { bytes: Buffer; last: number } {
    const bytes = Buffer.alloc(Math.ceil(this.#bits.length / 8));
    for (const [at, bit] of this.#bits.entries()) bytes[at >> 3] = (bytes[at >> 3] as number) | (bit << (7 - (at & 7)));
    return { bytes, last: this.#bits.length % 8 || 8 };
  }
}

/** Lengths of all codes of one alphabet: as short as will do. */
const lengthFor = (count: number): number => Math.ceil(Math.log2(count));

function writeCodes(bits: Bits, sizes: typeof sizes5): void {
  for (let at = 0; at < 20; at++) bits.write(5, 4);
  for (const count of Object.values(sizes)) for (let at = 0; at < count; at++) bits.write(lengthFor(count), 5);
}

/** Repeats of what went before, each of at least four bytes, and the bytes between. */
function* steps(bytes: Buffer, history: Buffer): Generator<{ byte: number } | { distance: number; length: number }> {
  const all = Buffer.concat([history, bytes]);
  const seen = new Map<number, number>();
  const keyAt = (at: number): number => (at + nearest > all.length ? -1 : all.readUInt32LE(at));
  for (let at = 0; at < history.length; at++) seen.set(keyAt(at), at);
  for (let at = history.length; at < all.length; ) {
    const from = seen.get(keyAt(at));
    let length = 0;
    if (from !== undefined && keyAt(at) >= 0)
      while (length < 40 && at + length < all.length && all[from + length] === all[at + length]) length++;
    for (let each = 0; each < Math.max(1, length); each++) seen.set(keyAt(at + each), at + each);
    if (length < nearest || from === undefined) yield { byte: all[at++] as number };
    else {
      yield { distance: at - from, length };
      at += length;
    }
  }
}

function packed5(bytes: Buffer, history: Buffer, { filter }: RarMember): Buffer {
  const bits = new Bits();
  writeCodes(bits, sizes5);
  const main = (symbol: number): void => bits.write(symbol, lengthFor(sizes5.main));
  if (filter !== undefined) {
    main(256);
    for (const value of [0, bytes.length]) {
      bits.write(3, 2);
      for (let at = 0; at < 4; at++) bits.write(Math.floor(value / 256 ** at) % 256, 8);
    }
    bits.write(filter.kind, 3);
    if (filter.kind === 0) bits.write((filter.channels ?? 1) - 1, 5);
  }
  for (const step of steps(bytes, history)) {
    if ('byte' in step) {
      main(step.byte);
      continue;
    }
    const { distance } = step;
    const length = step.length - (distance > 0x4_0000 ? 3 : distance > 0x2000 ? 2 : distance > 0x100 ? 1 : 0) - 2;
    const [slot, extra] = length < 8 ? [length, 0] : slotOf(length, 4);
    main(262 + slot);
    if (extra > 0) bits.write(length % 2 ** extra, extra);
    const rest = distance - 1;
    const [place, more] = rest < 4 ? [rest, 0] : slotOf(rest, 2);
    bits.write(place, lengthFor(sizes5.distance));
    if (more > 0 && more < 4) bits.write(rest % 2 ** more, more);
    if (more > 4) bits.write(Math.floor((rest % 2 ** more) / 16), more - 4);
    if (more >= 4) bits.write(rest % 16, lengthFor(sizes5.low));
  }
  const { bytes: body, last } = bits.end();
  const flags = 0xc0 | (2 << 3) | (last - 1);
  const size = [body.length & 255, (body.length >> 8) & 255, body.length >> 16];
  const check = 0x5a ^ flags ^ (size[0] ?? 0) ^ (size[1] ?? 0) ^ (size[2] ?? 0);
  return Buffer.concat([Buffer.of(flags, check, ...size), body]);
}

/** The slot of a value where each power of two has `each` of them, and bits that follow. */
function slotOf(value: number, each: 2 | 4): [slot: number, extra: number] {
  const shift = each === 4 ? 2 : 1;
  const extra = Math.floor(Math.log2(value)) - shift;
  return [(extra + 1) * each + (Math.floor(value / 2 ** extra) % each), extra];
}

function packed4(bytes: Buffer, history: Buffer, goesOn: boolean): Buffer {
  const bits = new Bits();
  if (!goesOn) {
    bits.write(0, 2);
    writeCodes(bits, sizes4);
  }
  const main = (symbol: number): void => bits.write(symbol, lengthFor(sizes4.main));
  for (const step of steps(bytes, history)) {
    if ('byte' in step) {
      main(step.byte);
      continue;
    }
    const { distance } = step;
    const length = step.length - (distance >= 0x4_0000 ? 2 : distance >= 0x2000 ? 1 : 0) - 3;
    const [slot, extra] = length < 8 ? [length, 0] : slotOf(length, 4);
    main(271 + slot);
    if (extra > 0) bits.write(length % 2 ** extra, extra);
    const rest = distance - 1;
    const [place, more] = rest < 4 ? [rest, 0] : slotOf(rest, 2);
    bits.write(place, lengthFor(sizes4.distance));
    if (more > 0 && more < 4) bits.write(rest % 2 ** more, more);
    if (more > 4) bits.write(Math.floor((rest % 2 ** more) / 16), more - 4);
    if (more >= 4) bits.write(rest % 16, lengthFor(sizes4.low));
  }
  main(256);
  bits.write(0, 2);
  return bits.end().bytes;
}

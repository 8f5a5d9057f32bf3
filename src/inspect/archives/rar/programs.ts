import { crc32 } from 'node:zlib';
import { fail } from '#platform/errors';
import type { BitWindow } from './bit-window.ts';
import type { Filter } from './filters.ts';

/** Filters of RAR 3 and 4 are programs for a machine of its own. Programs write six of them; those that are known by length and sum: */
const known = new Map<string, Filter['kind']>([
  ['29 0e06077d', 'delta'],
  ['53 ad576887', 'calls'],
  ['57 3cd7e57e', 'calls-and-jumps'],
]);
const registers = 7;
const mostPrograms = 1024;
const mostCode = 0x1_0000;
/** The memory of that machine for what it changes. */
const mostLength = 0x3_c000;

interface Program {
  readonly kind: Filter['kind'];
  length: number;
}

/** The filters of one solid stream. None of their code is run: what is not known is told as not read. */
export class FilterPrograms {
  #programs: Program[] = [];
  #last = 0;

  /** Reads what one filter is to do to the bytes from `place` of the file on. */
  read(bits: BitWindow, place: number): Filter {
    const flags = bits.read(8);
    const short = (flags & 7) + 1;
    const length = short === 7 ? bits.read(8) + 7 : short === 8 ? bits.read(16) : short;
    const code = Buffer.alloc(length);
    for (let at = 0; at < length && !bits.isOver; at++) code[at] = bits.read(8);
    if (bits.isOver) fail('damaged', 'filter');
    return this.#parse(new CodeBits(code), flags, place);
  }

  #parse(code: CodeBits, flags: number, place: number): Filter {
    if ((flags & 0x80) !== 0) {
      const number = code.number();
      if (number === 0) this.#programs = [];
      this.#last = Math.max(0, number - 1);
    }
    const isNew = this.#last === this.#programs.length;
    if (this.#last > this.#programs.length || this.#last >= mostPrograms) fail('damaged', 'filter');
    const start = place + code.number() + ((flags & 0x40) !== 0 ? 258 : 0);
    const stated = (flags & 0x20) !== 0 ? code.number() : undefined;
    const length = stated ?? this.#programs[this.#last]?.length ?? 0;
    let channels = 0;
    if ((flags & 0x10) !== 0) {
      const mask = code.bits(registers);
      for (let register = 0; register < registers; register++) {
        const value = (mask & (1 << register)) === 0 ? 0 : code.number();
        if (register === 0) channels = value;
      }
    }
    if (isNew) this.#programs.push({ kind: kindOf(code), length });
    const program = this.#programs[this.#last] ?? fail('damaged', 'filter');
    program.length = length;
    if (length > mostLength || length === 0) fail('damaged', 'filter');
    if (program.kind === 'delta' && (channels < 1 || channels > 1024)) fail('damaged', 'filter');
    return { kind: program.kind, start, length, channels };
  }
}

function kindOf(code: CodeBits): Filter['kind'] {
  const length = code.number();
  if (length === 0 || length >= mostCode) fail('damaged', 'filter');
  const program = Buffer.alloc(length);
  for (let at = 0; at < length; at++) program[at] = code.bits(8);
  const kind = known.get(`${length} ${crc32(program).toString(16).padStart(8, '0')}`);
  return kind ?? fail('feature-unsupported', 'filter');
}

/** Bits of the description of one filter. */
class CodeBits {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  bits(count: number): number {
    let value = 0;
    for (let left = count; left > 0; left--, this.#at++) {
      const byte = this.#bytes[this.#at >> 3] ?? fail('damaged', 'filter');
      value = value * 2 + ((byte >> (7 - (this.#at & 7))) & 1);
    }
    return value;
  }

  /** Two bits tell how a number is written: in 4, 8, 16 or 32 bits, and in eight also small negative ones. */
  number(): number {
    const kind = this.bits(2);
    if (kind === 0) return this.bits(4);
    if (kind === 2) return this.bits(16);
    if (kind === 3) return this.bits(32);
    const high = this.bits(4);
    return high === 0 ? 0xffff_ff00 + this.bits(8) : high * 16 + this.bits(4);
  }
}

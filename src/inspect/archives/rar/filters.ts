/** What was done to a stretch of a file before it was packed, and is undone behind. */
export interface Filter {
  readonly kind: 'delta' | 'calls' | 'calls-and-jumps' | 'arm';
  /** From the beginning of the file. */
  readonly start: number;
  readonly length: number;
  readonly channels: number;
}

/** Programs count places in windows of this size, whatever the file's. */
const wrap = 0x100_0000;

/** The bytes as they were; `version` 5 counts places modulo 16 MiB. */
export function undo(bytes: Buffer, { kind, start, channels }: Filter, version: 4 | 5): Buffer {
  if (kind === 'delta') return undoDelta(bytes, channels);
  const changed = Buffer.from(bytes);
  if (kind === 'arm') undoBranches(changed, start);
  else undoCalls(changed, start, kind === 'calls-and-jumps' ? 0xfe : 0xff, version);
  return changed;
}

/** Differences of each channel one behind the other. */
function undoDelta(bytes: Buffer, channels: number): Buffer {
  const changed = Buffer.alloc(bytes.length);
  let from = 0;
  for (let channel = 0; channel < channels; channel++) {
    let last = 0;
    for (let to = channel; to < bytes.length; to += channels) {
      last = (last - (bytes[from++] as number)) & 0xff;
      changed[to] = last;
    }
  }
  return changed;
}

/** Calls (and jumps) of x86: places that were made absolute become relative again. */
function undoCalls(bytes: Buffer, start: number, mask: number, version: 4 | 5): void {
  for (let at = 0; at + 5 <= bytes.length; ) {
    const code = bytes[at++] as number;
    if ((code & mask) !== (0xe8 & mask)) continue;
    const place = version === 5 ? (start + at) % wrap : start + at;
    const address = bytes.readInt32LE(at);
    if (address < 0) {
      if (address + place >= 0) bytes.writeInt32LE((address + wrap) | 0, at);
    } else if (address < wrap) bytes.writeInt32LE((address - place) | 0, at);
    at += 4;
  }
}

/** Branches with link of ARM. */
function undoBranches(bytes: Buffer, start: number): void {
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    if (bytes[at + 3] !== 0xeb) continue;
    const offset = bytes.readUIntLE(at, 3) - Math.floor((start + at) / 4);
    bytes.writeUIntLE(offset & 0xff_ffff, at, 3);
  }
}

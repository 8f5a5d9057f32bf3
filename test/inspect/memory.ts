import type { Block, ExtractContext, Head, Input, Limits, Sink } from '../../src/inspect/contract.ts';
import { CofferdamError, type Code } from '../../src/platform/errors/index.ts';

/** Limits that no small test file meets by accident. */
const roomy: Limits = {
  maxDepth: 16,
  maxMembers: 100_000,
  maxRatio: 1000,
  maxBytes: 2 ** 33,
  maxHeldBytes: 2 ** 28,
  maxSeconds: 60,
};

export const context = (passwords: readonly string[] = [], limits: Partial<Limits> = {}): ExtractContext => ({
  passwords,
  limits: { ...roomy, ...limits },
});

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** An input over bytes in memory; `step` is how much the stream hands out at a time. */
export function memoryInput(bytes: Uint8Array | string, step = 65_536): Input {
  const data = typeof bytes === 'string' ? utf8(bytes) : bytes;
  return {
    size: data.length,
    read: (offset, length) => Promise.resolve(data.subarray(offset, offset + length)),
    async *stream() {
      for (let at = 0; at < data.length; at += step) yield data.subarray(at, at + step);
    },
  };
}

/** The head that the engine would make of these bytes; text is decoded as UTF-8 where it is valid. */
export function headOf(bytes: Uint8Array | string, name = ''): Head {
  const data = typeof bytes === 'string' ? utf8(bytes) : bytes;
  const start = data.subarray(0, 65_536);
  let text: string | undefined;
  try {
    text = start.includes(0) ? undefined : new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true });
  } catch {
    text = undefined;
  }
  return { bytes: start, tail: data.subarray(Math.max(0, data.length - 65_536)), size: data.length, text, name };
}

/** What came of one member: its bytes, or why it was not read. */
interface Member {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly size: number | undefined;
  /** Code of the error its stream ended with, or the reason given to `unreadableMember`. */
  readonly reason: Code | undefined;
}

export interface Collected {
  readonly sink: Sink;
  readonly blocks: Block[];
  readonly members: Member[];
  readonly partials: Code[];
  /** All blocks, as `cofferdam extract` prints them. */
  text(): string;
  /** The labelled values as `[label, value]`, in order of text. */
  labelled(): [string | undefined, string][];
}

/** A sink that keeps everything, with the engine's limits on members, and checks the contract on every block. */
export function collect(limits: Partial<Limits> = {}): Collected {
  const { maxMembers, maxBytes } = { ...roomy, ...limits };
  const blocks: Block[] = [];
  const members: Member[] = [];
  const partials: Code[] = [];
  let total = 0;

  const count = (bytes: number): void => {
    total += bytes;
    if (total > maxBytes) throw new CofferdamError('limit-bytes');
  };
  const admit = (): void => {
    if (members.length >= maxMembers) throw new CofferdamError('limit-members');
  };

  const sink: Sink = {
    block(block) {
      checkBlock(block);
      blocks.push(block);
      return Promise.resolve();
    },
    async member(name, source, size) {
      admit();
      const parts: Uint8Array[] = [];
      let reason: Code | undefined;
      if (source instanceof Uint8Array) {
        count(source.length);
        parts.push(Uint8Array.from(source));
      } else {
        try {
          for await (const chunk of source) {
            count(chunk.length);
            parts.push(Uint8Array.from(chunk));
          }
        } catch (error) {
          if (!(error instanceof CofferdamError)) throw error;
          if (error.code.startsWith('limit-')) throw error;
          reason = error.code;
        }
      }
      members.push({ name, bytes: Buffer.concat(parts), size, reason });
    },
    unreadableMember(name, reason) {
      admit();
      members.push({ name, bytes: new Uint8Array(0), size: undefined, reason });
      return Promise.resolve();
    },
    stamped: () => undefined,
    partial(reason) {
      partials.push(reason);
    },
  };

  return {
    sink,
    blocks,
    members,
    partials,
    text: () => blocks.map((block) => block.text).join(''),
    labelled: () =>
      blocks.flatMap((block) =>
        (block.rows ?? []).flatMap((row) =>
          row.cells.map((cell): [string | undefined, string] => [
            cell.label,
            cell.value ?? block.text.slice(cell.start, cell.end),
          ]),
        ),
      ),
  };
}

/** The contract of a block that every reader must keep. */
function checkBlock(block: Block): void {
  if (block.text.length > 1 << 20) throw new Error('block over 1 MiB');
  let end = 0;
  for (const row of block.rows ?? []) {
    for (const cell of row.cells) {
      if (cell.start > cell.end || cell.end > block.text.length) throw new Error('cell outside of its block');
    }
    const first = Math.min(...row.cells.map((cell) => cell.start));
    if (first < end) throw new Error('rows are not in order of text');
    end = Math.max(end, ...row.cells.map((cell) => cell.end));
  }
}

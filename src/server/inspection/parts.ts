import { createHash } from 'node:crypto';
import type { Element, Format, InspectEvent, InspectOptions, Input, Status } from '#inspect';
import type { Code } from '#platform/errors';
import { CutRefused, cutParts, type FilePart } from './cut.ts';
import type { Readers } from './reading.ts';

/** Files below this size are not worth a second reader. */
const worthCutting = 24 * 1024 * 1024;
/** Each part costs its reader the head once more, so that larger files are cut into larger parts. */
const partBytes = (size: number): number => Math.min(32 * 1024 * 1024, Math.max(8 * 1024 * 1024, size / 64));
const chunkBytes = 1024 * 1024;
/** Parts begun before one that is not done, at most. */
const partsAhead = 16;
/** Enough rows for a table's columns to be known. */
const headBytes = 128 * 1024;
/** Events of a part that wait for the parts before; each can hold the findings of 256 KiB of text. */
const mostHeld = 8;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

export function isWorthCutting(input: Input, format: Format): boolean {
  return format.cut !== undefined && (input.size ?? 0) >= worthCutting;
}

/**
 * Inspects a large text file in parts, side by side in several readers, with the events of one inspection: findings in
 * order of text, spans and lines of the whole file. Resolves to false, with no event emitted, where the file cannot be
 * cut; the decision is made on a pass of its own.
 */
export async function inspectParts(
  readers: Readers,
  atOnce: number,
  input: Input,
  format: Format,
  options: InspectOptions,
  emit: (event: InspectEvent) => Promise<void>,
): Promise<boolean> {
  const plan = await planParts(input, format.cut === 'rows');
  if (plan === undefined) return false;
  const sha256 = hashOf(input);
  // Somebody waits for it at the end only; a failure must not be nobody's until then.
  sha256.catch(() => undefined);
  await emit({ type: 'begin', file: 0, path: '', mediaType: format.mediaType, format: format.id });
  const merged = new Merged(options, emit);
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  for (const [index, part] of plan.parts.entries()) {
    const task: Promise<void> = readPart(readers, input, plan, part, index, options, merged)
      .catch((error: unknown) => void failures.push(error))
      .finally(() => running.delete(task));
    running.add(task);
    // Findings of later parts wait in memory for those before: nobody runs far ahead of a part that is slow.
    while (running.size >= atOnce || (running.size > 0 && index - merged.turn >= partsAhead))
      await Promise.race(running);
    if (failures.length > 0) break;
  }
  while (running.size > 0 && failures.length === 0) await Promise.race(running);
  if (failures.length > 0) throw failures[0];
  const { status, reason, counts } = merged;
  await emit({ type: 'end', file: 0, status, reason, bytes: input.size ?? 0, sha256: await sha256, counts });
  return true;
}

interface Plan {
  readonly parts: readonly FilePart[];
  /** What stands in front of every later part: whole rows of the file's beginning. */
  readonly head: FilePart & { readonly endLines: number };
  readonly mark: number;
}

/** A pass of its own beside the reading: before it, one core would do this and the other nothing. */
async function hashOf(input: Input): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of input.stream()) hash.update(chunk);
  return hash.digest('hex');
}

async function planParts(input: Input, quotes: boolean): Promise<Plan | undefined> {
  try {
    const parts: FilePart[] = [];
    for await (const part of cutParts(input.stream(), partBytes(input.size ?? 0), quotes)) parts.push(part);
    const head = await headOf(input, quotes);
    const mark = byteOrderMark.equals(await input.read(0, 3)) ? 3 : 0;
    return head === undefined ? undefined : { parts, head, mark };
  } catch (error) {
    if (error instanceof CutRefused) return undefined;
    throw error;
  }
}

/** The rows that fit into the first bytes of the file. */
async function headOf(input: Input, quotes: boolean): Promise<Plan['head'] | undefined> {
  const bytes = await input.read(0, 2 * headBytes);
  const pieces: FilePart[] = [];
  const oneByOne = async function* () {
    for (let at = 0; at < bytes.byteLength; at += 4096) yield bytes.subarray(at, at + 4096);
  };
  try {
    for await (const piece of cutParts(oneByOne(), headBytes, quotes)) pieces.push(piece);
  } catch (error) {
    if (!(error instanceof CutRefused) || pieces.length === 0) return undefined;
  }
  const [first] = pieces;
  if (first === undefined || first.to > 2 * headBytes) return undefined;
  return { ...first, endLines: Buffer.from(bytes.subarray(0, first.to)).toString('latin1').split('\n').length - 1 };
}

async function readPart(
  readers: Readers,
  input: Input,
  { head, mark }: Plan,
  part: FilePart,
  index: number,
  options: InspectOptions,
  merged: Merged,
): Promise<void> {
  const alone = part.from === 0;
  const skip = alone ? 0 : head.to;
  const view = alone ? window(input, 0, 0, part.to) : window(input, head.to, part.from, part.to);
  const where = {
    start: alone ? 0 : part.from - mark,
    bytes: part.from - skip,
    lines: alone ? 0 : part.lines - head.endLines,
  };
  await readers.inspect(view, { ...options, part: where }, (event) => merged.take(index, event));
  await merged.close(index);
}

/** An input of the first `head` bytes of another, followed by its bytes [from, to). */
function window(input: Input, head: number, from: number, to: number): Input {
  const size = head + to - from;
  const read = async (offset: number, length: number): Promise<Uint8Array> => {
    const end = Math.min(size, offset + length);
    if (offset >= end) return new Uint8Array();
    if (offset >= head) return input.read(from + offset - head, end - offset);
    if (end <= head) return input.read(offset, end - offset);
    return Buffer.concat([await input.read(offset, head - offset), await input.read(from, end - head)]);
  };
  const stream = async function* () {
    for (let at = 0; at < size; at += chunkBytes) yield await read(at, chunkBytes);
  };
  return { size, read, stream };
}

/** Puts the events of all parts together. */
class Merged {
  status: Status = 'inspected';
  reason: Code | undefined;
  readonly counts: Partial<Record<Element, number>> = {};
  private readonly emit: (event: InspectEvent) => Promise<void>;
  private readonly most: number;
  private readonly listed = new Map<string, number>();
  private readonly waiting = new Map<number, InspectEvent[]>();
  private readonly closed = new Set<number>();
  private readonly onTurn: (() => void)[] = [];
  /** The part whose findings are passed on now. */
  turn = 0;

  constructor(options: InspectOptions, emit: (event: InspectEvent) => Promise<void>) {
    this.emit = emit;
    this.most = options.findingsPerRule;
  }

  /** Records go on at once, in any order; findings and text wait for the parts before. */
  async take(part: number, event: InspectEvent): Promise<void> {
    if (event.type === 'records') return this.emit(event);
    if (event.type === 'end') return this.add(event);
    if (event.type === 'begin') return;
    const held = this.waiting.get(part) ?? [];
    if (part !== this.turn && held.length < mostHeld) {
      this.waiting.set(part, [...held, event]);
      return;
    }
    // The part whose turn it is runs, since parts begin in order: whoever waits here will be let through.
    while (part !== this.turn) await this.turned();
    return this.pass(event);
  }

  /** Takes out what waits of a part. */
  private held(part: number): readonly InspectEvent[] {
    const events = this.waiting.get(part) ?? [];
    this.waiting.delete(part);
    return events;
  }

  private turned(): Promise<void> {
    return new Promise((resolve) => this.onTurn.push(resolve));
  }

  async close(part: number): Promise<void> {
    this.closed.add(part);
    while (this.closed.delete(this.turn)) {
      const next = this.turn + 1;
      // More may come in while these are passed on.
      for (let held = this.held(next); held.length > 0; held = this.held(next)) {
        for (const event of held) await this.pass(event);
      }
      this.turn = next;
      for (const resolve of this.onTurn.splice(0)) resolve();
    }
  }

  private add(event: Extract<InspectEvent, { type: 'end' }>): void {
    if (event.status !== 'inspected') this.status = 'partial';
    this.reason ??= event.reason;
    for (const [element, count] of Object.entries(event.counts) as [Element, number][]) {
      this.counts[element] = (this.counts[element] ?? 0) + count;
    }
  }

  /** The limit on listed findings is for the file, not for a part. */
  private async pass(event: InspectEvent): Promise<void> {
    if (event.type !== 'findings') return this.emit(event);
    const findings = event.findings.filter(({ rule }) => {
      const listed = this.listed.get(rule) ?? 0;
      this.listed.set(rule, listed + 1);
      return listed < this.most;
    });
    if (findings.length > 0) await this.emit({ ...event, findings });
  }
}

import { createHash } from 'node:crypto';
import type { Format, InspectOptions, Input } from '#inspect';
import type { Emit, Going } from './account.ts';
import type { FilePart } from './cut.ts';
import { Merged } from './merged.ts';
import { type Cutting, type PartPlan, planParts } from './part-plan.ts';
import type { Readers } from './reading.ts';

const chunkBytes = 1024 * 1024;
/** Parts begun before one that is not done, at most. */
const partsAhead = 16;

export function isWorthCutting(input: Input, format: Format, { from }: Cutting): boolean {
  return format.cut !== undefined && (input.size ?? 0) >= from;
}

export interface PartsInit {
  readonly readers: Readers;
  /** Parts that are read side by side. */
  readonly atOnce: number;
  readonly input: Input;
  readonly format: Format;
  readonly cutting: Cutting;
  /** Without `text` where it goes on. */
  readonly options: InspectOptions;
  readonly emit: Emit;
  readonly going?: Going | undefined;
}

/**
 * Inspects a large text file in parts, side by side in several readers, with the events of one inspection: findings in
 * order of text, spans and lines of the whole file. Resolves to false, with no event emitted, where the file cannot be
 * cut; the decision is made on a pass of its own.
 *
 * Where it goes on after an earlier process, parts that are done are not read again, and of others what was told is left
 * out.
 */
export async function inspectParts(init: PartsInit): Promise<boolean> {
  const { readers, atOnce, input, format, options, emit, going } = init;
  const from = going?.from?.parts;
  const plan = from?.plan ?? (await planParts(input, format.cut === 'rows', init.cutting));
  if (plan === undefined) return false;
  const sha256 = hashOf(input);
  // Somebody waits for it at the end only; a failure must not be nobody's until then.
  sha256.catch(() => undefined);
  const { mediaType, id } = format;
  if (from === undefined) await emit({ type: 'begin', file: 0, path: '', mediaType, format: id }, { plan });
  const merged = new Merged(options.findingsPerRule, emit, going);
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  for (const [index, part] of plan.parts.entries()) {
    if (index < (from?.turn ?? 0)) continue;
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
  const { status, reason, counts, allowed } = merged.before;
  const sums = { counts, ...(allowed !== undefined && { allowed }) };
  await emit({ type: 'end', file: 0, status, reason, bytes: input.size ?? 0, sha256: await sha256, ...sums });
  return true;
}

/** A pass of its own beside the reading: before it, one core would do this and the other nothing. */
async function hashOf(input: Input): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of input.stream()) hash.update(chunk);
  return hash.digest('hex');
}

async function readPart(
  readers: Readers,
  input: Input,
  { head, mark }: PartPlan,
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

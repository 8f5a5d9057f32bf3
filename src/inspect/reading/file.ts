import { type Code, codeOf } from '#platform/errors';
import type { Format, Head, InspectEvent, InspectOptions, Input, Sink } from '../contract.ts';
import type { FileRecogniser, Recogniser } from '../recognise/recogniser.ts';
import type { Budget } from './budget.ts';
import { detectFormat, headBytes, headOf, unknownFormat } from './detect.ts';
import { type HashedSource, StreamInput } from './input.ts';

/** What all files below one file on disk share. */
export interface Run {
  readonly formats: readonly Format[];
  readonly recogniser: Recogniser;
  readonly options: InspectOptions;
  readonly emit: (event: InspectEvent) => Promise<void>;
  readonly budget: Budget;
  /** Files begun so far; numbers them. */
  files: number;
  /** From `options.resume`: files that an earlier attempt ended, with the number after them, and files that failed. */
  readonly ended: ReadonlyMap<number, number>;
  readonly failed: ReadonlyMap<number, Code>;
  /** The limit that was passed: it ends the member that passed it and every container around it. */
  exhausted?: unknown;
  /** What `emit` threw: the caller went away, and whatever a format makes of it, the run ends with it. */
  broken?: unknown;
}

/** Members up to this size are taken whole before their format is chosen, so that their end can be looked at as well. */
const wholeBytes = 1024 * 1024;

/** Reads one file or member and all it contains, from `begin` to `end`. Rejects only when `run.emit` does. */
export async function readFile(run: Run, source: HashedSource, head: Head, path: string, depth: number): Promise<void> {
  const file = run.files;
  run.files += 1;
  const format = head.size === 0 ? emptyFormat : detectFormat(run.formats, head);
  await run.emit({ type: 'begin', file, path, mediaType: format.mediaType, format: format.id });
  const recogniser = run.recogniser.open(file, run.options, run.emit);
  let reason: Code | undefined = run.failed.get(file);
  let read = false;
  let pixels = 0;
  if (reason === undefined) {
    const outcome = await extract(run, format, source, recogniser, { path, name: head.name, depth });
    reason = outcome.reason;
    read = outcome.read;
    pixels = outcome.pixels ?? 0;
  }
  const whole = await finish(source, reason);
  reason ??= whole.reason ?? (recogniser.isCut ? 'limit-matches' : undefined);
  const status = reason === undefined ? 'inspected' : read ? 'partial' : 'unreadable';
  await run.emit({
    type: 'end',
    file,
    status,
    reason,
    bytes: whole.bytes,
    sha256: whole.sha256,
    counts: recogniser.counts,
    ...(recogniser.allowed > 0 && { allowed: recogniser.allowed }),
    ...(pixels > 0 && { pixels }),
  });
}

const emptyFormat: Format = { ...unknownFormat, id: 'empty', mediaType: 'application/x-empty' };

async function extract(
  run: Run,
  format: Format,
  source: HashedSource,
  recogniser: FileRecogniser,
  { path, name, depth }: { readonly path: string; readonly name: string; readonly depth: number },
): Promise<{ reason: Code | undefined; read: boolean; pixels?: number }> {
  if (format === unknownFormat) return { reason: 'format-unsupported', read: false };
  if (format === emptyFormat) return { reason: undefined, read: true };
  if (depth > run.options.limits.maxDepth && format.runs !== 'inline') return { reason: 'limit-depth', read: false };
  let reason: Code | undefined;
  let read = false;
  let pixels = 0;
  const sink: Sink = {
    block: async (block) => {
      read = true;
      await recogniser.block(block);
    },
    member: async (member, bytes, size) => {
      read = true;
      await readMember(run, member, bytes, size, path, depth + 1);
    },
    unreadableMember: async (member, why) => {
      read = true;
      await listUnreadable(run, member, why, path);
    },
    stamped: (what, at) => recogniser.stamped(what, at),
    partial: (why) => {
      reason ??= why;
    },
  };
  try {
    const { passwords, limits, languages } = run.options;
    const input = format.runs === 'inline' ? endingWell(source, sink.partial) : source;
    const drawPixels = (count: number): boolean => {
      const isLeft = run.budget.drawPixels(count);
      if (isLeft) pixels += count;
      return isLeft;
    };
    const ocr = limits.maxPixels === undefined ? {} : { drawPixels, ...(languages && { languages }) };
    await format.extract(input, sink, { name, passwords, limits, ...ocr });
  } catch (error) {
    if (run.broken !== undefined) throw run.broken;
    reason ??= codeOf(error) === 'internal' ? 'reader-crashed' : codeOf(error);
  }
  if (run.broken !== undefined) throw run.broken;
  await recogniser.close();
  return { reason, read, pixels };
}

/**
 * Plain text that breaks off is read up to there: the stream ends, and why is told aside. Readers of text hold back what
 * may go on, and would lose it to an error: all of a damaged member that is small.
 */
function endingWell(source: HashedSource, partial: (reason: Code) => void): Input {
  const stream = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield* source.stream();
    } catch (error) {
      partial(codeOf(error) === 'internal' ? 'damaged' : codeOf(error));
    }
  };
  return { size: source.size, read: (offset, length) => source.read(offset, length), stream };
}

/** Hash and size; what cannot be read to its end is so far `damaged`, unless a better reason is known. */
async function finish(
  source: HashedSource,
  reason: Code | undefined,
): Promise<{ bytes: number; sha256: string; reason?: Code }> {
  if (source instanceof StreamInput && reason !== undefined) return source.close();
  try {
    return await source.digest();
  } catch (error) {
    const code = codeOf(error) === 'internal' ? 'damaged' : codeOf(error);
    return {
      ...(source instanceof StreamInput ? await source.close() : { bytes: source.size ?? 0, sha256: '' }),
      reason: code,
    };
  }
}

async function readMember(
  run: Run,
  name: string,
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
  size: number | undefined,
  path: string,
  depth: number,
): Promise<void> {
  const source = new StreamInput(counted(run, bytes), size, run.options.limits.maxHeldBytes);
  try {
    goOn(run);
    drawOn(run, () => run.budget.drawMember());
    const next = run.ended.get(run.files);
    if (next !== undefined) {
      run.files = next;
      return;
    }
    const head = await headOfMember(source, name);
    if (head === undefined) await listUnreadable(run, name, 'damaged', path);
    else await readFile(run, source, head, memberPath(path, name), depth);
    goOn(run);
  } finally {
    await source.close();
  }
}

/** The head of a member, or undefined where not even its first byte comes out. */
async function headOfMember(source: StreamInput, name: string): Promise<Head | undefined> {
  const { bytes, whole, broken } = await source.peek(wholeBytes);
  if (broken && bytes.byteLength === 0) return undefined;
  const size = whole ? bytes.byteLength : source.size;
  const tail = whole ? bytes.subarray(Math.max(0, bytes.byteLength - headBytes)) : new Uint8Array();
  return headOf(bytes.subarray(0, headBytes), tail, size, name);
}

async function listUnreadable(run: Run, name: string, reason: Code, path: string): Promise<void> {
  goOn(run);
  drawOn(run, () => run.budget.drawMember());
  const file = run.files;
  run.files += 1;
  if (run.ended.has(file)) return;
  const media = unknownFormat;
  await run.emit({ type: 'begin', file, path: memberPath(path, name), mediaType: media.mediaType, format: media.id });
  await run.emit({ type: 'end', file, status: 'unreadable', reason, bytes: 0, sha256: '', counts: {} });
}

/** `a.zip!/b/c.csv`: containers are joined by `!/`; the name is as the container stores it, but for halves of characters. */
function memberPath(path: string, name: string): string {
  return `${path}!/${name.toWellFormed()}`;
}

async function* counted(run: Run, bytes: Uint8Array | AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  if (bytes instanceof Uint8Array) {
    drawOn(run, () => run.budget.drawBytes(bytes.byteLength));
    if (bytes.byteLength > 0) yield bytes;
    return;
  }
  for await (const chunk of bytes) {
    drawOn(run, () => run.budget.drawBytes(chunk.byteLength));
    yield chunk;
  }
}

function drawOn(run: Run, draw: () => void): void {
  try {
    draw();
  } catch (error) {
    run.exhausted ??= error;
    throw error;
  }
}

/** Stops a container as soon as a limit was passed anywhere below the file on disk, or the caller is gone. */
function goOn(run: Run): void {
  if (run.broken !== undefined) throw run.broken;
  if (run.exhausted !== undefined) throw run.exhausted;
}

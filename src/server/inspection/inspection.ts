import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import {
  type AllowList,
  createInspector,
  describeHead,
  type InspectEvent,
  type InspectOptions,
  type Inspector,
  type Input,
  type Source,
} from '#inspect';
import { type Code, codeOf } from '#platform/errors';
import { type Emit, type Going, isComplete } from './account.ts';
import { type Cutting, usualCutting } from './part-plan.ts';
import { inspectParts, isWorthCutting } from './parts.ts';
import { keptAsJson } from './kept-sources.ts';
import { hashRules } from './jobs/rules-hash.ts';
import type { OpenIndex } from './known-values.ts';
import { readerProgram } from './reader-program.ts';
import { openReaders, type Readers } from './reading.ts';
import { formatModules, importFormats, shippedLabels, shippedRules } from './sources.ts';

/** What is inspected. */
export interface Inspected {
  readonly input: Input;
  /** `changed-while-read` where the bytes are no longer what they were when they were opened. */
  verify(): Promise<Code | undefined>;
}

/** The inspector with everything it runs on: built once a run, or once for all runs of an incident. */
export interface Inspection {
  /** Keys the hashes of persons. Never leaves memory. */
  readonly key: Uint8Array;
  /** SHA-256 over what it goes by, in hexadecimal digits; of `without` it does not tell. */
  readonly rules: string;
  /**
   * Inspects a file and all that it contains; the last event is the end of file 0.
   *
   * @param going where another process has told the beginning: of the same bytes, by the same rules, with the same
   *   options, without `text`
   */
  read(file: Inspected, options: InspectOptions, emit: Emit, going?: Going): Promise<void>;
  close(): Promise<void>;
}

export interface InspectionInit {
  /** Readers at most. */
  readonly children: number;
  /** Bytes that each of them may hold of an input. */
  readonly maxHeldBytes: number;
  /** 32 bytes; records join only where they were hashed with the same. @default made for this run */
  readonly key?: Uint8Array;
  /**
   * Where plain text is read, for which our own code is enough: `here`, as long as there is little of it, or in a child as
   * all else. A process that answers requests must not stand still for it.
   *
   * @default 'here'
   */
  readonly plainText?: 'here' | 'child';
  /** Indexes of known values, open until this is closed. */
  readonly known?: readonly OpenIndex[];
  /** Where large text is cut to be read side by side. @default parts of 8 to 32 MiB of files from 24 MiB on */
  readonly cutting?: Cutting;
  /** Rules beside the shipped ones, as `ownRules` read them. @default none */
  readonly ownRules?: readonly Source[];
  /** Values that are never reported. @default none */
  readonly allow?: AllowList;
  /** Ids of rules to go without. @default none */
  readonly without?: readonly string[];
}

export async function openInspection(init: InspectionInit): Promise<Inspection> {
  const { children, maxHeldBytes, key = randomBytes(32), ownRules = [], allow, known = [], without = [] } = init;
  const [shipped, labels, modules, rulesHash] = await Promise.all([
    shippedRules().then((sources) => keptAsJson(sources)),
    shippedLabels().then((sources) => keptAsJson(sources)),
    formatModules(),
    hashRules(allow === undefined ? ownRules : [...ownRules, { path: 'allow', text: JSON.stringify(allow) }]),
  ]);
  const rules = [...shipped, ...ownRules];
  const asOf = new Date().toISOString().slice(0, 10);
  const formats = await importFormats(modules);
  const inspector = createInspector({ formats, rules, labels, key, asOf, known, without, ...(allow && { allow }) });
  const started: Promise<Readers>[] = [];
  const start = async (some: readonly string[]): Promise<Readers> => {
    const program = await readerProgram(some);
    const common = { size: children, rules, labels, key, asOf, maxHeldBytes, known, without };
    return openReaders({ ...common, ...program, ...(allow && { allow }) });
  };
  const starter = (some: readonly string[]) => {
    let readers: Promise<Readers> | undefined;
    return () => {
      if (readers === undefined) started.push((readers = start(some)));
      return readers;
    };
  };
  // Parts of large text files are read by processes that hold no parsers of others: 60 MB less in each.
  const inline = modules.filter((_, index) => formats[index]?.runs === 'inline');
  const readers = { forFiles: starter(modules), forText: starter(inline), atOnce: children };
  const { plainText = 'here', cutting = usualCutting } = init;
  const parts: ReadingParts = {
    inspector,
    readers,
    isForHere: plainText === 'here' ? hereAtFirst(children) : undefined,
    cutting,
  };
  return {
    key,
    rules: rulesHash,
    read: (file, options, emit, going) =>
      readFile(parts, { input: file.input, options, emit: verified(file, emit), going }),
    close: async () => {
      await Promise.all(started.splice(0).map(async (one) => (await one).close()));
    },
  };
}

interface ReadingParts {
  readonly inspector: Inspector;
  readonly readers: { forFiles(): Promise<Readers>; forText(): Promise<Readers>; readonly atOnce: number };
  /** Whether plain text of so many bytes is read here; to be asked once for each. Undefined where none may be. */
  readonly isForHere: ((bytes: number) => boolean) | undefined;
  readonly cutting: Cutting;
}

/** Bytes of plain text that are read sooner here than other processes are started for them. */
const worthStarting = 2 ** 20;

/** The first mebibyte of all plain text, and the rest where nobody else could read it: in one thread it uses one core. */
function hereAtFirst(children: number): (bytes: number) => boolean {
  let taken = 0;
  return (bytes) => {
    if (children < 2) return true;
    if (taken + bytes > worthStarting) return false;
    taken += bytes;
    return true;
  };
}

interface FileReading {
  readonly input: Input;
  readonly options: InspectOptions;
  readonly emit: Emit;
  readonly going: Going | undefined;
}

async function readFile({ inspector, readers, isForHere, cutting }: ReadingParts, reading: FileReading): Promise<void> {
  const { input, options, emit, going } = reading;
  const from = going?.from;
  if (from !== undefined && isComplete(from)) return;
  const head = await describeHead(input, basename(options.name));
  const format = inspector.detect(head);
  const { atOnce } = readers;
  // What was begun in parts goes on in parts, and what was not does not.
  const cut = from === undefined ? atOnce > 1 && !options.text && isWorthCutting(input, format, cutting) : from.parts;
  if (cut && (await inspectParts({ readers: await readers.forText(), atOnce, cutting, format, ...reading }))) return;
  if (format.runs !== 'inline') return (await readers.forFiles()).inspect(input, options, emit, going);
  // Plain text is read by our own code, which holds no parser to attack; all else goes to a sandboxed child.
  if (isForHere === undefined || going !== undefined)
    return (await readers.forText()).inspect(input, options, emit, going);
  if (options.text || isForHere(input.size ?? Infinity)) return inspector.inspect(input, options, emit);
  let told = false;
  const telling: Emit = (event, origin) => {
    told = true;
    return emit(event, origin);
  };
  try {
    await (await readers.forText()).inspect(input, options, telling);
  } catch (error) {
    // A system that starts no more processes still has this one.
    if (told || codeOf(error) !== 'sandbox-unavailable') throw error;
    await inspector.inspect(input, options, emit);
  }
}

/** Lets all pass but the end of a file that changed under our hands: what was read of it may never have been there. */
function verified(file: Inspected, emit: Emit): Emit {
  return async (event, origin) => {
    const changed: Code | undefined = event.type === 'end' && event.file === 0 ? await file.verify() : undefined;
    const status = event.type === 'end' && event.status === 'unreadable' ? 'unreadable' : 'partial';
    await emit(changed === undefined ? event : ({ ...event, status, reason: changed } as InspectEvent), origin);
  };
}

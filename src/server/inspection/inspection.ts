import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import {
  createInspector,
  describeHead,
  type InspectEvent,
  type InspectOptions,
  type Inspector,
  type Input,
} from '#inspect';
import type { Code } from '#platform/errors';
import { inspectParts, isWorthCutting } from './parts.ts';
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
  /** Inspects a file and all that it contains; the last event is the end of file 0. */
  read(file: Inspected, options: InspectOptions, emit: (event: InspectEvent) => Promise<void>): Promise<void>;
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
   * Where plain text is read, for which our own code is enough: `here`, or in a child as all else. A process that
   * answers requests must not stand still for it.
   *
   * @default 'here'
   */
  readonly plainText?: 'here' | 'child';
}

export async function openInspection(init: InspectionInit): Promise<Inspection> {
  const { children, maxHeldBytes, key = randomBytes(32) } = init;
  const [rules, labels, modules] = await Promise.all([shippedRules(), shippedLabels(), formatModules()]);
  const asOf = new Date().toISOString().slice(0, 10);
  const formats = await importFormats(modules);
  const inspector = createInspector({ formats, rules, labels, key, asOf });
  const started: Readers[] = [];
  const starter = (some: readonly string[]) => {
    let readers: Readers | undefined;
    return () => {
      if (readers === undefined)
        started.push(
          (readers = openReaders({ size: children, modules: some, rules, labels, key, asOf, maxHeldBytes })),
        );
      return readers;
    };
  };
  // Parts of large text files are read by processes that hold no parsers of others: 60 MB less in each.
  const inline = modules.filter((_, index) => formats[index]?.runs === 'inline');
  const readers = { forFiles: starter(modules), forText: starter(inline), atOnce: children };
  const own = init.plainText === 'child' ? 'child' : 'here';
  return {
    key,
    read: (file, options, emit) => readFile(inspector, readers, own, file.input, options, verified(file, emit)),
    close: async () => {
      await Promise.all(started.splice(0).map((one) => one.close()));
    },
  };
}

async function readFile(
  inspector: Inspector,
  readers: { forFiles(): Readers; forText(): Readers; readonly atOnce: number },
  plainText: 'here' | 'child',
  input: Input,
  options: InspectOptions,
  emit: (event: InspectEvent) => Promise<void>,
): Promise<void> {
  const head = await describeHead(input, basename(options.name));
  const format = inspector.detect(head);
  const cut = readers.atOnce > 1 && !options.text && isWorthCutting(input, format);
  if (cut && (await inspectParts(readers.forText(), readers.atOnce, input, format, options, emit))) return;
  // Plain text is read by our own code, which holds no parser to attack; all else goes to a sandboxed child.
  if (format.runs === 'inline' && plainText === 'here') await inspector.inspect(input, options, emit);
  else await (format.runs === 'inline' ? readers.forText() : readers.forFiles()).inspect(input, options, emit);
}

/** Lets all pass but the end of a file that changed under our hands: what was read of it may never have been there. */
function verified(
  file: Inspected,
  emit: (event: InspectEvent) => Promise<void>,
): (event: InspectEvent) => Promise<void> {
  return async (event) => {
    const changed: Code | undefined = event.type === 'end' && event.file === 0 ? await file.verify() : undefined;
    const status = event.type === 'end' && event.status === 'unreadable' ? 'unreadable' : 'partial';
    await emit(changed === undefined ? event : ({ ...event, status, reason: changed } as InspectEvent));
  };
}

import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { createInspector, describeHead, type InspectEvent, type InspectOptions, type Inspector } from '#inspect';
import type { Code } from '#platform/errors';
import { type OpenFile, openFile } from './open-file.ts';
import { inspectParts, isWorthCutting } from './parts.ts';
import { openReaders, type Readers } from './reading.ts';
import type { DiskPath } from './walk.ts';
import { formatModules, importFormats, shippedLabels, shippedRules } from './sources.ts';

/** The inspector with everything it runs on: built once a run. */
export interface Inspection {
  /** Keys the hashes of persons in this run. Never leaves memory. */
  readonly key: Uint8Array;
  /** Opens a file for `read`. Fails with `not-readable`. */
  open(path: DiskPath, maxSeconds: number): Promise<OpenFile>;
  /** Inspects an open file on disk and all that it contains; the last event is the end of file 0. */
  read(file: OpenFile, options: InspectOptions, emit: (event: InspectEvent) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** `children`: readers at most. `maxHeldBytes`: bytes that each of them may hold of an input. */
export async function openInspection(children: number, maxHeldBytes: number): Promise<Inspection> {
  const [rules, labels, modules] = await Promise.all([shippedRules(), shippedLabels(), formatModules()]);
  const key = randomBytes(32);
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
  const readers = { forFiles: starter(modules), forParts: starter(inline), atOnce: children };
  return {
    key,
    open: (path, maxSeconds) => {
      const end = performance.now() + maxSeconds * 1000;
      return openFile(path, () => performance.now() > end);
    },
    read: (file, options, emit) => readFile(inspector, readers, file, options, verified(file, emit)),
    close: async () => {
      await Promise.all(started.splice(0).map((one) => one.close()));
    },
  };
}

async function readFile(
  inspector: Inspector,
  readers: { forFiles(): Readers; forParts(): Readers; readonly atOnce: number },
  file: OpenFile,
  options: InspectOptions,
  emit: (event: InspectEvent) => Promise<void>,
): Promise<void> {
  const head = await describeHead(file.input, basename(options.name));
  const format = inspector.detect(head);
  const cut = readers.atOnce > 1 && !options.text && isWorthCutting(file.input, format);
  if (cut && (await inspectParts(readers.forParts(), readers.atOnce, file.input, format, options, emit))) return;
  // Plain text is read by our own code, which holds no parser to attack; all else goes to a sandboxed child.
  if (format.runs === 'inline') await inspector.inspect(file.input, options, emit);
  else await readers.forFiles().inspect(file.input, options, emit);
}

/** Lets all pass but the end of a file that changed under our hands: what was read of it may never have been there. */
function verified(
  file: OpenFile,
  emit: (event: InspectEvent) => Promise<void>,
): (event: InspectEvent) => Promise<void> {
  return async (event) => {
    const changed: Code | undefined = event.type === 'end' && event.file === 0 ? await file.verify() : undefined;
    const status = event.type === 'end' && event.status === 'unreadable' ? 'unreadable' : 'partial';
    await emit(changed === undefined ? event : ({ ...event, status, reason: changed } as InspectEvent));
  };
}

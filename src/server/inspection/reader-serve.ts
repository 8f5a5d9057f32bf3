import { readFile } from 'node:fs/promises';
import type { Format, Inspector, InspectorInit } from '#inspect';
import { serveJobs } from '#platform';
import { encodeEvent } from './reader-events.ts';
import type { ReaderInit, ReaderJob } from './reader-init.ts';
import { readAt } from './known-values.ts';
import { pipedInput } from './reader-input.ts';

/** The first that is not standard input, output or error. */
const firstDescriptor = 3;

interface FormatModule {
  readonly format: Format;
  /** Loads what the format would otherwise load on first use, when reading files is no longer allowed; `read` reads the program's own files. */
  readonly preload?: (read: (url: URL) => Promise<Uint8Array>) => Promise<void>;
}

/** Serves inspections in this process, which is a sandboxed child, with the inspector that `create` builds. */
export function serveReader(create: (init: InspectorInit) => Inspector): void {
  serveJobs(async (raw) => {
    const init = raw as ReaderInit;
    const { formats: urls, known = [], ...rest } = init;
    const formats = await Promise.all(urls.map((url) => loadFormat(url)));
    const indexes = known.map(({ name, size, key }, at) => ({
      name,
      size,
      key: Buffer.from(key, 'hex'),
      read: readAt(firstDescriptor + at),
    }));
    const inspector = create({ ...rest, formats, key: Buffer.from(init.key, 'hex'), known: indexes });
    return async ({ job, read, emit }) => {
      const { size, options } = job as ReaderJob;
      await inspector.inspect(pipedInput(size ?? undefined, read), options, async (event) => {
        for (const { header, body } of encodeEvent(event)) await emit(header, body);
      });
    };
  });
}

async function loadFormat(url: string): Promise<Format> {
  const module = (await import(url)) as FormatModule;
  await module.preload?.((url) => readFile(url));
  return module.format;
}

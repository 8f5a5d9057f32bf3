import type { InspectEvent } from '#inspect';
import type { Code } from '#platform/errors';
import { version } from '../version.ts';
import { type FileReporter, findingJson, OpenFiles, type Reporter, type Write } from './reporter.ts';

/** One JSON object a line: `finding` lines as they are found, a `file` line when a file is done, `summary` at the end. */
export function ndjsonReporter(write: Write): Reporter {
  const line = (value: Record<string, unknown>) => write(`${JSON.stringify(value)}\n`);
  return {
    file: (path) => ndjsonFile(path, line),
    unread: (path: string, reason: Code) => line({ type: 'file', path, status: 'unreadable', reason }),
    finish: ({ files, bytes, elements, allowed, dates, persons, relations }) =>
      line({ type: 'summary', version, files, bytes, elements, allowed, dates, persons, relations }),
    abort: (reason) => line({ type: 'aborted', reason }),
  };
}

function ndjsonFile(root: string, line: (value: Record<string, unknown>) => void): FileReporter {
  const files = new OpenFiles(root);
  return {
    event(event: InspectEvent) {
      if (event.type === 'begin') files.begin(event);
      else if (event.type === 'dates') files.dates(event);
      else if (event.type === 'findings') {
        const { path } = files.of(event.file);
        for (const finding of event.findings) line({ type: 'finding', path, ...findingJson(finding) });
      } else if (event.type === 'end') line({ type: 'file', ...files.end(event) });
    },
    end: () => undefined,
  };
}

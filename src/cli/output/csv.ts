import type { Finding, InspectEvent } from '#inspect';
import type { Code } from '#platform/errors';
import { type FileReporter, OpenFiles, type Reporter, type Write } from './reporter.ts';

const columns = [
  'path',
  'status',
  'reason',
  'element',
  'rule',
  'score',
  'start',
  'end',
  'where',
  'redacted',
  'why',
  'value',
];

/** A row a finding; a row with empty finding columns for each file, with its status, after its findings. */
export function csvReporter(write: Write): Reporter {
  write(csvLine(columns));
  return {
    file: (path) => csvFile(path, write),
    unread: (path: string, reason: Code) => write(statusLine(path, 'unreadable', reason)),
    finish: () => undefined,
    abort: (reason) => write(statusLine('', 'aborted', reason)),
  };
}

function csvFile(root: string, write: Write): FileReporter {
  const files = new OpenFiles(root);
  return {
    event(event: InspectEvent) {
      if (event.type === 'begin') files.begin(event);
      else if (event.type === 'findings') {
        const { path } = files.of(event.file);
        for (const finding of event.findings) write(csvLine(findingCells(path, finding)));
      } else if (event.type === 'end') {
        const { path, status, reason } = files.end(event);
        write(statusLine(path, status, reason ?? ''));
      }
    },
    end: () => undefined,
  };
}

function statusLine(path: string, status: string, reason: string): string {
  return csvLine(columns.map((_, index) => [path, status, reason][index] ?? ''));
}

function findingCells(path: string, finding: Finding): string[] {
  const { element, rule, score, span, where, redacted, reasons, value } = finding;
  const place = Object.entries(where).map(([key, at]) => `${key} ${at}`);
  const why = reasons.map((reason) => `${reason.why} ${reason.by >= 0 ? '+' : ''}${reason.by}`);
  return [
    path,
    '',
    '',
    element,
    rule,
    String(score),
    String(span.start),
    String(span.end),
    place.join('; '),
    redacted,
    why.join('; '),
    value ?? '',
  ];
}

/**
 * One CSV line (RFC 4180). A cell that a spreadsheet would run as a formula gets an apostrophe in front: file names
 * and revealed values come out of hostile data.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) && !/^[+-]?\d+(?:\.\d+)?$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

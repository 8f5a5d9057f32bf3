import type { InspectEvent } from '#inspect';
import type { Code } from '#platform/errors';
import { Spool } from '../spool.ts';
import { version } from '../version.ts';
import { type FileReporter, findingJson, OpenFiles, type Reporter, type Summary, type Write } from './reporter.ts';
import { listOf, type Turn, Turns } from './turns.ts';

/**
 * One JSON document, written while files are read: an entry per file and member, in the order of the walk. The file
 * whose turn it is writes through; what comes early waits in a spool, so memory does not grow with the findings.
 */
export function jsonReporter(write: Write): Reporter {
  const turns = new Turns(listOf(write));
  write(`{"version":${JSON.stringify(version)},"files":[`);
  const unread = (path: string, reason: Code) => {
    const turn = turns.take();
    turn.write(
      entryOf({ path, mediaType: null, bytes: null, sha256: null, status: 'unreadable', reason, findings: [] }),
    );
    turn.end();
  };
  const finish = ({ elements, allowed, dates, persons, relations }: Summary) => {
    write(
      `\n],"elements":${JSON.stringify(elements)}${allowed === undefined ? '' : `,"allowed":${allowed}`},"dates":${JSON.stringify(dates)}`,
    );
    write(`,"persons":${JSON.stringify(persons ?? null)}`);
    write(`${relations === undefined ? '' : `,"relations":${JSON.stringify(relations)}`}}\n`);
  };
  const abort = (reason: Code) => write(`\n],"aborted":"${reason}"}\n`);
  return { file: (path) => new JsonFile(path, turns.take()), unread, finish, abort };
}

function entryOf(entry: Record<string, unknown>): string {
  return `\n${JSON.stringify(entry)}`;
}

/** The entries of one file on disk and its members. */
class JsonFile implements FileReporter {
  private readonly turn: Turn;
  private readonly files: OpenFiles;
  private readonly findings = new Map<number, { spool: Spool; count: number }>();

  constructor(path: string, turn: Turn) {
    this.turn = turn;
    this.files = new OpenFiles(path);
  }

  event(event: InspectEvent): void {
    if (event.type === 'begin') this.files.begin(event);
    else if (event.type === 'findings') this.keep(event);
    else if (event.type === 'dates') this.files.dates(event);
    else if (event.type === 'end') this.close(event);
  }

  end(): void {
    this.turn.end();
  }

  private keep({ file, findings }: Extract<InspectEvent, { type: 'findings' }>): void {
    const kept = this.findings.get(file) ?? { spool: new Spool(), count: 0 };
    this.findings.set(file, kept);
    for (const finding of findings) {
      kept.spool.append(`${kept.count === 0 ? '' : ','}${JSON.stringify(findingJson(finding))}`);
      kept.count += 1;
    }
  }

  private close(event: Extract<InspectEvent, { type: 'end' }>): void {
    const { path, mediaType, bytes, sha256, status, reason, allowed, dates } = this.files.end(event);
    const entry = JSON.stringify({
      path,
      mediaType,
      bytes,
      sha256,
      status,
      ...(reason === undefined ? {} : { reason }),
      ...(allowed !== undefined && { allowed }),
      ...(dates && { dates }),
    });
    this.turn.write(`\n${entry.slice(0, -1)},"findings":[`);
    this.findings.get(event.file)?.spool.drain((text) => this.turn.write(text));
    this.findings.delete(event.file);
    this.turn.write(']}');
  }
}

import { closeSync, fchmodSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';

/** The log of the server: a file that is followed by one older, and its last lines in memory. */
export interface ServerLog {
  append(text: string): void;
  /** The last lines since `begin`, oldest first, for an error. */
  tail(): readonly string[];
  /** A new server starts: what the one before said is not the reason of its end. */
  begin(): void;
  close(): void;
}

/** Half of what the log may take on disk. The server says a few lines at a start and an end, so it lasts for years. */
const defaultBytes = 1024 * 1024;
/** Enough for the reason of an end not to be pushed out by what the server says while it goes down. */
const tailLines = 40;

/**
 * Opens the log at `path` (0600), to write on at its end. Before it would grow above `bytes` it becomes `path`.1, in
 * place of the one before. A log that cannot be written to (the disk is full) is no reason to stop a server that works:
 * its lines are then kept in memory alone, where an error finds them.
 */
export function openServerLog(path: string, bytes = defaultBytes): ServerLog {
  let file = open(path);
  let size = file === undefined ? 0 : fstatSync(file).size;
  let last: string[] = [];
  let rest = '';

  const renew = (): void => {
    if (file !== undefined) closeSync(file);
    try {
      renameSync(path, `${path}.1`);
    } catch {
      // It was removed, then.
    }
    file = open(path);
    size = 0;
  };

  const write = (text: string): void => {
    const length = Buffer.byteLength(text);
    if (size > 0 && size + length > bytes) renew();
    if (file === undefined) return;
    try {
      size += writeSync(file, text);
    } catch {
      closeSync(file);
      file = undefined;
    }
  };

  return {
    append(text) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > bytes / 2) {
        lines.push(rest);
        rest = '';
      }
      last = [...last, ...lines].slice(-tailLines);
      for (const line of lines) write(`${line.slice(0, bytes / 2)}\n`);
    },
    tail: () => (rest === '' ? last : [...last, rest]),
    begin() {
      last = [];
    },
    close() {
      if (rest !== '') write(`${rest}\n`);
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}

function open(path: string): number | undefined {
  try {
    const file = openSync(path, 'a', 0o600);
    fchmodSync(file, 0o600);
    return file;
  } catch {
    return undefined;
  }
}

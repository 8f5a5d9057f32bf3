import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** What an upload is of: the same file, unchanged, for the same incident. */
export interface Source {
  readonly address: string;
  readonly incident: string;
  /** Real path. */
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly changed: number;
}

/**
 * Remembers uploads that have begun, so that a command which was cut off goes on when it is run again. One file each,
 * named by a hash: what is handed in, and for what, does not show in names.
 */
export interface Unfinished {
  find(source: Source): Promise<string | undefined>;
  keep(source: Source, upload: string): Promise<void>;
  forget(source: Source): Promise<void>;
}

export function openUnfinished(env: Readonly<Record<string, string | undefined>> = process.env): Unfinished {
  const base = env['XDG_STATE_HOME'];
  const folder = join(
    base !== undefined && isAbsolute(base) ? base : join(homedir(), '.local', 'state'),
    'cofferdam',
    'uploads',
  );
  const fileOf = (source: Source): string => {
    const { address, incident, path, bytes, changed } = source;
    return join(
      folder,
      createHash('sha256')
        .update(JSON.stringify([address, incident, path, bytes, changed]))
        .digest('hex'),
    );
  };
  return {
    async find(source) {
      const text = await readFile(fileOf(source), 'utf8').catch(() => undefined);
      return text?.startsWith('/') === true ? text : undefined;
    },
    async keep(source, upload) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = fileOf(source);
      await writeFile(`${file}.new`, upload, { mode: 0o600 });
      await rename(`${file}.new`, file);
    },
    forget: (source) => rm(fileOf(source), { force: true }),
  };
}

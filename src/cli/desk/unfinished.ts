import { createHash, randomUUID } from 'node:crypto';
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

interface Beginning {
  readonly once: string;
  readonly state: 'new' | 'begun before';
}

/** In front of a key, in the place where the path of an upload will be. */
const keyMark = 'key ';

/**
 * Remembers uploads that have begun, so that a command which was cut off goes on when it is run again. One file each,
 * named by a hash: what is handed in, and for what, does not show in names.
 */
export interface Unfinished {
  /** Path of the upload on the server. */
  find(source: Source): Promise<string | undefined>;
  /** The key with which it is to begin: that of an earlier run which never heard whether it did, or a new one. */
  begin(source: Source): Promise<Beginning>;
  /** As `begin`, where the earlier key is of no use any more. */
  beginAnew(source: Source): Promise<string>;
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
  const read = (source: Source): Promise<string | undefined> => readFile(fileOf(source), 'utf8').catch(() => undefined);
  const write = async (source: Source, text: string): Promise<void> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = fileOf(source);
    await writeFile(`${file}.new`, text, { mode: 0o600 });
    await rename(`${file}.new`, file);
  };
  const beginAnew = async (source: Source): Promise<string> => {
    const once = randomUUID();
    await write(source, keyMark + once);
    return once;
  };
  return {
    async find(source) {
      const text = await read(source);
      return text?.startsWith('/') === true ? text : undefined;
    },
    async begin(source) {
      const text = await read(source);
      if (text?.startsWith(keyMark) === true) return { once: text.slice(keyMark.length), state: 'begun before' };
      return { once: await beginAnew(source), state: 'new' };
    },
    beginAnew,
    keep: write,
    forget: (source) => rm(fileOf(source), { force: true }),
  };
}

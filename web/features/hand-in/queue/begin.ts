import { addressOf } from '../../../api/call.ts';
import { problemFrom, silent } from '../../../api/problem.ts';
import type { Compartment, How } from '../../../ui/evidence-words.ts';
import { base64Of, passwordHeaders, type Tried, triedOf } from './passwords.ts';

/** What somebody says of files before they are sent. */
export interface Said {
  readonly how: How;
  readonly source: string;
  /** ISO 8601. */
  readonly obtained: string | undefined;
  readonly compartment: Compartment;
  readonly entity: string | undefined;
  /** Set for what must not be seen by others from its first byte on. */
  readonly sealOff: SealOff | undefined;
  /** To be tried on what is protected. Emptied when the file is handed in; never in the storage of the browser. */
  readonly passwords: readonly string[];
}

export interface SealOff {
  readonly why: 'illegal' | 'classified';
  /** Ids of members, one at least. */
  readonly people: readonly string[];
  readonly reason: string;
}

export interface Beginning {
  readonly incident: string;
  /** A label; its end where it is longer than 1,000 bytes. */
  readonly path: string;
  readonly file: File;
  readonly said: Said;
  /** The same beginning twice is one item. */
  readonly once: string;
  readonly signal: AbortSignal;
}

/** Small files go with the request that begins them. */
const small = 1024 * 1024;

/** Begins an upload. Rejects with a Problem, or with the reason of `signal`. */
export async function beginUpload({ incident, path, file, said, once, signal }: Beginning): Promise<{
  readonly evidence: string;
  /** Bytes that are safe. */
  readonly offset: number;
  readonly tried: Tried;
}> {
  const [, url] = addressOf('upload.begin', { params: { incident } });
  const isWhole = file.size > 0 && file.size <= small && said.sealOff === undefined;
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'tus-resumable': '1.0.0',
      'upload-length': String(file.size),
      'upload-metadata': metadataOf(path, said),
      'idempotency-key': once,
      ...passwordHeaders(said.passwords),
      ...(isWhole && { 'content-type': 'application/offset+octet-stream' }),
    },
    body: isWhole ? file : null,
    signal,
  }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw error instanceof TypeError ? silent() : error;
  });
  if (!response.ok) throw await problemFrom(response);
  const evidence = response.headers.get('location')?.split('/').at(-1) ?? '';
  const tried = triedOf(response.headers.get('upload-passwords'));
  return { evidence, offset: Number(response.headers.get('upload-offset') ?? 0), tried };
}

function metadataOf(path: string, { how, source, obtained, compartment, entity }: Said): string {
  const pairs = { filename: endOf(path), how, source: source.trim() || undefined, obtained, compartment, entity };
  return Object.entries(pairs)
    .flatMap(([name, value]) => (value === undefined ? [] : `${name} ${base64Of(value)}`))
    .join(',');
}

const mostBytes = 1000;
const endOf = (path: string): string => {
  let kept = path.toWellFormed();
  while (new TextEncoder().encode(kept).length > mostBytes) kept = [...kept].slice(1).join('');
  return kept;
};

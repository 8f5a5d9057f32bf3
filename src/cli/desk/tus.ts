import { createReadStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { type Code, codeOf, fail } from '#platform/errors';
import type { Client } from '#server/client';

/** One file to be handed in. */
export interface HandIn {
  readonly path: string;
  readonly bytes: number;
  /** Path of the upload on the server, as it answered when the upload began. */
  readonly upload: string;
  /** To be tried on what is protected in it, as the header has them. They go with each request that may end the upload. */
  readonly passwords?: string | undefined;
  /** Told how many bytes the server has. */
  readonly onProgress: (bytes: number) => void;
}

/** Requests in a row that may fail before the upload is given up; it can be resumed all the same. */
const mostTries = 6;
/** Bytes of one request. What was sent of it and not yet acknowledged is sent again after a break. */
const requestBytes = 256 * 1024 ** 2;
const version = { 'tus-resumable': '1.0.0' } as const;

/** Those of each request that may end an upload. */
const headersWith = (passwords: string | undefined): Record<string, string> => ({
  ...version,
  ...(passwords !== undefined && { 'upload-passwords': passwords }),
});

/** What became of passwords; unknown where the answer to the request that ended the upload was lost. */
export type Tried = 'queued' | 'not-tried' | 'unknown';

/** What is said of a file that is handed in: `filename` and `how`, and what else the API takes. */
type Said = Readonly<Record<string, string | undefined>>;

/** What begins. */
interface Beginning {
  readonly incident: string;
  readonly bytes: number;
  /** Whoever asks again with the same key is given the upload of the first time: one whose answer was lost is not doubled. */
  readonly once: string;
}

/** Begins an upload, and gives its path on the server. */
export async function beginUpload(
  client: Client,
  { incident, bytes, once }: Beginning,
  said: Said,
  passwords?: string,
): Promise<string> {
  const { headers } = await client.send('POST', `/v1/incidents/${incident}/uploads`, {
    ...headersWith(passwords),
    'idempotency-key': once,
    'upload-length': String(bytes),
    'upload-metadata': Object.entries(said)
      .flatMap(([name, value]) => (value === undefined ? [] : `${name} ${Buffer.from(value).toString('base64')}`))
      .join(','),
  });
  return new URL(headers.get('location') ?? '', client.address).pathname;
}

/**
 * Sends what the server does not have yet of a file, by tus 1.0, and goes on over broken connections: what counts is what
 * the server says it has. Fails with what it answered, with `server-silent` after several breaks in a row, and with
 * `changed-while-read` where the file is shorter than it was.
 */
export async function sendFile(client: Client, file: HandIn): Promise<Tried> {
  const { bytes, onProgress } = file;
  let tries = 0;
  let { has, tried } = await standing(client, file);
  onProgress(has);
  while (has < bytes) {
    try {
      const next = await sendFrom(client, file, has);
      tries = next.has > has ? 0 : tries + 1;
      ({ has, tried } = next);
    } catch (error) {
      // The connection broke, or an earlier request still holds the upload: ask what came through, and go on.
      if (!passing.has(codeOf(error)) || (tries += 1) >= mostTries) throw error;
      await pause(250 * 2 ** tries);
      const before = { has, tried };
      const next = await standing(client, file).catch((again: unknown) =>
        passing.has(codeOf(again)) ? before : Promise.reject(again),
      );
      if (next.has > has) tries = 0;
      ({ has, tried } = next);
    }
    onProgress(has);
  }
  return tried;
}

/** What passes, or is put right by asking again how far the upload is: bytes of an earlier request may still come in. */
const passing = new Set<Code>(['server-silent', 'upload-busy', 'upload-offset', 'upload-cut', 'database-gone']);

interface Stands {
  /** Bytes that the server has. */
  readonly has: number;
  readonly tried: Tried;
}

/** How far an upload is. One that has all its bytes and was not ended, since the server died just then, is ended by it. */
export async function standing(
  client: Client,
  { upload, passwords }: Pick<HandIn, 'upload' | 'passwords'>,
): Promise<Stands> {
  const { headers } = await client.send('HEAD', upload, headersWith(passwords));
  return readStanding(headers);
}

async function sendFrom(
  client: Client,
  { path, upload, bytes, onProgress, passwords }: HandIn,
  from: number,
): Promise<Stands> {
  const end = Math.min(bytes, from + requestBytes);
  const file = createReadStream(path, { start: from, end: end - 1, highWaterMark: 1024 ** 2 });
  let sent = from;
  const counted = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      sent += chunk.byteLength;
      onProgress(sent);
      done(undefined, chunk);
    },
    flush: (done) => done(sent < end ? shorter() : undefined),
  });
  file.on('error', (error) => counted.destroy(error));
  const headers = {
    ...headersWith(passwords),
    'content-type': 'application/offset+octet-stream',
    'upload-offset': String(from),
    'content-length': String(end - from),
  };
  try {
    const answer = await client.send('PATCH', upload, headers, Readable.toWeb(file.pipe(counted)) as ReadableStream);
    return readStanding(answer.headers);
  } catch (error) {
    if (sent < end && file.readableEnded) fail('changed-while-read', path, error);
    throw error;
  } finally {
    file.destroy();
  }
}

function shorter(): Error {
  return new Error('the file is shorter than it was');
}

function readStanding(headers: Headers): Stands {
  const has = Number(headers.get('upload-offset') ?? Number.NaN);
  if (!Number.isSafeInteger(has) || has < 0) fail('answer-unknown', 'Upload-Offset');
  const said = headers.get('upload-passwords');
  return { has, tried: said === 'queued' || said === 'not-tried' ? said : 'unknown' };
}

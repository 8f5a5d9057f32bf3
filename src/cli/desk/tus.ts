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
  /** Told how many bytes the server has. */
  readonly onProgress: (bytes: number) => void;
}

/** Requests in a row that may fail before the upload is given up; it can be resumed all the same. */
const mostTries = 6;
/** Bytes of one request. What was sent of it and not yet acknowledged is sent again after a break. */
const requestBytes = 256 * 1024 ** 2;
const version = { 'tus-resumable': '1.0.0' } as const;

/** What is said of a file that is handed in: `filename` and `how`, and what else the API takes. */
type Said = Readonly<Record<string, string | undefined>>;

/** Begins an upload, and gives its path on the server. */
export async function beginUpload(
  client: Client,
  { incident, bytes }: { readonly incident: string; readonly bytes: number },
  said: Said,
): Promise<string> {
  const { headers } = await client.send('POST', `/v1/incidents/${incident}/uploads`, {
    ...version,
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
export async function sendFile(client: Client, { path, bytes, upload, onProgress }: HandIn): Promise<void> {
  let tries = 0;
  let has = await offsetOf(client, upload);
  onProgress(has);
  while (has < bytes) {
    try {
      const next = await sendFrom(client, { path, upload, bytes, onProgress }, has);
      tries = next > has ? 0 : tries + 1;
      has = next;
    } catch (error) {
      // The connection broke, or an earlier request still holds the upload: ask what came through, and go on.
      if (!passing.has(codeOf(error)) || (tries += 1) >= mostTries) throw error;
      await pause(250 * 2 ** tries);
      const next = await offsetOf(client, upload).catch((again: unknown) =>
        passing.has(codeOf(again)) ? has : Promise.reject(again),
      );
      if (next > has) tries = 0;
      has = next;
    }
    onProgress(has);
  }
}

/** What passes, or is put right by asking again how far the upload is: bytes of an earlier request may still come in. */
const passing = new Set<Code>(['server-silent', 'upload-busy', 'upload-offset', 'upload-cut', 'database-gone']);

async function offsetOf(client: Client, upload: string): Promise<number> {
  const { headers } = await client.send('HEAD', upload, version);
  return readOffset(headers);
}

async function sendFrom(client: Client, { path, upload, bytes, onProgress }: HandIn, from: number): Promise<number> {
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
    ...version,
    'content-type': 'application/offset+octet-stream',
    'upload-offset': String(from),
    'content-length': String(end - from),
  };
  try {
    const answer = await client.send('PATCH', upload, headers, Readable.toWeb(file.pipe(counted)) as ReadableStream);
    return readOffset(answer.headers);
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

function readOffset(headers: Headers): number {
  const offset = Number(headers.get('upload-offset') ?? Number.NaN);
  return Number.isSafeInteger(offset) && offset >= 0 ? offset : fail('answer-unknown', 'Upload-Offset');
}

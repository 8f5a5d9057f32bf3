import { ReadableStream } from 'node:stream/web';
import { TextReader, ZipWriter } from '@zip.js/zip.js';
import { savedName } from './names.ts';
import type { Opened } from './read.ts';

/**
 * A copy that leaves: a ZIP of the bytes as they are and of a mark that names who got it, why that can be looked up, and
 * what the bytes should hash to. The file is stored, not compressed, and not changed: its hash stays what it is.
 */
export function copyOf(evidence: string, incident: string, opened: Opened): AsyncIterable<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  // A reader that goes away fails the writing; the stream it reads tells the rest of what went wrong.
  write(writable, evidence, incident, opened).catch((error: unknown) => writable.abort(error).catch(() => undefined));
  return readable as unknown as AsyncIterable<Uint8Array>;
}

async function write(
  writable: WritableStream<Uint8Array>,
  evidence: string,
  incident: string,
  { name, size, sha256, copy, handedInAt, stream }: Opened,
): Promise<void> {
  const zip = new ZipWriter(writable, { level: 0, useWebWorkers: false, zip64: true, extendedTimestamp: false });
  const mark = {
    mark: copy?.mark,
    recipient: copy?.recipient,
    exportedAt: copy?.at.toISOString(),
    incident,
    evidence,
    file: `evidence/${savedName(name)}`,
    bytes: size,
    sha256: Buffer.from(sha256).toString('hex'),
    handedInAt: handedInAt.toISOString(),
  };
  await zip.add('MARK.json', new TextReader(`${JSON.stringify(mark, undefined, 2)}\n`));
  const bytes = ReadableStream.from(stream(0, size)) as unknown as globalThis.ReadableStream<Uint8Array>;
  await zip.add(mark.file, bytes);
  await zip.close();
}

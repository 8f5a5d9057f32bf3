import process from 'node:process';
import { type Code, CofferdamError, codeOf } from '../errors/index.ts';
import type { Frame } from './frames.ts';
import { createGate } from './gate.ts';
import { listen, send, silence } from './pipes.ts';
import { type Identity, knownCode, maxReadBytes, maxReads, windowBytes, windowEvents } from './protocol.ts';
import { dropRights } from './rights.ts';

/** What a handler of jobs in a sandboxed child can do. */
export interface JobContext {
  readonly job: unknown;
  /** Bytes [offset, offset + length) of the job's input, fewer at the end. Up to 8 MiB are fetched at once. */
  readonly read: (offset: number, length: number) => Promise<Uint8Array>;
  /**
   * Sends an event: a header of at most 64 KiB as JSON, a body of at most 16 MiB. When it resolves the bytes are in
   * the kernel, so that a crash right after does not lose them; it waits while the parent is behind.
   */
  readonly emit: (header: Readonly<Record<string, unknown>>, body?: Uint8Array) => Promise<void>;
}

export type JobHandler = (context: JobContext) => Promise<void>;

interface Waiting {
  resolve(bytes: Uint8Array): void;
  reject(error: Error): void;
}

/**
 * The child's whole life: loads through `prepare`, drops its rights, then serves jobs one after the other. `prepare`
 * must load every module and file that a job can need. The process exits when the parent closes stdin or dies.
 */
export function serveJobs(prepare: (init: unknown) => Promise<JobHandler>): void {
  silence();
  const reads = new Map<number, Waiting>();
  const slots = createGate(maxReads, Number.POSITIVE_INFINITY);
  const window = createGate(windowEvents, windowBytes);
  let nextId = 0;
  let handler: JobHandler | undefined;

  const readOnce = async (offset: number, length: number): Promise<Uint8Array> => {
    await slots.enter(0);
    try {
      return await new Promise((resolve, reject) => {
        nextId += 1;
        reads.set(nextId, { resolve, reject });
        send({ t: 'read', id: nextId, offset, length });
      });
    } finally {
      slots.leave(0);
    }
  };

  const start = async (identity: Identity | null, init: unknown): Promise<void> => {
    handler = await prepare(init);
    dropRights(identity);
    send({ t: 'ready' });
  };

  const work = async (job: unknown): Promise<void> => {
    if (handler === undefined) throw new Error('job before init');
    try {
      await handler({
        job,
        read: (offset, length) => readParts(readOnce, offset, length),
        emit: async (header, body) => {
          const bytes = body?.length ?? 0;
          await window.enter(bytes);
          send({ t: 'event', header }, body);
        },
      });
    } catch (error) {
      send({ t: 'failed', code: failureOf(error) });
      return;
    }
    send({ t: 'done' });
  };

  const receive = ({ header, body }: Frame): void => {
    switch (header.t) {
      case 'init':
        start(header.identity as Identity | null, parse(body)).catch(die);
        break;
      case 'job':
        work(parse(body)).catch(die);
        break;
      case 'bytes':
        take(reads, header.id)?.resolve(body);
        break;
      case 'no-bytes':
        take(reads, header.id)?.reject(new CofferdamError(knownCode(header.code)));
        break;
      case 'ack':
        window.leave(Number(header.bytes));
        break;
      default:
        die(new Error('unknown frame'));
    }
  };

  listen(receive);
}

async function readParts(
  readOnce: (offset: number, length: number) => Promise<Uint8Array>,
  offset: number,
  length: number,
): Promise<Uint8Array> {
  if (length <= maxReadBytes) return length <= 0 ? new Uint8Array(0) : readOnce(offset, length);
  const parts: Promise<Uint8Array>[] = [];
  for (let at = 0; at < length; at += maxReadBytes) {
    parts.push(readOnce(offset + at, Math.min(maxReadBytes, length - at)));
  }
  return Buffer.concat(await Promise.all(parts));
}

function take(reads: Map<number, Waiting>, id: unknown): Waiting | undefined {
  const waiting = reads.get(Number(id));
  reads.delete(Number(id));
  return waiting;
}

function parse(body: Uint8Array): unknown {
  return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8'));
}

function failureOf(error: unknown): Code {
  const code = codeOf(error);
  return code === 'internal' ? 'reader-crashed' : code;
}

function die(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? `${error.name}: ${error.message}` : 'unknown failure'}\n`);
  process.exit(70);
}

import { Buffer } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { readFileSync, readdirSync, writeFileSync, writeSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import process from 'node:process';
import { Worker } from 'node:worker_threads';
import { serveJobs } from '../serve.ts';

/** A reader that has been taken over: it does what a job's `act` says. Run by the tests in a real child. */

/** The part of WebAssembly used here; @types/node has no types of it. */
interface Memory {
  readonly buffer: ArrayBuffer;
}
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: { Memory: new (size: { initial: number; maximum: number }) => Memory };
};

/** Taken before script loses it: the kernel has to refuse as well. */
const nativeKill = Reflect.get(process, '_kill') as (pid: number, signal: number) => number;
const signal = (pid: number): number => nativeKill(pid, 0);
const tcp = (open: () => { on(event: 'error', listener: (error: Error) => void): unknown }): Promise<string> =>
  new Promise((resolve) => {
    open().on('error', (error) => resolve(codeOf(error)));
  });

const attempts: Record<string, (job: Job) => unknown> = {
  'read-file': ({ path = '' }) => readFileSync(path).length,
  'read-own-source': () => readFileSync(new URL(import.meta.url)).length,
  'list-folder': () => readdirSync('/'),
  'write-file': ({ path = '' }) => writeFileSync(path, 'x'),
  spawn: () => codeThrown(() => spawnSync('/bin/true').status),
  worker: () => new Worker('0', { eval: true }),
  connect: ({ port = 0 }) => tcp(() => connect(port, '127.0.0.1')),
  listen: () => tcp(() => createServer().listen(0)),
  datagram: () => tcp(() => createSocket('udp4').bind(0)),
  eval: () => codeThrown(() => Reflect.construct(Function, ['return 1']) as object),
  'signal-parent': () => signal(process.ppid),
  'signal-process': ({ pid = 0 }) => signal(pid),
  'script-signal': () => typeof process.kill,
  'become-root': () => process.setuid?.(0),
  ids: () => [process.getuid?.(), process.geteuid?.(), process.getgid?.(), process.getegid?.(), process.getgroups?.()],
  environment: () => Object.keys(process.env),
  folder: () => process.cwd(),
  pid: () => process.pid,
  webassembly: () => new WebAssembly.Memory({ initial: 16, maximum: 4096 }).buffer.byteLength,
};

interface Job {
  readonly act: string;
  readonly path?: string;
  readonly port?: number;
  readonly pid?: number;
  readonly count?: number;
  readonly bytes?: number;
}

serveJobs(async (init) => {
  if (init === 'broken') throw new Error('cannot load');
  if (init === 'hang') await new Promise(() => setInterval(() => undefined, 1000));
  return async ({ job, read, emit }) => {
    const { act, count = 0, bytes = 0 } = job as Job;
    const attempt = attempts[act];
    if (attempt !== undefined) {
      await emit({ result: await codeThrown(async () => (await attempt(job as Job)) ?? 'done') });
      return;
    }
    switch (act) {
      case 'sum': {
        let sum = 0;
        for (let at = 0; at < bytes; at += count) for (const byte of await read(at, count)) sum += byte;
        await emit({ result: sum });
        break;
      }
      case 'drain': {
        const pending: Promise<Uint8Array>[] = [];
        let total = 0;
        for (let at = 0; at < bytes || pending.length > 0; ) {
          for (; at < bytes && pending.length < 4; at += 512 * 1024) pending.push(read(at, 512 * 1024));
          total += (await pending.shift())?.length ?? 0;
        }
        await emit({ result: total });
        break;
      }
      case 'events':
        for (let index = 0; index < count; index += 1) await emit({ index }, new Uint8Array(bytes).fill(index));
        break;
      case 'crash-after-event':
        await emit({ result: 'before' });
        process.abort();
        break;
      case 'exit':
        process.exit(0);
        break;
      case 'throw':
        throw new Error('a value of the data');
      case 'stray-rejection':
        void Promise.reject(new Error('stray'));
        await new Promise((resolve) => setImmediate(resolve));
        break;
      case 'loop':
        await emit({ result: process.pid });
        for (;;);
      case 'wait':
        await emit({ result: process.pid });
        await new Promise(() => undefined);
        break;
      case 'flood-buffers':
        for (const held: Buffer[] = []; ; ) held.push(Buffer.alloc(8 << 20, 1));
      case 'flood-heap':
        for (const held: object[] = []; ; ) held.push({ x: [Math.random(), Math.random()] });
      case 'flood-webassembly':
        for (const held: Memory[] = []; ; ) {
          const memory = new WebAssembly.Memory({ initial: 1024, maximum: 1024 });
          new Uint8Array(memory.buffer).fill(1);
          held.push(memory);
        }
      case 'garbage':
        writeSync(1, Buffer.alloc(64, 0xff));
        await new Promise(() => undefined);
        break;
      case 'raw':
        raw(job as { header: unknown; body?: number; times?: number });
        await new Promise(() => undefined);
        break;
      default:
        console.log('chatter that must not reach the frames');
        process.stdout.write('nor this');
    }
  };
});

/** Frames as only a compromised child would send them. */
function raw({ header, body = 0, times = 1 }: { header: unknown; body?: number; times?: number }): void {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const prefix = Buffer.alloc(8);
  prefix.writeUInt32LE(json.length, 0);
  prefix.writeUInt32LE(body, 4);
  for (let time = 0; time < times; time += 1) writeSync(1, Buffer.concat([prefix, json]));
}

function codeOf(error: unknown): string {
  return error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.name) : 'unknown';
}

async function codeThrown<T>(act: () => T | Promise<T>): Promise<T | string> {
  try {
    return await act();
  } catch (error) {
    return codeOf(error);
  }
}

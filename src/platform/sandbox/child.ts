import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { type Code, codeOf } from '../errors/index.ts';
import type { Command } from './command.ts';
import type { Outcome, SandboxJob } from './job.ts';
import { type Frame, FrameDecoder, FrameError, encodeFrame, maxBodyBytes } from './frames.ts';
import {
  type FromChild,
  type Identity,
  type ToChild,
  checkFromChild,
  maxReads,
  windowBytes,
  windowEvents,
} from './protocol.ts';

export interface ChildSettings {
  readonly command: Command;
  readonly identity: Identity | null;
  readonly init: unknown;
  /** Descriptors that become 3, 4 and so on. */
  readonly files: readonly number[];
  /** Called once, when the process is gone. */
  onExit(): void;
}

/** A job that runs, and what of it is open. */
interface Running {
  readonly job: SandboxJob;
  readonly timer: NodeJS.Timeout;
  /** The child has said that it is done: nothing more may come. */
  ended: boolean;
  reads: number;
  events: number;
  eventBytes: number;
  /** Settles when all events received so far are worked off; rejects with what `onEvent` threw. */
  worked: Promise<void>;
  resolve(outcome: Outcome): void;
  reject(error: unknown): void;
}

/** Enough for the line in which V8 says that it is out of memory, which comes before the stack trace. */
const stderrBytes = 16 * 1024;
const startSeconds = 60;
const memoryMessage = /out of memory|allocation failed|failed to allocate|could not allocate|bad_alloc/i;

/** One sandboxed process. It takes one job at a time, and is dead after the first that fails in any way. */
export class SandboxChild {
  readonly #process: ChildProcess;
  readonly #decoder = new FrameDecoder(maxBodyBytes);
  readonly #stdin: Writable;
  #state: 'starting' | 'idle' | 'busy' | 'dead' = 'starting';
  #running: Running | undefined;
  #errors = '';
  #hadJob = false;
  #started: (isReady: boolean) => void = () => undefined;
  /** False when the child could not be started. */
  readonly ready: Promise<boolean>;
  /** Resolves when the process is gone. */
  readonly gone: Promise<void>;

  constructor(settings: ChildSettings) {
    const { command, files } = settings;
    // A process group of its own: Ctrl-C in the terminal goes to the parent alone, and the group can be killed.
    const child = spawn(command.file, command.args, {
      stdio: ['pipe', 'pipe', 'pipe', ...files],
      detached: true,
      env: {},
      cwd: '/',
    }) as ChildProcessWithoutNullStreams;
    this.#process = child;
    this.#stdin = child.stdin;
    this.ready = new Promise((resolve) => {
      const timer = setTimeout(() => this.#stop('sandbox-unavailable'), startSeconds * 1000);
      this.#started = (isReady) => {
        clearTimeout(timer);
        resolve(isReady);
      };
    });
    this.gone = new Promise((resolve) => {
      const leave = (): void => {
        // What the child may have left behind in its group.
        this.#signalGroup();
        this.#stop(this.#reasonOfDeath());
        this.#started(false);
        settings.onExit();
        resolve();
      };
      // `close` comes after the last byte of stdout: events sent before a crash count.
      child.once('close', leave);
      child.once('error', () => {
        if (child.pid === undefined) leave();
      });
    });
    this.#listen(child.stdout, child.stderr);
    this.#send({ t: 'init', identity: settings.identity }, toJson(settings.init));
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** What a child that could not be started said. Afterwards stderr may quote data and is not for anybody's eyes. */
  get complaint(): string {
    return this.#state === 'dead' && !this.#hadJob ? this.#errors.trim() : '';
  }

  get isIdle(): boolean {
    return this.#state === 'idle';
  }

  /** Runs a job on an idle child. Rejects with what `onEvent` threw; everything else is an outcome. */
  run(job: SandboxJob): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      // setTimeout takes 31 bits.
      const milliseconds = Math.min(job.seconds * 1000, 0x7fffffff);
      const timer = setTimeout(() => this.#stop('limit-time'), milliseconds);
      const worked = Promise.resolve();
      this.#state = 'busy';
      this.#hadJob = true;
      this.#running = { job, timer, ended: false, reads: 0, events: 0, eventBytes: 0, worked, resolve, reject };
      job.signal?.addEventListener('abort', () => {
        if (this.#running?.job === job) this.#stop('limit-time');
      });
      this.#send({ t: 'job' }, toJson(job.job));
    });
  }

  /** Ends the process at once; a running job fails with `code`. */
  kill(code: Code = 'reader-crashed'): void {
    this.#stop(code);
  }

  #listen(stdout: Readable, stderr: Readable): void {
    stdout.on('data', (chunk: Uint8Array) => {
      if (this.#state === 'dead') return;
      try {
        this.#decoder.push(chunk, (frame) => this.#receive(checkFromChild(frame.header), frame.body));
      } catch (error) {
        if (!(error instanceof FrameError)) throw error;
        this.#stop('reader-crashed');
      }
    });
    stderr.on('data', (chunk: Uint8Array) => {
      this.#errors = (this.#errors + Buffer.from(chunk).toString('latin1')).slice(0, stderrBytes);
    });
    for (const stream of [this.#stdin, stdout, stderr]) stream.on('error', () => undefined);
  }

  #receive(message: FromChild, body: Uint8Array): void {
    if (this.#state === 'dead') return;
    if (message.t === 'ready') {
      if (this.#state !== 'starting') throw new FrameError('ready twice');
      this.#state = 'idle';
      this.#started(true);
      return;
    }
    const running = this.#running;
    if (running === undefined || running.ended) throw new FrameError('no job');
    switch (message.t) {
      case 'read':
        this.#serveRead(running, message);
        break;
      case 'event':
        this.#serveEvent(running, message.header, body);
        break;
      case 'done':
        running.ended = true;
        void this.#afterEvents(running, { ok: true });
        break;
      case 'failed':
        running.ended = true;
        void this.#afterEvents(running, { ok: false, code: message.code });
        break;
    }
  }

  #serveRead(running: Running, { id, offset, length }: { id: number; offset: number; length: number }): void {
    running.reads += 1;
    if (running.reads > maxReads) throw new FrameError('too many reads');
    const answer = (message: ToChild, body?: Uint8Array): void => {
      running.reads -= 1;
      if (this.#running === running) this.#send(message, body);
    };
    running.job.read(offset, length).then(
      (bytes) => answer({ t: 'bytes', id }, bytes),
      (error: unknown) => answer({ t: 'no-bytes', id, code: codeOf(error) }),
    );
  }

  #serveEvent(running: Running, header: Frame['header'], body: Uint8Array): void {
    running.events += 1;
    running.eventBytes += body.length;
    const isOver = running.events > windowEvents || running.eventBytes > windowBytes;
    if (isOver && running.events > 1) throw new FrameError('window ignored');
    running.worked = this.#workOff(running, header, body, running.worked);
    running.worked.catch((error: unknown) => {
      if (this.#running !== running) return;
      this.#running = undefined;
      clearTimeout(running.timer);
      running.reject(error);
      this.#stop('internal');
    });
  }

  async #workOff(running: Running, header: Frame['header'], body: Uint8Array, before: Promise<void>): Promise<void> {
    await before;
    await running.job.onEvent(header, body);
    running.events -= 1;
    running.eventBytes -= body.length;
    if (this.#running === running) this.#send({ t: 'ack', bytes: body.length });
  }

  /** Settles the job once its events are worked off. The child stays only if the job went well. */
  async #afterEvents(running: Running, outcome: Outcome): Promise<void> {
    try {
      await running.worked;
    } catch {
      return;
    }
    if (this.#running !== running) return;
    this.#running = undefined;
    clearTimeout(running.timer);
    if (outcome.ok && this.#state === 'busy') this.#state = 'idle';
    else this.#stop('reader-crashed');
    running.resolve(outcome);
  }

  #stop(code: Code): void {
    if (this.#state === 'dead') return;
    this.#state = 'dead';
    this.#signalGroup();
    const running = this.#running;
    if (running === undefined || running.ended) return;
    running.ended = true;
    void this.#afterEvents(running, { ok: false, code });
  }

  #signalGroup(): void {
    const { pid } = this.#process;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It is gone.
    }
  }

  #reasonOfDeath(): Code {
    if (this.#process.signalCode === 'SIGXCPU') return 'limit-time';
    return memoryMessage.test(this.#errors) ? 'limit-memory' : 'reader-crashed';
  }

  #send(message: ToChild, body?: Uint8Array): void {
    if (!this.#stdin.writable) return;
    const [start, rest] = encodeFrame(message, body);
    this.#stdin.cork();
    this.#stdin.write(start);
    if (rest.length > 0) this.#stdin.write(rest);
    this.#stdin.uncork();
  }
}

function toJson(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

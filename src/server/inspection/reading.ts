import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { AllowList, InspectEvent, InspectOptions, Input, Source } from '#inspect';
import { type Outcome, type Pool, openPool } from '#platform';
import { type Code, CofferdamError } from '#platform/errors';
import type { Going } from './account.ts';
import { Attempts } from './attempts.ts';
import { Patience } from './patience.ts';
import type { OpenIndex } from './known-values.ts';
import { HostileEvent, decodeEvent } from './reader-events.ts';
import type { ReaderInit, ReaderJob } from './reader-init.ts';

export interface ReadersOptions {
  /** Reader processes at most. */
  readonly size: number;
  /** URLs of format modules. */
  readonly modules: readonly string[];
  readonly rules: readonly Source[];
  readonly labels: readonly Source[];
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** `YYYY-MM-DD`, for the age of persons. */
  readonly asOf?: string;
  readonly allow?: AllowList;
  /** Ids of rules to go without. @default none */
  readonly without?: readonly string[];
  /** Indexes of known values, open. */
  readonly known?: readonly OpenIndex[];
  /** Bytes of one input that a reader may hold. @default 256 MiB */
  readonly maxHeldBytes?: number;
  /** Module that the processes run. @default reader.ts */
  readonly entry?: URL;
}

/** Inspection in sandboxed processes. */
export interface Readers {
  /**
   * As Inspector.inspect, for hostile files. A reader that crashes, hangs or takes too much memory costs the file or
   * member that it was reading: that one ends unreadable (partial, if something of it had come out) with the reason,
   * and reading goes on behind it, up to 8 times; after that all that is open ends with the reason. Rejects with
   * `sandbox-unavailable`, or with what `emit` threw.
   *
   * @param going where an earlier process has told the beginning, of the same bytes by the same rules
   */
  inspect(
    input: Input,
    options: InspectOptions,
    emit: (event: InspectEvent) => Promise<void>,
    going?: Going,
  ): Promise<void>;
  close(): Promise<void>;
}

const maxRetries = 8;
/** A reader that neither reads nor tells anything for so long hangs. Half of the time left, where that is less. */
const stallSeconds = 120;
const root = fileURLToPath(new URL('../../../', import.meta.url));
const mebibyte = 1024 * 1024;

/** Opens readers. Processes start with the first file. Close them: they keep the program alive. */
export function openReaders(options: ReadersOptions): Readers {
  const { modules: formats, rules, labels } = options;
  const key = Buffer.from(options.key).toString('hex');
  const { asOf, allow, known = [], without } = options;
  const indexes = known.map(({ name, size, key: own }) => ({ name, size, key: Buffer.from(own).toString('hex') }));
  const init: ReaderInit = {
    formats,
    rules,
    labels,
    key,
    known: indexes,
    ...(asOf && { asOf }),
    ...(allow && { allow }),
    ...(without && { without }),
  };
  const entry = options.entry ?? new URL('reader.ts', import.meta.url);
  // Twice what may be held, for a copy, and room for what a parser makes of it.
  const indexBytes = known.reduce((sum, { loadedBytes }) => sum + loadedBytes, 0);
  const bufferMegabytes = 256 + Math.ceil((2 * (options.maxHeldBytes ?? 256 * mebibyte) + 2 * indexBytes) / mebibyte);
  const limits = { heapMegabytes: 768, bufferMegabytes, cpuSeconds: 24 * 3600 };
  const files = known.map(({ descriptor }) => descriptor);
  const pool = openPool({ entry, root, init, size: options.size, limits, files });
  return {
    inspect: (input, inspectOptions, emit, going) => new Reading(pool, input, inspectOptions, emit, going).run(),
    close: () => pool.close(),
  };
}

/** One file on disk, over all attempts at it. */
class Reading {
  readonly #pool: Pool;
  readonly #input: Input;
  readonly #options: InspectOptions;
  readonly #emit: (event: InspectEvent) => Promise<void>;
  readonly #going: Going | undefined;
  readonly #attempts: Attempts;
  readonly #deadline: number;

  constructor(
    pool: Pool,
    input: Input,
    options: InspectOptions,
    emit: (event: InspectEvent) => Promise<void>,
    going: Going | undefined,
  ) {
    this.#pool = pool;
    this.#input = input;
    this.#options = options;
    this.#emit = emit;
    this.#going = going;
    this.#attempts = new Attempts(going?.from?.told);
    this.#deadline = performance.now() + options.limits.maxSeconds * 1000;
  }

  async run(): Promise<void> {
    const attempts = this.#attempts;
    for (let retry = this.#going?.from?.failures ?? 0; ; retry += 1) {
      const outcome = await this.#try();
      if (attempts.isComplete) return;
      if (!outcome.ok && outcome.code === 'sandbox-unavailable') {
        throw new CofferdamError(outcome.code, firstError(outcome.why ?? ''));
      }
      const code: Code = outcome.ok ? 'reader-crashed' : outcome.code;
      // Where the file on disk itself was being read there is nothing behind it to go on with.
      if (attempts.open <= 1 || retry >= maxRetries || this.#left() <= 0) return this.#giveUp(code);
      const file = attempts.innermost;
      const end = attempts.blame(code);
      if (file !== undefined) this.#going?.failed(file, code);
      if (end !== undefined) await this.#emit(end);
    }
  }

  async #try(): Promise<Outcome> {
    const options = finite({ ...this.#options, ...this.#attempts.restart() });
    const job: ReaderJob = { size: this.#input.size ?? null, options };
    const patience = new Patience(() => Math.min(stallSeconds * 1000, this.#left() / 2));
    try {
      return await this.#pool.run({
        job,
        read: (offset, length) => patience.pause(this.#input.read(offset, length)),
        onEvent: (header, body) => patience.pause(this.#take(decodeEvent({ header, body }))),
        seconds: this.#left() / 1000,
        signal: patience.signal,
      });
    } catch (error) {
      if (error instanceof HostileEvent) return { ok: false, code: 'reader-crashed' };
      throw error;
    } finally {
      patience.end();
    }
  }

  async #take(event: InspectEvent): Promise<void> {
    const news = this.#attempts.take(event);
    if (news !== undefined) await this.#emit(news);
  }

  #left(): number {
    return Math.max(0, this.#deadline - performance.now());
  }

  /** Ends all that is open, without a reader: this process hashes the file on disk itself. */
  async #giveUp(reason: Code): Promise<void> {
    if (this.#attempts.open === 0) {
      const begin = {
        type: 'begin',
        file: 0,
        path: '',
        mediaType: 'application/octet-stream',
        format: 'unknown',
      } as const;
      this.#attempts.take(begin);
      await this.#emit(begin);
    }
    while (this.#attempts.open > 1) await this.#emit(this.#attempts.close(reason, 0, ''));
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      for await (const chunk of this.#input.stream()) {
        hash.update(chunk);
        bytes += chunk.length;
      }
      await this.#emit(this.#attempts.close(reason, bytes, hash.digest('hex')));
    } catch (error) {
      if (this.#attempts.open === 0) throw error;
      await this.#emit(this.#attempts.close(reason, this.#input.size ?? bytes, ''));
    }
  }
}

/** JSON has no infinity. */
function finite(options: InspectOptions): InspectOptions {
  const bound = (value: number): number => Math.min(value, Number.MAX_SAFE_INTEGER);
  const limits = Object.fromEntries(
    Object.entries(options.limits).map(([name, value]) => [name, bound(value as number)]),
  );
  return {
    ...options,
    findingsPerRule: bound(options.findingsPerRule),
    limits: limits as unknown as InspectOptions['limits'],
  };
}

/** One line of what a child said that could not start: before any input, so it quotes no data. */
function firstError(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  return (lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? '').slice(0, 200);
}

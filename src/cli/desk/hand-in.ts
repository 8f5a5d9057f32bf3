import { realpath, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Code, codeOf, explain } from '#platform/errors';
import type { Client } from '#server/client';
import { exitCodes } from '../exit.ts';
import { Progress } from '../progress.ts';
import { checkPaths, type Met, printable, walk } from '../walk.ts';
import { incidentOf } from './incident.ts';
import { type GivenPasswords, passwordHeader, passwordsOf } from './passwords.ts';
import { reachDesk } from './reach.ts';
import { beginUpload, sendFile, standing, type Tried } from './tus.ts';
import { openUnfinished, type Source, type Unfinished } from './unfinished.ts';

export interface HandInOptions extends GivenPasswords {
  readonly how: 'found' | 'received' | 'bought' | 'collected' | 'other';
  readonly source: string;
  readonly obtained?: string;
  readonly compartment: 'facts' | 'counsel' | 'person-concerned';
  readonly entity?: string;
  readonly jobs: number;
  readonly progress: boolean;
}

/**
 * `cofferdam hand-in INCIDENT PATH…`: each file becomes an item of evidence; its id and path go to standard output when
 * it is whole and sealed. Run again after a break, it goes on where it was.
 */
export async function handIn(named: string, paths: readonly string[], options: HandInOptions): Promise<void> {
  await checkPaths(paths);
  const given = await passwordsOf(options);
  const passwords = given && passwordHeader(given);
  const client = await reachDesk();
  const incident = await incidentOf(client, named);
  const run = new HandInRun(client, incident, { ...options, passwords });
  const failed = await run.all(paths);
  if (failed > 0) process.exitCode = exitCodes.internal;
}

interface SendOptions extends HandInOptions {
  /** As the header has them. */
  readonly passwords: string | undefined;
}

/** Where they are not tried for sure, who gave them should not wait for what they would open. */
const untold: Readonly<Record<Exclude<Tried, 'queued'>, string>> = {
  'not-tried':
    'the passwords are not tried: these bytes are inspected without them, or sealed off. `cofferdam inspection list` tells whether any file needs one.',
  unknown:
    'whether the passwords are tried was not answered. `cofferdam inspection list` tells how many its inspection has.',
};

class HandInRun {
  readonly #client: Client;
  readonly #incident: string;
  readonly #options: SendOptions;
  readonly #progress: Progress;
  readonly #unfinished: Unfinished = openUnfinished();
  #failed = 0;

  constructor(client: Client, incident: string, options: SendOptions) {
    this.#client = client;
    this.#incident = incident;
    this.#options = options;
    this.#progress = new Progress(options.progress && process.stderr.isTTY);
  }

  /** How many files did not get there. */
  async all(paths: readonly string[]): Promise<number> {
    const running = new Set<Promise<void>>();
    try {
      for await (const met of walk(paths)) {
        const task: Promise<void> = this.#one(met).finally(() => running.delete(task));
        running.add(task);
        if (running.size >= this.#options.jobs) await Promise.race(running);
      }
      await Promise.all(running);
    } finally {
      this.#progress.end();
    }
    return this.#failed;
  }

  async #one(met: Met): Promise<void> {
    if ('reason' in met) return this.#lost(met.path, met.reason);
    if (typeof met.disk !== 'string') return this.#lost(met.path, 'not-readable');
    try {
      const { evidence, tried } = await this.#send(met.disk);
      process.stdout.write(`${evidence}  ${printable(met.path)}\n`);
      if (tried !== undefined && tried !== 'queued')
        process.stderr.write(`cofferdam: ${printable(met.path)}: ${untold[tried]}\n`);
    } catch (error) {
      this.#failed += 1;
      process.stderr.write(`cofferdam: ${printable(met.path)}: ${explain(error)}\n`);
    }
  }

  #lost(path: string, reason: Code): void {
    this.#failed += 1;
    process.stderr.write(`cofferdam: ${printable(path)} was not handed in: ${reason}\n`);
  }

  async #send(path: string): Promise<{ readonly evidence: string; readonly tried: Tried | undefined }> {
    const { size: bytes, mtimeMs: changed } = await stat(path);
    const source = {
      address: this.#client.address,
      incident: this.#incident,
      path: await realpath(path),
      bytes,
      changed,
    };
    let has = 0;
    const done = this.#progress.begin(() => has, bytes);
    const onProgress = (sent: number): void => void (has = sent);
    try {
      const upload = await this.#begun(source);
      // Nothing is shut in an empty file, which is whole when it begins.
      const passwords = bytes === 0 ? undefined : this.#options.passwords;
      const tried = await sendFile(this.#client, { path, bytes, upload, onProgress, passwords });
      await this.#unfinished.forget(source);
      return { evidence: basename(upload), tried: passwords === undefined ? undefined : tried };
    } finally {
      done();
    }
  }

  /** The upload of an earlier run, where the server still has it, or a new one. */
  async #begun(source: Source): Promise<string> {
    const earlier = await this.#unfinished.find(source);
    if (earlier !== undefined && (await this.#goesOn(earlier))) return earlier;
    const { once, state } = await this.#unfinished.begin(source);
    const lost = state === 'new' ? undefined : await this.#lostAnswer(source, once);
    const upload =
      lost ?? (await this.#begin(source, state === 'new' ? once : await this.#unfinished.beginAnew(source)));
    await this.#unfinished.keep(source, upload);
    return upload;
  }

  #begin(source: Source, once: string): Promise<string> {
    const { how, source: from, obtained, compartment, entity, passwords } = this.#options;
    const said = { filename: basename(source.path), how, source: from, obtained, compartment, entity };
    return beginUpload(this.#client, { ...source, once }, said, passwords);
  }

  /** The upload of a run that was killed before it heard of it; undefined where it was ended since, or said otherwise. */
  async #lostAnswer(source: Source, once: string): Promise<string | undefined> {
    try {
      const upload = await this.#begin(source, once);
      return (await this.#goesOn(upload)) ? upload : undefined;
    } catch (error) {
      if (codeOf(error) === 'idempotency-key-reused') return undefined;
      throw error;
    }
  }

  async #goesOn(upload: string): Promise<boolean> {
    try {
      await standing(this.#client, { upload, passwords: this.#options.passwords });
      return true;
    } catch (error) {
      if (['nothing-there', 'upload-ended', 'answer-unknown'].includes(codeOf(error))) return false;
      throw error;
    }
  }
}

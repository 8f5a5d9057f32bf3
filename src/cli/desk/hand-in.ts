import { realpath, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Code, codeOf, explain } from '#platform/errors';
import type { Client } from '#server/client';
import { exitCodes } from '../exit.ts';
import { Progress } from '../progress.ts';
import { checkPaths, type Met, printable, walk } from '../walk.ts';
import { incidentOf } from './incident.ts';
import { reachDesk } from './reach.ts';
import { beginUpload, sendFile } from './tus.ts';
import { openUnfinished, type Source, type Unfinished } from './unfinished.ts';

export interface HandInOptions {
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
  const client = await reachDesk();
  const incident = await incidentOf(client, named);
  const run = new HandInRun(client, incident, options);
  const failed = await run.all(paths);
  if (failed > 0) process.exitCode = exitCodes.internal;
}

class HandInRun {
  readonly #client: Client;
  readonly #incident: string;
  readonly #options: HandInOptions;
  readonly #progress: Progress;
  readonly #unfinished: Unfinished = openUnfinished();
  #failed = 0;

  constructor(client: Client, incident: string, options: HandInOptions) {
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
      const evidence = await this.#send(met.disk);
      process.stdout.write(`${evidence}  ${printable(met.path)}\n`);
    } catch (error) {
      this.#failed += 1;
      process.stderr.write(`cofferdam: ${printable(met.path)}: ${explain(error)}\n`);
    }
  }

  #lost(path: string, reason: Code): void {
    this.#failed += 1;
    process.stderr.write(`cofferdam: ${printable(path)} was not handed in: ${reason}\n`);
  }

  async #send(path: string): Promise<string> {
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
      await sendFile(this.#client, { path, bytes, upload, onProgress });
      await this.#unfinished.forget(source);
      return basename(upload);
    } finally {
      done();
    }
  }

  /** The upload of an earlier run, where the server still has it, or a new one. */
  async #begun(source: Source): Promise<string> {
    const earlier = await this.#unfinished.find(source);
    if (earlier !== undefined && (await this.#goesOn(earlier))) return earlier;
    const { how, source: from, obtained, compartment, entity } = this.#options;
    const said = { filename: basename(source.path), how, source: from, obtained, compartment, entity };
    const upload = await beginUpload(this.#client, source, said);
    await this.#unfinished.keep(source, upload);
    return upload;
  }

  async #goesOn(upload: string): Promise<boolean> {
    try {
      await this.#client.send('HEAD', upload, { 'tus-resumable': '1.0.0' });
      return true;
    } catch (error) {
      if (['nothing-there', 'upload-ended', 'answer-unknown'].includes(codeOf(error))) return false;
      throw error;
    }
  }
}

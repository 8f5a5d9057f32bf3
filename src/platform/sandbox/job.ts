import type { Code } from '../errors/index.ts';
import type { Frame } from './frames.ts';

export interface SandboxJob {
  /** What the handler in the child gets; JSON. */
  readonly job: unknown;
  /** Bytes [offset, offset + length) of the input, fewer at the end; up to 8 calls of at most 1 MiB at a time. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** Called for one event at a time, in order; the child waits when this is slow. Whatever is in it is hostile. */
  onEvent(header: Frame['header'], body: Uint8Array): Promise<void>;
  /** Wall time from the moment the child has the job. */
  readonly seconds: number;
  /** Ends the job earlier, as if its time were over. */
  readonly signal?: AbortSignal;
}

interface Failure {
  readonly ok: false;
  readonly code: Code;
  /** What the child wrote on stderr before it got any input; only where it could not be started. */
  readonly why?: string;
}

export type Outcome = { readonly ok: true } | Failure;

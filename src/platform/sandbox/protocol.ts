import { type Code, catalogue } from '../errors/index.ts';
import { type Frame, FrameError } from './frames.ts';

/** Bytes of one `read`. */
export const maxReadBytes = 1024 * 1024;
/** Reads that a child may have open at once. */
export const maxReads = 8;
/** Events that a child may have sent and the parent not yet worked off: this bounds what the parent holds. */
export const windowEvents = 32;
/** Bytes of such events; an event is also let through when nothing is open, whatever its size. */
export const windowBytes = 8 * 1024 * 1024;

/** Who the child becomes after loading its modules. */
export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

/** Parent to child, header part. The body of `init` and `job` is JSON, that of `bytes` the bytes read. */
export type ToChild =
  /** Once, first. */
  | { readonly t: 'init'; readonly identity: Identity | null }
  /** When the child is idle. */
  | { readonly t: 'job' }
  /** Answers `read`. */
  | { readonly t: 'bytes'; readonly id: number }
  /** Answers `read` that failed on the parent's side. */
  | { readonly t: 'no-bytes'; readonly id: number; readonly code: Code }
  /** When an event has been worked off. */
  | { readonly t: 'ack'; readonly bytes: number };

/** Child to parent. The body of `event` belongs to the handler. */
export type FromChild =
  /** Once: modules are loaded and rights are dropped. */
  | { readonly t: 'ready' }
  | { readonly t: 'read'; readonly id: number; readonly offset: number; readonly length: number }
  | { readonly t: 'event'; readonly header: Readonly<Record<string, unknown>> }
  | { readonly t: 'done' }
  | { readonly t: 'failed'; readonly code: Code };

/** A child's frame, checked field by field: nothing of it is trusted. Throws FrameError. */
export function checkFromChild(header: Frame['header']): FromChild {
  switch (header.t) {
    case 'ready':
    case 'done':
      return { t: header.t };
    case 'read':
      return {
        t: 'read',
        id: count(header.id, Number.MAX_SAFE_INTEGER),
        offset: count(header.offset, Number.MAX_SAFE_INTEGER - maxReadBytes),
        length: count(header.length, maxReadBytes),
      };
    case 'event': {
      const inner = header.header;
      if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) throw new FrameError('event header');
      return { t: 'event', header: inner as Frame['header'] };
    }
    case 'failed':
      return { t: 'failed', code: knownCode(header.code) };
    default:
      throw new FrameError('unknown frame');
  }
}

/** `value` if it is a code of the catalogue, else `internal`. */
export function knownCode(value: unknown): Code {
  return typeof value === 'string' && Object.hasOwn(catalogue, value) ? (value as Code) : 'internal';
}

function count(value: unknown, max: number): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0 || value > max) {
    throw new FrameError('number out of range');
  }
  return value;
}

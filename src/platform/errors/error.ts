import { type Code, catalogue } from './catalogue.ts';

/**
 * The one error of the program. `code` is stable and documented in docs/errors.md; `message` says what is wrong,
 * where, and what to do. It never holds a value out of the inspected data: callers pass places, not contents.
 */
export class CofferdamError extends Error {
  readonly code: Code;
  /** The place, empty where there is none to tell. */
  readonly where: string;

  constructor(code: Code, where = '', cause?: unknown) {
    const { what, remedy } = catalogue[code];
    super(`${what}${where === '' ? '' : ` (${where})`}. ${remedy}`, { cause });
    this.name = 'CofferdamError';
    this.code = code;
    this.where = where;
  }
}

/** Throws the catalogued error `code`; `where` names the place (a path, an option), never a value of the data. */
export function fail(code: Code, where?: string, cause?: unknown): never {
  throw new CofferdamError(code, where, cause);
}

/** What V8 says when a buffer or a WebAssembly memory does not fit: under a memory limit that is the limit at work. */
const outOfMemory = /allocation failed|failed to allocate|could not allocate/i;

/** The catalogue code of anything thrown; `internal` for what the catalogue does not know. */
export function codeOf(error: unknown): Code {
  if (error instanceof CofferdamError) return error.code;
  return error instanceof RangeError && outOfMemory.test(error.message) ? 'limit-memory' : 'internal';
}

/**
 * One printable line for anything thrown. The text of a foreign error is dropped, since parsers like to quote the
 * input they choked on; its class name stays.
 */
export function explain(error: unknown): string {
  if (error instanceof CofferdamError) return error.message;
  const name = error instanceof Error ? error.name : typeof error;
  return new CofferdamError('internal', name).message;
}

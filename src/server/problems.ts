import { type Code, catalogue, codeOf } from '#platform/errors';

/** RFC 9457. `code` is one of docs/errors.md and stable; `detail` says what to do. */
export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: Code;
  /** To be named when asking whoever runs the server: the log has the rest. */
  readonly request: string;
}

/** Codes that are the caller's to mend, or that will pass. All others are ours. */
const statuses: Partial<Record<Code, number>> = {
  'nothing-there': 404,
  'request-invalid': 400,
  'request-too-large': 413,
  'database-gone': 503,
  'disk-full': 507,
  'data-disk-full': 507,
};

/**
 * What a caller is told of an error: its code and what to do. Where it happened and what caused it goes to the log alone,
 * since both may name what is not the caller's to know.
 */
export function problemOf(error: unknown, request: string): Problem {
  const code = codeOf(error) === 'internal' ? codeOfHttp(error) : codeOf(error);
  const { what, remedy } = catalogue[code];
  return { type: 'about:blank', title: what, status: statuses[code] ?? 500, detail: remedy, code, request };
}

/** Errors of the HTTP layer itself carry a status. */
function codeOfHttp(error: unknown): Code {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) return 'request-too-large';
  return typeof status === 'number' && status >= 400 && status < 500 ? 'request-invalid' : 'internal';
}

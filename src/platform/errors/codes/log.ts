import type { Entry } from './entry.ts';

/** Errors of the log. */
export const logCodes = {
  'not-canonical': {
    what: 'A value is not, or cannot be, canonical JSON',
    remedy: 'Use null, booleans, finite numbers, well-formed text, lists and plain objects, written as RFC 8785 says.',
  },
  'log-entry-invalid': {
    what: 'An act does not have the form in which the log records it',
    remedy: 'Nothing was done. Report the operation, without the data.',
  },
  'log-key-invalid': {
    what: 'A key of the log was not understood',
    remedy: 'It is an Ed25519 key; a public one is given as PEM or as 64 hexadecimal digits.',
  },
} as const satisfies Record<string, Entry>;

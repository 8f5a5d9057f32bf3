import type { Entry } from './entry.ts';

/** Errors of the server, of what it is started with and of what it is asked. */
export const serverCodes = {
  'setting-invalid': {
    what: 'A setting is not valid',
    remedy: 'Correct it in the environment or in the file that is named; docs/server.md lists all settings.',
  },
  'port-taken': {
    what: 'Another program listens on this port',
    remedy: 'Stop it, or set COFFERDAM_PORT to a port that is free.',
  },
  'page-not-built': {
    what: 'The page could not be built',
    remedy: 'Run `npm ci`, and start once as the owner of the checkout: builds lie in its folder `dist`.',
  },
  'request-invalid': {
    what: 'The request was not understood',
    remedy: 'Compare it with /openapi.json.',
  },
  'request-too-large': {
    what: 'The request is larger than the server takes',
    remedy: 'Files are handed in as uploads in parts; other requests have at most 1 MiB.',
  },
  'request-type-unknown': {
    what: 'The body of the request is of a type that is not taken here',
    remedy: 'Send JSON as application/json; /openapi.json names the operations that take something else.',
  },
  'report-failed': {
    what: 'The report could not be made',
    remedy:
      'Try again, or in the other format; if it fails again, tell whoever runs the server the number of the request.',
  },
  'nothing-there': {
    what: 'There is nothing at this address',
    remedy: 'Check the address. What you may not see is not told apart from what is not there.',
  },
  'folder-not-private': {
    what: 'The data folder belongs to another user or can be entered by others',
    remedy: 'Give it to the user that runs Cofferdam (chown) and close it to all others (chmod 700).',
  },
  'folder-not-writable': {
    what: 'The data folder cannot be made or written to',
    remedy: 'Check the path, its rights and its file system, or name another folder in COFFERDAM_DATA.',
  },
  'folder-in-use': {
    what: 'The data folder is in use by another Cofferdam',
    remedy: 'Stop that one first, or name another folder in COFFERDAM_DATA.',
  },
  'data-disk-full': {
    what: 'The disk of the data folder is full',
    remedy: 'Free space on it, or move the data folder to a larger disk, and start again.',
  },
  'server-silent': {
    what: 'No Cofferdam answers at this address',
    remedy: 'Check the address, and that the server runs; `npm start` prints where it listens.',
  },
  'answer-unknown': {
    what: 'The server answered something that this program does not understand',
    remedy: 'Use a program of the same version as the server, and check that the address is that of a Cofferdam.',
  },
  'answer-cut': {
    what: 'The answer of the server broke off',
    remedy: 'Ask again; nothing of it was kept. If it breaks off again, the log of the server says why.',
  },
} as const satisfies Record<string, Entry>;

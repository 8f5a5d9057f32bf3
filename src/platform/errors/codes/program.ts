import type { Entry } from './entry.ts';

/** Errors of the program as such, and of files that it reads or writes. */
export const programCodes = {
  internal: {
    what: 'Something went wrong inside Cofferdam',
    remedy: 'Run again; if it returns, report the steps without the data.',
  },
  usage: { what: 'The command was not understood', remedy: 'See `cofferdam help`.' },
  'not-found': { what: 'There is no such file or folder', remedy: 'Check the path.' },
  'not-readable': { what: 'The file or folder may not be read', remedy: 'Run as a user who may read it.' },
  'not-a-file': {
    what: 'This is neither a regular file nor a folder',
    remedy: 'Devices, sockets and pipes are not inspected; copy the content into a file.',
  },
  'link-not-followed': {
    what: 'A symbolic link below the given folder is not followed',
    remedy: 'Name its target on the command line to inspect it.',
  },
  'changed-while-read': {
    what: 'The file changed while it was read',
    remedy: 'Copy it to a place where nothing writes, and inspect the copy.',
  },
  'disk-full': {
    what: 'The disk is full',
    remedy: 'Free space. For temporary files, TMPDIR can name a folder with more.',
  },
  'output-failed': {
    what: 'The output could not be written',
    remedy: 'Check the folder, its rights and the free space.',
  },
} as const satisfies Record<string, Entry>;

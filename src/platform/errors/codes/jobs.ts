import type { Entry } from './entry.ts';

/** Errors of jobs and workers. */
export const jobsCodes = {
  'run-stopped': {
    what: 'The inspection was stopped, or another worker has taken it over',
    remedy: 'Look at the run: it tells who works on it, or why it ended.',
  },
  'run-ended': {
    what: 'The inspection has ended',
    remedy: 'Read its results, or start it again.',
  },
  'run-under-way': {
    what: 'The inspection has not ended, or is complete by the same rules',
    remedy:
      'Wait for its end, or cancel it first. What is complete by the same rules is inspected again only with passwords.',
  },
  'count-changed': {
    what: 'The persons were counted anew in the meantime',
    remedy: 'Ask again: numbers of persons hold for one count.',
  },
} as const satisfies Record<string, Entry>;

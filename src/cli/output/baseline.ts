import { createValueNames, markOfKey, mostKnown } from '#inspect';
import { fail } from '#platform/errors';
import type { Reporter, Write } from './reporter.ts';

/** First line of a baseline, before the mark of its key. */
export const heading = 'cofferdam baseline 1 ';

/**
 * The values that were found, each by its keyed hash and once, in the order of these. Nothing else of them is written: no
 * path, no rule, not how often.
 *
 * Errors: `baseline-invalid` where there are more than a baseline may hold.
 */
export function baselineReporter(write: Write, key: Uint8Array): Reporter {
  const nameOf = createValueNames(key);
  const names = new Set<string>();
  return {
    file: () => ({
      event(event) {
        if (event.type !== 'findings') return;
        for (const { element, value, match } of event.findings) {
          // Values of an index are asked for by name: they are reported, known or not.
          if (value === undefined || match !== undefined) continue;
          names.add(nameOf(element, value));
          if (names.size > mostKnown) fail('baseline-invalid', `more than ${mostKnown} different values`);
        }
      },
      end: () => undefined,
    }),
    unread: () => undefined,
    finish: () => write([heading + markOfKey(key), ...[...names].sort(), ''].join('\n')),
    abort: () => undefined,
  };
}

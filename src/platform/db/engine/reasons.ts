import type { Code } from '../../errors/index.ts';

/** What PostgreSQL says, in English always since its locale is C, and what it means to whoever runs Cofferdam. */
const reasons: readonly (readonly [RegExp, Code])[] = [
  [/No space left on device|Disk quota exceeded/, 'data-disk-full'],
  [/database files are incompatible with server|was initialized by PostgreSQL version/, 'database-version'],
  [
    /PANIC: |is not a valid data directory|could not find the database system|incorrect checksum in control file|could not (?:open|read) (?:file|directory) "(?:base|global|pg_[a-z]+)|configuration file .* contains errors/,
    'database-damaged',
  ],
  [
    /error while loading shared libraries|cannot execute|failed to execute|exec: .*not found|not found \(required by|Library not loaded/,
    'database-engine-missing',
  ],
];

/** The last lines, as they stand in a message. */
export function lastOf(lines: readonly string[]): string {
  return lines
    .slice(-6)
    .map((line) => line.slice(0, 300))
    .join(' | ');
}

/** The code for a program of PostgreSQL that ended with these last lines; the first that fits, in the order above. */
export function reasonOf(lines: readonly string[]): Code {
  const text = lines.join('\n');
  return reasons.find(([pattern]) => pattern.test(text))?.[1] ?? 'database-ended';
}

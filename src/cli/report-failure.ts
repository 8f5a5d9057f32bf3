import { CommanderError } from 'commander';
import { explain } from '#platform/errors';
import { exitCodes } from './exit.ts';

/** What is understood to be wrong with the command itself. */
const usage = [
  'usage',
  'not-found',
  'roster-invalid',
  'rulings-invalid',
  'rule-unknown',
  'rule-invalid',
  'allow-invalid',
  'baseline-invalid',
  'dictionary-invalid',
];

/** Says on standard error why a command failed, and gives its exit code. */
export function reportFailure(program: string, error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
  process.stderr.write(`${program}: ${explain(error)}\n`);
  return error instanceof Error && 'code' in error && usage.includes(String(error.code))
    ? exitCodes.usage
    : exitCodes.internal;
}

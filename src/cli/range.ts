import { Command } from 'commander';
import { fail } from '#platform/errors';

interface Options {
  readonly seed: string;
  readonly out: string;
  readonly persons: string;
}

/** `cofferdam range`: writes a synthetic leak with the truth about it, to try the program on. */
export function rangeCommand(): Command {
  return new Command('range')
    .description('Write a synthetic leak of people who do not exist, with the truth about what is in it.')
    .requiredOption('--seed <n>', 'a whole number; the same number gives the same leak')
    .requiredOption('--out <folder>', 'a new or empty folder; the leak goes to leak/ in it, the truth beside it')
    .option('--persons <n>', 'how many people the synthetic group knows', '400')
    .action(async (options: Options) => {
      // Loaded here alone: no other command should wait for the synthetic company.
      const { writeRange } = await import('../../test/range/index.ts');
      const { leak, files, persons, scored, near } = await writeRange({
        seed: whole(options.seed, '--seed'),
        out: options.out,
        persons: whole(options.persons, '--persons'),
      });
      process.stdout.write(`${leak}: ${files} files, ${persons} persons, ${scored} values, ${near} near misses\n`);
    });
}

function whole(text: string, option: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : fail('usage', `${option}: a whole number`);
}

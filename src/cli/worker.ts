import { Command, Option } from 'commander';
import { joinAsWorker } from '#server/inspection';
import { wholeNumber } from './options.ts';

interface Options {
  readonly data?: string;
  readonly jobs: number;
}

const help = `
Works beside a server that runs: on the same machine with its data folder, or on another with the same DATABASE_URL,
vault and master key. Any number of them may; each job is done by one. Ends on SIGINT or SIGTERM and gives back what
it has not done; what a worker had that is killed, another takes over within seconds.
Exit codes: 0 stopped, 1 internal error, 2 usage.`;

/** `cofferdam worker` */
export function workerCommand(): Command {
  return new Command('worker')
    .description('Inspect evidence and count persons for a server, in a process of its own.')
    .option('--data <folder>', 'the data folder of the installation; else as the server finds it')
    .addOption(new Option('--jobs <n>', 'jobs at once').argParser(wholeNumber).default(2))
    .addHelpText('after', help)
    .action(async (options: Options) => work(options));
}

async function work({ data, jobs }: Options): Promise<void> {
  const env = data === undefined ? process.env : { ...process.env, COFFERDAM_DATA: data };
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  const onTrouble = (explanation: string): void => void process.stderr.write(`cofferdam: ${explanation}\n`);
  const worker = await joinAsWorker({ env, jobs, onTrouble });
  process.stderr.write('cofferdam: the worker waits for jobs\n');
  await Promise.race([stopped, worker.ended]);
  await worker.stop();
}

import { Command } from 'commander';
import { emptyCores } from '#platform';
import { fail } from '#platform/errors';
import { usualAddress } from '../src/cli/desk/reach.ts';
import { reportFailure } from '../src/cli/report-failure.ts';
import { showAccounts, showCode } from './accounts/show.ts';
import { fill } from './fill.ts';
import { Journal } from './journal.ts';

const trouble = emptyCores();
if (trouble !== undefined) process.stderr.write(`demo: ${trouble}\n`);

// What was made up is taken away again where somebody stops it.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

interface Options {
  readonly server: string;
  readonly setUp?: string;
  readonly persons: string;
  readonly anyway: boolean;
}

const program = new Command('npm run demo --')
  .description(
    'Fill a desk that runs with a synthetic company, its people and three incidents: one just opened, one with files ' +
      'that cannot all be read, one fully inspected. Nobody in it exists.',
  )
  .option('--server <address>', 'where the desk is', usualAddress)
  .option('--set-up <code>', 'set-up code that the server printed, where nobody set it up yet; asked for otherwise')
  .option('--persons <n>', 'how many people leaked, from 60 to 200000', '50000')
  .option('--anyway', 'also on a desk where people work: what is made stays', false)
  .addHelpText(
    'after',
    `
On a desk that is set up, you are who signed in last with \`cofferdam login\`, else you are asked; you must be an admin. An
admin sees no incident: sign in as one of the people whom the demo names. Run again, it makes what is missing, and shows
the accounts. Exit codes are those of \`cofferdam\`: 0 done, 1 refused or failed, 2 not understood.`,
  )
  .exitOverride()
  .action(({ server, setUp, persons, anyway }: Options) =>
    fill({ address: addressOf(server), setUpCode: setUp, persons: personsOf(persons), anyway }),
  );
program
  .command('accounts')
  .description('Show who can sign in, and by what.')
  .exitOverride()
  .action(async () => showAccounts(await journal()));
program
  .command('code')
  .description('Print a code of the authenticator app of an account. Each can be used once.')
  .argument('<mail>', 'mail address of the account, or what stands before the @')
  .exitOverride()
  .action(async (mail: string) => showCode(await journal(), mail));

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = reportFailure('demo', error);
}

async function journal(): Promise<Journal> {
  const address = addressOf(program.opts<Options>().server);
  return (
    (await Journal.find(address)) ?? fail('usage', `no demo was made for ${address} by this user: run \`npm run demo\``)
  );
}

function addressOf(typed: string): string {
  const url = URL.canParse(typed) ? new URL(typed) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol)
    ? url.origin
    : fail('usage', `--server: an address such as ${usualAddress}`);
}

function personsOf(typed: string): number {
  const count = /^\d{1,6}$/.test(typed) ? Number(typed) : 0;
  return count >= 60 && count <= 200_000 ? count : fail('usage', '--persons: a whole number from 60 to 200000');
}

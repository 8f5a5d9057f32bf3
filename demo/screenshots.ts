import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { Command } from 'commander';
import { fail } from '#platform/errors';
import { launch } from '../bench/page/browser.ts';
import { loginPath, writeLogin } from '../src/cli/desk/login-file.ts';
import { reportFailure } from '../src/cli/report-failure.ts';
import { startServer } from '../bench/desk/server.ts';
import { chromiumPath, isHere } from '../test/e2e/testing/chromium.ts';
import { fill } from './fill.ts';
import { Journal } from './journal.ts';
import { pictured } from './pictures/pages.ts';
import { takeReadme } from './pictures/readme.ts';
import { takeSetUp } from './pictures/set-up.ts';
import { contactSheet } from './pictures/sheet.ts';
import { Sessions, shoot, shootRunning } from './pictures/shoot.ts';
import { Studio } from './pictures/studio.ts';
import { say } from './say.ts';

interface Options {
  readonly out: string;
  readonly persons: string;
  readonly server?: string;
  readonly only?: readonly string[];
  readonly readme: boolean;
}

const program = new Command('npm run screenshots --')
  .description(
    'Take every page in light and dark, wide and narrow, into a folder with a contact sheet. A desk of its own is started, ' +
      'set up in the browser, and filled by the demo.',
  )
  .option('--out <folder>', 'where the pictures go', 'dist/screenshots')
  .option('--persons <n>', 'how many people leaked in the demo', '50000')
  .option('--server <address>', 'a desk that `npm run demo` filled, in place of one of its own; without the set-up')
  .option('--only <name...>', 'only pages of these names')
  .option('--readme', 'take the pictures of the README alone, into docs/pictures', false)
  .exitOverride()
  .action(run);

/** Rejects when somebody stops it: the desk that was started and what it made go first. */
const stopped = Promise.withResolvers<never>();
stopped.promise.catch(() => undefined);
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => {
    process.exitCode = code;
    stopped.reject(new Error(signal));
  });
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode ??= reportFailure('screenshots', error);
}

async function run(options: Options): Promise<void> {
  if (!isHere)
    fail('not-found', `${chromiumPath}, the browser: install Debian's chromium, or name another by CHROMIUM`);
  const browser = await launch();
  try {
    await (options.server === undefined
      ? withOwnDesk((address, code) => takeAll(new Studio(browser, address, resolve(options.out)), options, code))
      : takeAll(new Studio(browser, options.server, resolve(options.out)), options));
  } finally {
    await browser.close();
  }
}

/** @param code set-up code of a new desk */
async function takeAll(studio: Studio, options: Options, code?: string): Promise<void> {
  const { base } = studio;
  let admin: string | undefined;
  if (code !== undefined) {
    admin = await takeSetUp(studio, code);
    await writeLogin(loginPath(), { address: base, session: admin });
    await fill({ address: base, setUpCode: undefined, persons: Number(options.persons), anyway: false });
  }
  const journal = (await Journal.find(base)) ?? fail('usage', `no demo was made for ${base}: run \`npm run demo\``);
  const sessions = new Sessions(journal, admin);
  if (options.readme) return takeReadme(studio, sessions);
  const { only } = options;
  const missed = await shoot(
    studio,
    sessions,
    pictured.filter(({ name }) => only === undefined || only.includes(name)),
  );
  if (only === undefined) await shootRunning(studio, sessions);
  await writeFile(join(options.out, 'index.html'), contactSheet(studio.shots));
  say(`${studio.shots.length} pages are in ${resolve(options.out)}: open index.html there.`);
  if (missed.length > 0) fail('internal', `not taken: ${missed.join(', ')}`);
}

/** A new desk in a folder that goes with it; so do the login and the accounts of the demo, which nobody else shall see. */
async function withOwnDesk(act: (address: string, code: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'cofferdam-screenshots-'));
  process.env['XDG_CONFIG_HOME'] = join(folder, 'config');
  process.env['XDG_STATE_HOME'] = join(folder, 'state');
  try {
    const server = await startServer(join(folder, 'data'));
    try {
      const acting = act(server.address, server.setUpCode);
      // Where it was stopped, what it is at fails, and nobody waits for it.
      acting.catch(() => undefined);
      await Promise.race([acting, stopped.promise]);
    } finally {
      await server.stop();
    }
  } finally {
    if (existsSync(folder)) await rm(folder, { recursive: true });
  }
}
